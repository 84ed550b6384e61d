import { expect } from 'vitest';
import { stories } from '../harness.ts';
import type { Story } from '../harness.ts';
import type { Message } from '../post.ts';

interface Intervention {
  user: string;
  start: string;
  end: string | null;
}

async function worked(story: Story): Promise<string[]> {
  const { id } = await story.incident();
  const { body } = await story.sidecar.api<{ items: Intervention[] }>('GET', `interventions?incident=${id}`);
  const clock = (at: string | null) => at?.slice(11, 16) ?? '…';
  return body.items.map(({ user, start, end }) => `${user} ${clock(start)}-${clock(end)}`);
}

/** The page behind the links of a message. */
function pageOf(story: Story, message: Message | undefined): string {
  const [link] = /https?:\/\/[^\s"]+?\/r\/[A-Za-z0-9_-]+/.exec(message?.hook?.raw ?? message?.text ?? '') ?? [];
  if (link === undefined) {
    throw new Error(`no link to the page in ${message?.text}`);
  }
  return story.sidecar.local(link);
}

async function presses(story: Story, page: string, button: string): Promise<{ status: number; text: string }> {
  const response = await fetch(`${page}/${button}`, { method: 'POST', redirect: 'manual' });
  await story.settle();
  const location = response.headers.get('location');
  const shown = location === null ? response : await fetch(new URL(location, page));
  return {
    status: response.status,
    text: (await shown.text()).replace(/<style>.*?<\/style>/s, '').replace(/<[^>]+>/g, ' '),
  };
}

stories('Time worked on an incident, from the page in the phone', (tell) => {
  tell(
    'Ann acknowledges, Ben helps and has done before her',
    { steps: [{ notify: [{ user: 'ann' }, { user: 'ben' }], wait: '30m' }], ben: { language: 'fr' } },
    async (story) => {
      await story.alert();
      const pages = await story.reached('ann by hook', 'ben by mail');
      const [ann, ben] = ['ann', 'ben'].map((who) =>
        pageOf(
          story,
          pages.find((page) => page.who === who),
        ),
      ) as [string, string];
      expect((await presses(story, ann, 'acknowledge')).text).toContain('I’ve stopped working on it');
      await story.passes('5m');
      const helping = await presses(story, ben, 'on-it');
      expect([helping.status, helping.text]).toEqual([
        303,
        expect.stringMatching(/Votre intervention compte.*Vous y travaillez depuis 12:05.*Fin d’intervention/s),
      ]);
      expect((await presses(story, ben, 'on-it')).status).toBe(303);
      await story.passes('20m');
      expect((await presses(story, ben, 'done')).text).toMatch(/Votre intervention est terminée.*J’y travaille/s);
      expect((await story.incident()).state).toBe('acknowledged');
      await story.passes('10m');
      expect(await worked(story)).toEqual(['ann 12:00-…', 'ben 12:05-12:25']);
      await story.recovers();
      expect(await worked(story)).toEqual(['ann 12:00-12:35', 'ben 12:05-12:25']);
      expect(await presses(story, ben, 'on-it')).toMatchObject({
        status: 409,
        text: expect.stringContaining('Action impossible\u00a0: il est déjà résolu.') as string,
      });
      await story.told(
        'ann by hook: Resolved by Scripts',
        'ben by mail: Pris en charge par Ann Martin',
        'ben by mail: Résolu par Scripts',
      );
    },
  );

  tell('looking at a button does not press it', {}, async (story) => {
    await story.alert();
    const [message] = await story.reached('ann by hook');
    const page = pageOf(story, message);
    await presses(story, page, 'acknowledge');
    await fetch(`${page}/done`);
    expect(await worked(story)).toEqual(['ann 12:00-…']);
    const { id } = await story.incident();
    const ends = async () =>
      (
        await story.sidecar.api<{ items: Array<{ kind: string; subject: string }> }>('GET', 'audit?limit=50')
      ).body.items.filter(({ kind, subject }) => kind === 'interventions' && subject === id);
    expect(await ends()).toEqual([]);
    await presses(story, page, 'done');
    expect(await ends()).toMatchObject([
      {
        action: 'end',
        actor: 'ann',
        before: { user: 'ann', end: null },
        after: { user: 'ann', end: story.at('Monday 12:00') },
      },
    ]);
    await story.script('resolve');
    await story.told('ann by hook: Resolved by api');
  });
});

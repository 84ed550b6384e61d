/** Was it worth waking somebody? One optional press, which commands nothing. */
import { expect } from 'vitest';
import type { IncidentAnswer } from '#contract/incidents/incident';
import type { IncidentRating } from '#contract/incidents/rating';
import { contextOf } from '../../support/grafana.ts';
import { stories } from '../harness.ts';
import type { Person } from '../cast.ts';
import type { Story } from '../harness.ts';

const as = (who: string) => ({
  headers: { 'X-Grafana-Context': contextOf({ uid: `uid-${who}`, login: who, name: who }) },
});

async function rates(story: Story, who: Person, body: object | null, incident?: string) {
  const id = incident ?? (await story.incident()).id;
  return story.sidecar.api<IncidentAnswer>(
    body === null ? 'DELETE' : 'PUT',
    `incidents/${id}/rating`,
    body ?? undefined,
    as(who),
  );
}

async function said(story: Story): Promise<IncidentRating[]> {
  const { id } = await story.incident();
  return (await story.sidecar.api<IncidentAnswer>('GET', `incidents/${id}`)).body.ratings ?? [];
}

const FORM = { token: null, headers: { 'Content-Type': 'application/x-www-form-urlencoded' } };

stories('A rating', (tell) => {
  tell(
    'is one per person, can be changed and taken back, and is seen by all who read the incident',
    {},
    async (story) => {
      await story.alert();
      await story.reached('ann by hook');
      await story.person('ann', 'resolve');
      const first = await rates(story, 'ann', { rating: 'nothing-to-do', note: 'It went away by itself.' });
      expect([first.status, first.body.ratings]).toMatchObject([
        200,
        [{ user: 'ann', script: false, rating: 'nothing-to-do', note: 'It went away by itself.' }],
      ]);
      await story.passes('1m');
      await rates(story, 'ben', { rating: 'useful' });
      await rates(story, 'ann', { rating: 'false' });
      expect((await said(story)).map(({ user, rating, note }) => [user, rating, note]).sort()).toEqual([
        ['ann', 'false', null],
        ['ben', 'useful', null],
      ]);
      expect((await rates(story, 'ann', null)).status).toBe(204);
      expect((await rates(story, 'ann', null)).status, 'again').toBe(204);
      expect((await said(story)).map(({ user }) => user)).toEqual(['ben']);
      expect((await rates(story, 'ann', { rating: 'splendid' })).status).toBe(400);
      expect((await rates(story, 'ann', { rating: 'useful' }, '01KE0000000000000000000000')).status).toBe(404);
      const { id } = await story.incident();
      const audit = await story.sidecar.api<{ items: Array<{ action: string; actor: string }> }>(
        'GET',
        `audit?kind=incidents&subject=${id}`,
      );
      expect(
        audit.body.items.filter(({ action }) => /rate$/.test(action)).map((one) => `${one.actor} ${one.action}`),
      ).toEqual(['ann unrate', 'ann rate', 'ben rate', 'ann rate']);
    },
  );

  tell('is no command: pages go on, nothing is told, nobody begins or prolongs work', {}, async (story) => {
    await story.alert();
    await story.reached('ann by hook');
    const { id, version } = await story.incident();
    expect((await rates(story, 'ann', { rating: 'useful' })).status).toBe(200);
    const rated = await story.incident();
    expect([rated.state, rated.version, rated.acknowledgedBy]).toEqual(['open', version, null]);
    await story.passes('5m');
    await story.reached('ben by mail');
    const worked = async () =>
      (
        await story.sidecar.api<{ items: Array<{ user: string; end: string | null }> }>(
          'GET',
          `interventions?incident=${id}`,
        )
      ).body.items;
    expect(await worked()).toEqual([]);
    await story.person('ben', 'acknowledge');
    await story.told('ann by hook: Acknowledged by Ben Petit');
    const before = JSON.stringify(await worked());
    expect(await worked()).toHaveLength(1);
    await story.passes('10m');
    await rates(story, 'ben', { rating: 'too-late', note: 'Ann was asleep.' });
    expect(JSON.stringify(await worked())).toBe(before);
    expect((await story.timeline()).map(({ kind }) => kind)).not.toContain('rating');
    await story.nobodyIsPaged();
  });

  tell(
    'is asked on the page of the link once somebody has answered; opening the link says nothing',
    {},
    async (story) => {
      await story.alert();
      const [page] = await story.reached('ann by hook');
      const { incident } = page?.hook?.body as unknown as { incident: { acknowledgeUrl: string } };
      const link = story.sidecar.local(incident.acknowledgeUrl).replace(/\/acknowledge$/, '');
      const open = async (path = '') =>
        (await story.sidecar.request<string>('GET', link + path, undefined, { token: null })).body;
      const press = (path: string, body = '') => story.sidecar.request<string>('POST', link + path, body, FORM);
      expect(await open()).not.toContain('worth waking');
      await press('/acknowledge');
      expect(await open()).toContain('<details class="rating"><summary>Was it worth waking');
      expect(await open('/rate')).toContain('<details class="rating" open>');
      expect(await said(story)).toEqual([]);
      expect((await press('/rate', 'rating=')).status).toBe(409);
      expect((await press('/rate', 'rating=not-ours&note=Of+the+network+team')).status).toBe(303);
      expect(await said(story)).toMatchObject([{ user: 'ann', rating: 'not-ours', note: 'Of the network team' }]);
      // A browser counts a line break as one character, and sends two.
      const long = new URLSearchParams({ rating: 'not-ours', note: 'a\r\n'.repeat(900) });
      expect((await press('/rate', long.toString())).status).toBe(303);
      expect(await said(story)).toMatchObject([{ note: 'a\n'.repeat(900).trim() }]);
      expect(await open('?done=rate')).toContain('Noted. Thank you; you can choose again.');
      expect((await press('/unrate')).status).toBe(303);
      expect([await said(story), (await story.incident()).state]).toEqual([[], 'acknowledged']);
      await story.passes('1d');
      await story.nobodyIsPaged();
    },
  );

  tell('is asked for by a link in the mail that says it is over, and never in the page itself', {}, async (story) => {
    await story.alert();
    await story.reached('ann by hook');
    await story.passes('5m');
    const [page] = await story.reached('ben by mail');
    expect(page?.text).not.toContain('/rate');
    await story.person('ann', 'resolve');
    const [mail] = await story.told('ben by mail: Resolved by Ann Martin');
    const [link = ''] = /https?:\/\/\S+\/r\/\S+\/rate/.exec(mail?.text ?? '') ?? [];
    const shown = await story.sidecar.request<string>('GET', story.sidecar.local(link), undefined, { token: null });
    expect(shown.body).toContain('<details class="rating" open>');
    await story.sidecar.request('POST', story.sidecar.local(link), 'rating=nothing-to-do', FORM);
    expect(await said(story)).toMatchObject([{ user: 'ben', rating: 'nothing-to-do' }]);
  });
});

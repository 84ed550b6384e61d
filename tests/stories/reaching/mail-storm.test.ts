/** A storm is a handful of mails, each incident with its own link, and nothing waits for longer than 30 seconds. */
import { expect } from 'vitest';
import { until } from '../../support/waiting.ts';
import { loneStories, stories } from '../harness.ts';
import type { Story, World } from '../harness.ts';
import type { Message } from '../post.ts';

const TO_BEN: World = { steps: [{ notify: [{ user: 'ben' }], wait: '1h' }] };
const ALONE = 10;

const problem = (name: string, severity = 'warning') => ({ id: name, title: `Host ${name}`, severity });
const problems = (count: number, severity = 'warning', from = 0) =>
  Array.from({ length: count }, (_one, index) => problem(`h${index + from}`, severity));

/** The titles that a message is about, as its links name them. */
const titlesIn = (messages: readonly Message[]) =>
  messages.flatMap(({ text }) => [...text.matchAll(/\] (Host [\w-]+) \(#\d+\)$/gm)].map((match) => match[1] ?? ''));
const bundleIn = (messages: readonly Message[]) => messages.find(({ mail }) => mail?.headers['x-vigie-incidents']);
const linkOf = ({ sidecar }: Story, text: string, label: string) =>
  sidecar.local(new RegExp(`^${label}\\s?: (\\S+)$`, 'm').exec(text)?.[1] ?? 'no link');

const get = (story: Story, link: string) => story.sidecar.request<string>('GET', link, undefined, { token: null });
const press = (story: Story, link: string) =>
  story.sidecar.request<string>('POST', link, '', {
    token: null,
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
  });
const stateOf = async (story: Story) =>
  Object.fromEntries((await story.incidents()).map(({ title, state }) => [title.replace('Host ', ''), state]));

/** Ten mails went; these wait. */
async function tenWent(story: Story, ...waiting: ReturnType<typeof problems>): Promise<void> {
  await story.receives(problems(ALONE));
  expect(await story.pagesOf('ben')).toHaveLength(ALONE);
  await story.receives(waiting);
  await story.nobodyIsPaged();
}

stories('A storm of mails', (tell) => {
  tell('of 200 incidents at once is a handful, and each incident is in one of them', TO_BEN, async (story) => {
    const all = [...problems(150), ...problems(2, 'critical', 150), ...problems(48, 'info', 152)];
    await story.receives(all);
    const first = await story.pagesOf('ben');
    expect(first.length).toBeLessThanOrEqual(ALONE + 3);
    await story.passes('30s');
    const bundles = await story.pagesOf('ben');
    expect(bundles).toHaveLength(2);
    const listed = [...first.map(({ title }) => title.replace(/^\[\w+\] | \(#\d+\)$/g, '')), ...titlesIn(bundles)];
    expect(new Set(listed).size).toBe(200);
    expect(listed).toHaveLength(200);
    expect(bundles.map(({ mail }) => mail?.subject).join('\n')).toMatch(/^\d+ incidents: /m);
    await story.passes('10m');
    await story.nobodyIsPaged();
    await story.receives(all.map((one) => ({ ...one, status: 'resolved' })));
    const over = await story.updatesOfAnybody();
    expect(over).toHaveLength(ALONE);
    await story.passes('30s');
    const rest = await story.updatesOfAnybody();
    expect(rest).toHaveLength(2);
    expect(titlesIn(rest)).toHaveLength(200 - ALONE);
  });

  tell('lists the worst first, counts them in its subject, and leaves within 30 seconds', TO_BEN, async (story) => {
    await tenWent(story, problem('w'), problem('i', 'info'));
    await story.passes('20s');
    await story.receives([problem('v')]);
    await story.nobodyIsPaged();
    await story.passes('10s');
    const [mail, ...none] = await story.pagesOf('ben');
    expect(none).toEqual([]);
    const { number } = (await story.incidents()).find(({ title }) => title === 'Host w') ?? { number: 0 };
    expect(mail?.mail?.subject).toBe(`3 incidents: 2 warnings, 1 info; worst: [Warning] Host w (#${number})`);
    expect(titlesIn(mail ? [mail] : [])).toEqual(['Host w', 'Host v', 'Host i']);
    expect(mail?.text.match(/^Acknowledge: http/gm)).toHaveLength(3);
    expect(mail?.mail?.references).toEqual([]);
  });

  tell('keeps nothing back that is worse than all that was sent', TO_BEN, async (story) => {
    await tenWent(story, problem('w'));
    await story.receives([problem('bad', 'critical')]);
    await story.reached('ben by mail: Host bad');
    await story.receives([problem('as-bad', 'critical')]);
    await story.nobodyIsPaged();
    await story.passes('30s');
    expect(titlesIn(await story.pagesOf('ben'))).toEqual(['Host as-bad', 'Host w']);
  });

  tell('goes on with what is still open: who was answered meanwhile is not listed', TO_BEN, async (story) => {
    await tenWent(story, problem('a'), problem('b'), problem('c'));
    const [b] = (await story.incidents()).filter(({ title }) => title === 'Host b');
    await story.person('cleo', 'acknowledge', undefined, b?.id);
    await story.passes('30s');
    expect(titlesIn(await story.pagesOf('ben'))).toEqual(['Host a', 'Host c']);
  });

  tell(
    'does not move the steps',
    {
      steps: [...(TO_BEN.steps ?? []), { notify: [{ user: 'cleo' }] }].map((step, at) =>
        at === 0 ? { ...step, wait: '20s' } : step,
      ),
    },
    async (story) => {
      await tenWent(story, problem('a'));
      await story.passes('20s');
      const pages = await story.pagesOfAnybody();
      expect(pages.map(({ who }) => who)).toEqual(Array(ALONE).fill('cleo'));
      await story.passes('30s');
      expect(titlesIn((await story.pagesOfAnybody()).filter(({ who }) => who === 'ben'))).toEqual([]);
    },
  );

  tell('is repeated whole, under the same id, where the mail server broke off', TO_BEN, async (story) => {
    await tenWent(story, problem('a'), problem('b'));
    story.breaks('ben@example.com', 'drop-after', 1);
    await story.passes('35s');
    const mails = await story.pagesOf('ben');
    expect(mails).toHaveLength(2);
    expect(new Set(mails.map(({ mail }) => mail?.messageId)).size).toBe(1);
    expect(titlesIn(mails)).toEqual(['Host a', 'Host b', 'Host a', 'Host b']);
  });

  const hook = (story: Story) => ({ id: 'hook', type: 'webhook', to: story.scene.hook('/ben') });

  tell('fails for each that it lists, and the next method follows for each', TO_BEN, async (story) => {
    const rules = [{ method: 'mail' }, { method: 'hook', after: '10m' }];
    await story.change({
      ben: {
        contactMethods: [{ id: 'mail', type: 'email', to: 'ben@example.com' }, hook(story)],
        notificationRules: { default: rules, urgent: rules },
      },
    });
    await tenWent(story, problem('a'), problem('b'));
    story.breaks('ben@example.com', '5xx');
    await story.passes('30s');
    await story.reached('ben by hook: Host a', 'ben by hook: Host b');
    const [b] = (await story.incidents()).filter(({ title }) => title === 'Host b');
    const [page] = await story.pages(b?.id);
    expect(page?.deliveries.map(({ method, state }) => `${method} ${state}`)).toEqual(['mail failed', 'hook done']);
    await story.explains('Could not reach ben by email', b?.id);
    await story.toldOfDuties('ben by hook: Vigie no longer reaches you by E-mail (ben@example.com).');
  });

  tell('ends as it came: news are bundled likewise', TO_BEN, async (story) => {
    await tenWent(story, problem('a'), problem('b'));
    await story.passes('30s');
    expect(await story.pagesOf('ben')).toHaveLength(1);
    await story.receives(
      [...problems(ALONE), problem('a'), problem('b')].map((one) => ({ ...one, status: 'resolved' })),
    );
    expect(await story.updatesOfAnybody()).toHaveLength(ALONE);
    await story.passes('30s');
    const [mail, ...none] = await story.updatesOfAnybody();
    expect(none).toEqual([]);
    expect(mail?.mail?.subject).toBe('2 updates: 2 warnings');
    expect(mail?.text.match(/^Resolved/gm)).toHaveLength(2);
    expect(mail?.text).not.toContain('Acknowledge');
  });
});

// A sidecar of its own starts quickly again.
loneStories('A storm of mails, and a sidecar that is killed', (tell) => {
  tell('loses nothing where the sidecar is killed while some wait', TO_BEN, async (story) => {
    await tenWent(story, problem('a'), problem('b'));
    await story.passes('10s');
    await story.sidecar.kill9();
    await story.sidecar.start();
    await story.passes('20s');
    expect(titlesIn(await story.pagesOf('ben'))).toEqual(['Host a', 'Host b']);
  });

  tell('loses nothing where it is killed while the mail is under way', TO_BEN, async (story) => {
    await tenWent(story, problem('a'), problem('b'));
    story.breaks('ben@example.com', 'hang', 1);
    const sending = story.passes('30s').catch(() => undefined);
    const [a] = (await story.incidents()).filter(({ title }) => title === 'Host a');
    await until('the mail is under way', async () => (await story.pages(a?.id))[0]?.deliveries[0]?.state === 'sending');
    await story.sidecar.kill9();
    await sending;
    await story.sidecar.start();
    await story.passes('40s');
    const mails = await story.pagesOf('ben');
    expect(new Set(mails.map(({ mail }) => mail?.messageId)).size).toBe(1);
    expect(titlesIn(mails.slice(-1))).toEqual(['Host a', 'Host b']);
  });
});

stories('Acknowledge all, in a mail that lists several', (tell) => {
  const bundle = async (story: Story, label = 'Acknowledge all') => {
    await tenWent(story, problem('a'), problem('b'), problem('c'));
    await story.passes('30s');
    const mail = bundleIn(await story.pagesOf('ben'));
    return linkOf(story, mail?.text ?? '', label);
  };

  tell('acts on none before its button is pressed, whoever opens it', TO_BEN, async (story) => {
    const link = await bundle(story);
    for (const path of ['', '/acknowledge', '/resolve']) {
      const shown = await get(story, link.replace(/\/acknowledge$/, path));
      expect(shown.status).toBe(200);
      expect(shown.body).toContain('Host a');
      expect(shown.body).not.toContain('Host h0');
    }
    expect(new Set(Object.values(await stateOf(story)))).toEqual(new Set(['open']));
  });

  tell('acts on exactly the listed ones that are still open', TO_BEN, async (story) => {
    const link = await bundle(story);
    const [b] = (await story.incidents()).filter(({ title }) => title === 'Host b');
    await story.script('resolve', undefined, b?.id);
    await story.told('ben by mail: Resolved by api');
    const answer = await press(story, link);
    expect(answer.status).toBe(303);
    const { a, b: after, c, ...others } = await stateOf(story);
    expect([a, after, c]).toEqual(['acknowledged', 'resolved', 'acknowledged']);
    expect(new Set(Object.values(others))).toEqual(new Set(['open']));
    const [one] = (await story.incidents()).filter(({ title }) => title === 'Host a');
    expect(one).toMatchObject({ acknowledgedBy: 'ben' });
    expect((await story.timeline(one?.id)).find(({ kind }) => kind === 'acknowledged')).toMatchObject({
      actor: 'ben',
      data: { via: 'link' },
    });
    const shown = await get(story, `${link.replace(/\/acknowledge$/, '')}?done=acknowledge`);
    expect(shown.body).toContain('You have 2 incidents. Paging has stopped for them.');
    expect(shown.body).not.toContain('<form');
    expect((await press(story, link)).status, 'twice is once').toBe(303);
  });

  tell('does nothing else, and nothing for somebody who left', TO_BEN, async (story) => {
    const link = await bundle(story);
    expect((await press(story, link.replace(/acknowledge$/, 'resolve'))).status).toBe(404);
    const page = link.replace(/\/acknowledge$/, '');
    const broken = `${page.slice(0, -3)}${page.at(-3) === 'A' ? 'B' : 'A'}${page.slice(-2)}`;
    expect((await press(story, `${broken}/acknowledge`)).status).toBe(404);
    await story.change({ ben: { disabled: true } });
    expect((await press(story, link)).status).toBe(403);
    expect(new Set(Object.values(await stateOf(story)))).toEqual(new Set(['open']));
  });

  tell('says where nothing has happened', TO_BEN, async (story) => {
    const link = await bundle(story);
    const shown = await get(story, `${link.replace(/\/acknowledge$/, '')}?done=acknowledge`);
    expect(shown.body).not.toContain('role="status"');
  });

  tell('lives until 24 hours after the resolution of the last', TO_BEN, async (story) => {
    const link = await bundle(story);
    for (const { id } of await story.incidents()) {
      await story.script('resolve', undefined, id);
    }
    await story.updatesOfAnybody();
    await story.passes('23h59m');
    await story.updatesOfAnybody();
    expect((await get(story, link)).status).toBe(200);
    await story.passes('2m');
    expect((await get(story, link)).status).toBe(410);
    expect((await press(story, link)).status).toBe(410);
  });

  tell(
    'is French for a French reader',
    { ...TO_BEN, ben: { language: 'fr', timeZone: 'Europe/Paris' } },
    async (story) => {
      const link = await bundle(story, 'Tout prendre en charge');
      const shown = await get(story, link);
      expect(shown.body).toContain('lang="fr"');
      expect(shown.body).toContain('Prendre en charge les 3');
      expect((await press(story, link)).status).toBe(303);
      expect(await stateOf(story)).toMatchObject({
        a: 'acknowledged',
        b: 'acknowledged',
        c: 'acknowledged',
        h0: 'open',
      });
    },
  );
});

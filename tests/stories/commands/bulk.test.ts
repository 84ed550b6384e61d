/** One command on many incidents, as after a storm: each answers for itself. */
import { expect } from 'vitest';
import { stories } from '../harness.ts';
import type { Story } from '../story.ts';

interface Answer {
  items: Array<{ id: string; ok: boolean; changed: boolean; error: string | null; reason: string | null }>;
}

async function storm(story: Story, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 0; n < count; n++) {
    ids.push(...(await story.alert({ id: `host-${n}`, title: `Host ${n} is down` })).incidents);
  }
  await story.reached(...ids.map(() => 'ann by hook'));
  return ids;
}

async function bulk(story: Story, ids: string[], command: string, body?: object): Promise<Answer['items']> {
  const answer = await story.sidecar.api<Answer>('POST', 'incidents/bulk', {
    ids,
    command,
    ...(body === undefined ? {} : { body }),
  });
  expect(answer.status).toBe(200);
  await story.settle();
  return answer.body.items;
}

stories('One command on many incidents', (tell) => {
  tell('all are acknowledged, and nobody is paged for any of them again', {}, async (story) => {
    const ids = await storm(story, 7);
    expect(await bulk(story, ids, 'acknowledge')).toEqual(
      ids.map((id) => ({ id, ok: true, changed: true, error: null, reason: null })),
    );
    expect((await story.incidents()).map(({ state }) => state)).toEqual(ids.map(() => 'acknowledged'));
    await story.passes('10m');
    await story.nobodyIsPaged();
    await story.told(
      'ann by hook: Acknowledged by api',
      'ann by hook: Acknowledged by api',
      'ann by hook: Acknowledged by api',
      'ann by hook: Acknowledged by api',
      'ann by hook: Acknowledged by api',
      'ann by hook: Acknowledged by api',
      'ann by hook: Acknowledged by api',
    );
  });

  tell(
    'one that cannot keeps none of the others from it; the answers come in the order of the question',
    {},
    async (story) => {
      const [one = '', over = '', three = ''] = await storm(story, 3);
      await story.script('resolve', undefined, over);
      const items = await bulk(story, [three, over, 'nothing', one, three], 'snooze', { for: '1h' });
      expect(items.map(({ id, ok }) => `${id} ${ok}`)).toEqual([
        `${three} true`,
        `${over} false`,
        'nothing false',
        `${one} true`,
      ]);
      expect(items.filter(({ ok }) => !ok).every(({ error }) => (error ?? '').length > 10)).toBe(true);
      expect((await story.incident(over)).state).toBe('resolved');
      await story.told('ann by hook: Resolved by api', 'ann by hook: Snoozed by api', 'ann by hook: Snoozed by api');
    },
  );

  tell(
    'what was so before is done, and not changed; undo takes back the rest, and says what it cannot',
    {},
    async (story) => {
      const [one = '', two = '', three = ''] = await storm(story, 3);
      await story.script('acknowledge', undefined, one);
      const done = await bulk(story, [one, two, three], 'acknowledge');
      expect(done.map(({ id, ok, changed }) => [id, ok, changed])).toEqual([
        [one, true, false],
        [two, true, true],
        [three, true, true],
      ]);
      // Somebody goes on with one of them.
      await story.script('severity', { severity: 'info' }, three);
      await story.passes('9s');
      const undone = await bulk(story, [two, three], 'undo');
      expect(undone.map(({ id, ok, reason }) => [id, ok, reason])).toEqual([
        [two, true, null],
        [three, false, 'too-late'],
      ]);
      const states = await Promise.all([one, two, three].map(async (id) => (await story.incident(id)).state));
      expect(states).toEqual(['acknowledged', 'open', 'acknowledged']);
      await story.nobodyIsPaged();
      await story.told(
        'ann by hook: Acknowledged by api',
        'ann by hook: Acknowledged by api',
        'ann by hook: Acknowledged by api',
        'ann by hook: No longer acknowledged (api)',
      );
    },
  );

  tell('several are merged into one', {}, async (story) => {
    const [into = '', ...others] = await storm(story, 6);
    expect(await bulk(story, others, 'merge', { into })).toEqual(
      others.map((id) => ({ id, ok: true, changed: true, error: null, reason: null })),
    );
    expect(await story.incident(into)).toMatchObject({ state: 'open', alerts: { firing: 6, total: 6 } });
    await story.told(
      'ann by hook: Resolved by api',
      'ann by hook: Resolved by api',
      'ann by hook: Resolved by api',
      'ann by hook: Resolved by api',
      'ann by hook: Resolved by api',
    );
  });

  tell('a body that the command does not know is refused before anything is done', {}, async (story) => {
    const [one = ''] = await storm(story, 1);
    const { status } = await story.sidecar.api('POST', 'incidents/bulk', {
      ids: [one],
      command: 'snooze',
      body: { until: 'tomorrow' },
    });
    expect(status).toBe(400);
    expect((await story.incident(one)).state).toBe('open');
  });
});

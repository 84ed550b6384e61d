/** What a delivery says, what a service said of it, and what is counted in `meta` are damaged by hand: pages go out all the same. */
import { expect } from 'vitest';
import { loneStories } from '../harness.ts';
import type { Story } from '../harness.ts';
import { changeRows } from '../rows.ts';

const CONTENTS = [
  '{"update',
  'null',
  '7',
  '[]',
  '"opened"',
  '{}',
  '{"update":7,"actor":{},"text":[],"urgency":7,"step":"x","subscription":null}',
  '{"update":"of-a-later-release","actor":"ben","text":"x","step":-3}',
  '{"refresh":"x"}',
  '{"refresh":tru',
];

const isDamage = ({ msg }: { msg: string }) => /cannot be read/.test(msg);

async function damage(story: Story, content: string): Promise<void> {
  expect(
    await changeRows(story.databaseUrl, `update deliveries set content = '${content}' where state = 'due'`),
  ).toBeGreaterThan(0);
}

loneStories('A message whose content cannot be read', (tell) => {
  for (const content of CONTENTS) {
    tell(
      `${content}: pages go out, and so does the news`,
      { steps: [{ notify: [{ rota: 'sre' }, { channel: 'room' }], wait: '30m' }] },
      async (story) => {
        story.expectError(isDamage);
        story.breaks('/ann', { status: 503 });
        story.breaks('/room', { status: 503 });
        await story.alert();
        await damage(story, content);
        story.mended();
        await story.passes('5s');
        const pages = await story.reached('ann by hook: Disk full', 'room by hook: Disk full');
        expect(pages.map(({ text }) => text)).toEqual([
          expect.stringContaining('Disk full'),
          expect.stringContaining('Disk full'),
        ]);
        story.breaks('/room', { status: 503 });
        await story.person('ann', 'acknowledge');
        await damage(story, content);
        story.mended();
        await story.passes('5s');
        const told = await story.told(expect.stringMatching(/^room by hook: /) as string);
        expect(told.every(({ text }) => !/undefined|null|\[object/.test(text))).toBe(true);
      },
    );
  }

  for (const content of [
    '{"duty',
    'null',
    '{"duty":{"rota":7}}',
    '{"duty":7,"swap":null,"health":[],"lost":{},"outage":{"people":7}}',
  ]) {
    tell(
      `${content}, of a duty: it is given up, and pages go on`,
      { rota: BY_DAY, start: 'Monday 23:59' },
      async (story) => {
        story.expectError(isDamage);
        // Who comes on depends on the week.
        story.breaks('ben@example.com', '4xx');
        story.breaks('/ann', { status: 503 });
        await story.passes('1m');
        await damage(story, content);
        story.mended();
        await story.passes('1m');
        await story.onCallMessages();
        expect(await undone(story)).toBe(0);
        await story.alert();
        expect(await story.pagesOfAnybody()).toHaveLength(1);
      },
    );
  }
});

const BY_DAY = {
  layers: [
    {
      id: 'day',
      rotation: { every: 1, unit: 'day' as const, start: '2026-03-02T00:00' },
      participants: [['ann'], ['ben']],
    },
  ],
};

/** Deliveries that are tried again. */
const undone = (story: Story) =>
  changeRows(story.databaseUrl, `update deliveries set rank = rank where state in ('due', 'sending')`);

loneStories('What a service said later', (tell) => {
  tell(
    'cannot be read of one message: it counts as sent, and what is said of the others is heard',
    {},
    async (story) => {
      story.expectError(isDamage);
      await story.alert({ id: 'one', title: 'One' });
      await story.alert({ id: 'two', title: 'Two' });
      await story.reached('ann by hook', 'ann by hook');
      const [two, one] = await story.incidents();
      const {
        databaseUrl,
        scene: { number },
      } = story;
      for (const [incident, receipt] of [
        [one, '{"kind":"nev'],
        [one, 'null'],
        [one, '{"kind":7}'],
        [two, '{"kind":"never","reason":"undelivered","detail":"no such number"}'],
      ] as const) {
        await changeRows(
          databaseUrl,
          `update deliveries set provider_id = '${incident?.id}' where incident = '${incident?.id}'`,
        );
        await changeRows(
          databaseUrl,
          `insert into receipts (id, provider_id, body, at, due_at) values ('r${receipt.length}-${number}', '${incident?.id}', '${receipt}', 0, 0)`,
        );
      }
      await story.passes('1s');
      await story.reached('ben by mail: Two');
      expect(await changeRows(databaseUrl, 'delete from receipts')).toBe(0);
      await story.passes('5m');
      await story.reached('ben by mail: One');
      await story.toldOfDuties(expect.stringMatching(/^ann by mail: Vigie no longer reaches you by Webhook/) as string);
    },
  );
});

loneStories('What a source keeps for an incident', (tell) => {
  for (const body of ['["s', 'null', '{"id":"s1"}', '[7]']) {
    tell(`is not known any more (${body}): nothing is taken away, and the rest goes on`, {}, async (story) => {
      story.expectError(isDamage);
      const url = story.scene.hook('');
      await story.change({ integration: { type: 'alertmanager', sync: { url, silence: '4h' } } });
      story.breaks('/api/v2/silences', { status: 200, body: { silenceID: 's1' } });
      const alert = {
        status: 'firing',
        labels: { alertname: 'Disk', host: 'web-1' },
        annotations: {},
        startsAt: story.at('Monday 12:00'),
        fingerprint: 'f1',
      };
      await story.receives({
        version: '4',
        status: 'firing',
        groupKey: 'g',
        receiver: 'vigie',
        alerts: [alert],
        groupLabels: {},
        commonLabels: {},
        commonAnnotations: {},
        externalURL: '',
      });
      await story.pagesOfAnybody();
      await story.person('ann', 'acknowledge');
      await story.settle();
      expect(await changeRows(story.databaseUrl, `update sync_memories set body = '${body}'`)).toBe(1);
      story.sink.take();
      await story.person('ann', 'unacknowledge');
      await story.settle();
      const { id } = await story.incident();
      const {
        body: { items },
      } = await story.sidecar.api<{ items: Array<{ what: string; state: string; answer: string | null }> }>(
        'GET',
        `incidents/${id}/sync`,
      );
      expect(items).toMatchObject([
        { what: 'acknowledge', state: 'done' },
        { what: 'unacknowledge', state: 'skipped', answer: expect.stringContaining('cannot be read') },
      ]);
      story.sink.take();
      await story.passes('5m');
      expect((await story.pagesOfAnybody()).length).toBeGreaterThan(0);
    });
  }
});

loneStories('A counter that cannot be read', (tell) => {
  for (const value of ['x', '', 'null', '1.5', '-3', '99999999999999999999']) {
    tell(
      `“${value}”, of incidents and of the configuration: alerts open incidents under new numbers, and changes hold, also after a start`,
      {},
      async (story) => {
        story.expectError(isDamage);
        await story.alert({ id: 'before' });
        const { number } = await story.incident();
        await story.reached('ann by hook');
        expect(
          await changeRows(
            story.databaseUrl,
            `update meta set value = '${value}' where key in ('config_revision', 'alive_at') or key like 'digest/%' or key = 'incident_number'`,
          ),
        ).toBeGreaterThan(2);
        await story.settle();
        await story.alert({ id: 'after' });
        expect((await story.incident()).number).toBe(number + 1);
        await story.reached('ann by hook');
        await story.change({ steps: [{ notify: [{ user: 'cleo' }], wait: '5m' }] });
        await story.alert({ id: 'changed' });
        await story.reached('cleo by mail');
        expect((await story.incident()).number).toBe(number + 2);
        await changeRows(
          story.databaseUrl,
          `update meta set value = '${value}' where key in ('config_revision', 'alive_at') or key like 'digest/%'`,
        );
        await story.sidecar.stop();
        await story.sidecar.start();
        await story.alert({ id: 'started' });
        await story.reached('cleo by mail');
        const made = await story.sidecar.api<{ id: string }>('POST', 'teams', { id: `team-${story.scene.number}` });
        expect(made.status, JSON.stringify(made.body)).toBe(201);
        expect((await story.sidecar.api('GET', `teams/team-${story.scene.number}`)).status).toBe(200);
      },
    );
  }
});

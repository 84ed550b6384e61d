import { expect, test } from 'vitest';
import { KEYS, loggedBy, messagesOf } from '../../../pages/logged.fake.ts';
import { goalert } from '../definition.ts';
import { goalertContent } from '../fakes/content.fake.ts';
import { goalertPeer } from '../fakes/peer.fake.ts';
import type { GoalertLogged } from '../fakes/peer.fake.ts';

const NIGHT = ['2026-12-22T00:00:00Z', '2026-12-22T07:00:00Z'] as const;
const at = (time: string) => `2026-12-22T${time}Z`;
const alert = (alertID: number, events: ReadonlyArray<readonly [string, string]>): GoalertLogged => ({
  alertID,
  status: 'StatusUnacknowledged',
  summary: `Alert ${alertID}`,
  createdAt: at('03:11:30'),
  service: { id: 'svc-1', name: 'Shop' },
  recentEvents: {
    nodes: events.map(([time, message], i) => ({ id: alertID * 100 + i, timestamp: at(time), message })).reverse(),
  },
});
const alerts = [
  alert(1, [
    ['03:11:30', 'Created via prometheus integration (Generic API)'],
    ['03:11:31', 'Escalated to step #1'],
    ['03:12:00', 'Notification sent to ann (SMS)'],
    ['03:12:01', 'Notification sent to ops-room (Slack)'],
    ['03:12:02', 'No notification sent to ben (no immediate rule)'],
    ['03:16:31', 'Escalated to step #2 automatically after 5 minutes'],
    ['03:16:40', 'Notification sent to cleo (Voice)'],
    ['03:20:00', 'Acknowledged by cleo (Web)'],
    ['04:00:00', 'Closed via prometheus integration (Generic API)'],
  ]),
  alert(2, []),
];

test('who was told of each alert, with a third key', async () => {
  const transport = goalertPeer({ ...goalertContent, alerts });
  const read = await loggedBy(goalert, transport, NIGHT);
  const found = read.ok ? read.value : [];
  expect(found.map((one) => [one.id, messagesOf(one)])).toEqual([
    ['1', ['u-ann 03:12 sms', 'u-cleo 03:16 voice']],
    ['2', []],
  ]);
  expect(found[0]).toMatchObject({
    keys: [],
    title: 'Alert 1',
    service: 'Shop',
    integrations: ['key-1', 'hb-1'],
    acknowledgedAt: Date.parse(at('03:20:00')),
    acknowledgedBy: 'cleo',
    endedAt: Date.parse(at('04:00:00')),
  });
  expect(found[0]?.messages.map(({ since }) => since)).toEqual(
    ['03:11:31', '03:16:31'].map((time) => Date.parse(at(time))),
  );
});

test('without a third key nothing is asked, and the missing line is named', async () => {
  const transport = goalertPeer(goalertContent);
  const read = await loggedBy(goalert, transport, NIGHT, KEYS.slice(0, 2));
  expect(read).toMatchObject({ ok: false, code: 'key-missing' });
});

test('a list that does not end is said, instead of alerts that seem to be missing', async () => {
  const many = Array.from({ length: 20_100 }, (_, i) => alert(i + 1, []));
  const read = await loggedBy(goalert, goalertPeer({ ...goalertContent, alerts: many }), NIGHT);
  expect(read).toMatchObject({ ok: false, code: 'unexpected-shape', data: { what: 'the alerts' } });
});

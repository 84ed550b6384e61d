import { expect, test } from 'vitest';
import { loggedBy, messagesOf } from '../../../pages/logged.fake.ts';
import { opsgenie } from '../definition.ts';
import { opsgenieContent } from '../fakes/content.fake.ts';
import { opsgeniePeer } from '../fakes/peer.fake.ts';
import type { OpsgenieLogged } from '../fakes/peer.fake.ts';
import { acknowledgementIn, messagesIn } from './log-lines.ts';

const NIGHT = ['2026-10-20T00:00:00Z', '2026-10-20T07:00:00Z'] as const;
const at = (time: string) => `2026-10-20T${time}Z`;
const line = (log: string, time: string, owner = 'System') => ({
  log,
  owner,
  createdAt: at(time),
  offset: `${Date.parse(at(time))}_${log.length}`,
});
const alert = (id: string, more: Partial<OpsgenieLogged>): OpsgenieLogged => ({
  id,
  alias: id,
  message: 'Disk full',
  status: 'open',
  createdAt: at('03:11:30'),
  integration: { id: 'i-1', name: 'Shop', type: 'API' },
  lines: [],
  ...more,
});

const alerts = [
  alert('a-old', { createdAt: '2026-10-18T03:00:00Z' }),
  alert('a-over', { createdAt: '2026-10-19T03:00:00Z', updatedAt: '2026-10-19T04:00:00Z', status: 'closed' }),
  alert('a-1', {
    alias: 'disk',
    status: 'closed',
    report: { ackTime: 600_000, closeTime: 3_600_000, acknowledgedBy: 'ben@example.com' },
    lines: [
      line('Alert created via Shop', '03:11:30'),
      // More lines than a page has.
      ...Array.from({ length: 120 }, (_, i) => line(`Tag added ${i}`, '03:11:40')),
      line('[Mobile] notification sent to [ann@example.com]', '03:12:00'),
      line('[SMS] notification sent to [ann@example.com]', '03:14:00'),
      line('[Voice] notification to [ben@example.com] was suppressed by a policy', '03:15:00'),
      line('Alert acknowledged via web', '03:21:30', 'ben@example.com'),
    ],
  }),
  alert('a-2', {
    message: 'Cpu',
    recipients: [
      { user: { id: 'u-ben', username: 'ben@example.com' }, state: 'active', createdAt: at('03:12:00') },
      { user: { id: 'u-ann', username: 'ann@example.com' }, state: 'notactive', createdAt: at('03:12:00') },
    ],
  }),
  alert('a-3', { message: 'Nobody is told' }),
];

test('who was told of each alert: by the lines of its log, else by its recipients', async () => {
  const transport = opsgeniePeer({ ...opsgenieContent, alerts }, { limitAfter: 30 });
  const read = await loggedBy(opsgenie, transport, NIGHT);
  const found = read.ok ? read.value : [];
  expect(found.map((one) => [one.id, one.keys, messagesOf(one)])).toEqual([
    ['a-1', ['disk'], ['u-ann 03:12 push', 'u-ann 03:14 sms']],
    ['a-2', [], ['u-ben 03:12 unknown']],
    ['a-3', [], []],
  ]);
  expect(found[0]).toMatchObject({
    title: 'Disk full',
    service: 'Shop',
    integrations: ['i-1'],
    acknowledgedBy: 'ben@example.com',
    openedAt: Date.parse(at('03:11:30')),
    acknowledgedAt: Date.parse(at('03:21:30')),
    endedAt: Date.parse(at('04:11:30')),
  });
  expect(transport.requests.every(({ method }) => method === 'GET')).toBe(true);
});

test('more alerts than the pager lists are said, instead of alerts that seem to be missing', async () => {
  const many = Array.from({ length: 20_100 }, (_, i) => alert(`a-${i}`, {}));
  const read = await loggedBy(opsgenie, opsgeniePeer({ ...opsgenieContent, alerts: many }), NIGHT);
  expect(read).toMatchObject({ ok: false, code: 'unexpected-shape', data: { what: 'the alerts' } });
});

test.each([
  ['Sent push notification to Ann Example', 'u-ann push'],
  ['Email notification is sent to [ann@example.com]', 'u-ann email'],
  ['Called +33612345678', 'u-ben voice'],
  ['Notification to ann@example.com is delayed', null],
  ['Notification rule of Ann Example was applied', null],
  ['Viewed on [web]', null],
])('%s', (log, told) => {
  const people = [
    { id: 'u-ann', name: 'Ann Example', email: 'ann@example.com', username: 'ann@example.com' },
    { id: 'u-ben', name: 'Ben', email: 'ben@example.com', username: 'ben@example.com' },
  ];
  const [message] = messagesIn([line(log, '03:12:00', 'ben@example.com')], people);
  expect(message === undefined ? null : `${message.person} ${message.method}`).toBe(told);
});

test('an acknowledgement that was taken back is none', () => {
  expect(acknowledgementIn([line('Alert unacknowledged', '03:12:00'), line('Un-acknowledged', '03:13:00')])).toBeNull();
});

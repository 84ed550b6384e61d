import { expect, test } from 'vitest';
import { loggedBy, messagesOf } from '../../../pages/logged.fake.ts';
import { pagerduty } from '../definition.ts';
import { pagerdutyContent } from '../fakes/content.fake.ts';
import { pagerdutyPeer } from '../fakes/peer.fake.ts';
import type { PagerdutyLogged } from '../fakes/peer.fake.ts';

const NIGHT = ['2026-10-20T00:00:00Z', '2026-10-20T07:00:00Z'] as const;
const at = (time: string) => `2026-10-20T${time}Z`;
const incident = {
  id: 'PINC1',
  summary: '[#12] Disk full',
  title: 'Disk full',
  incident_key: 'disk',
  created_at: at('03:11:30'),
};
const service = { id: 'PSVC1', summary: 'Shop' };
const entry = (id: string, type: string, time: string, more: object = {}): PagerdutyLogged => ({
  id,
  type: `${type}_log_entry`,
  created_at: at(time),
  incident,
  service,
  agent: { summary: 'Shop' },
  ...more,
});
const by = (type: string, status = 'success') => ({ channel: { type: 'auto', notification: { type, status } } });
const user = (id: string) => ({ user: { id, type: 'user_reference', summary: id } });
const log: PagerdutyLogged[] = [
  entry('L1', 'trigger', '03:11:30', { channel: { type: 'api', incident_key: 'disk' } }),
  entry('L2', 'assign', '03:11:31', { assignees: [{ id: 'PANN' }] }),
  entry('L3', 'notify', '03:12:00', { ...user('PANN'), ...by('push_notification') }),
  entry('L4', 'notify', '03:12:10', { ...user('PANN'), ...by('sms', 'failure') }),
  entry('L5', 'notify', '03:17:00', { ...user('PANN'), ...by('phone') }),
  entry('L6', 'escalate', '03:21:31', { assignees: [{ id: 'PDEE' }] }),
  entry('L7', 'notify', '03:21:40', { ...user('PDEE'), ...by('email') }),
  entry('L8', 'acknowledge', '03:25:00', { agent: { summary: 'Dee' } }),
  entry('L9', 'resolve', '06:30:00'),
  entry('LX', 'notify', '09:00:00', { ...user('PANN'), ...by('sms') }),
];

test('who was told of each incident, by pages that overlap, within limits, read-only', async () => {
  const transport = pagerdutyPeer({ ...pagerdutyContent, log }, { limitAfter: 40 });
  const read = await loggedBy(pagerduty, transport, NIGHT);
  expect(read).toMatchObject({
    ok: true,
    value: [
      {
        id: 'PINC1',
        keys: ['disk'],
        title: 'Disk full',
        service: 'Shop',
        openedAt: Date.parse(at('03:11:30')),
        acknowledgedAt: Date.parse(at('03:25:00')),
        acknowledgedBy: 'Dee',
        endedAt: Date.parse(at('06:30:00')),
      },
    ],
  });
  const [one] = read.ok ? read.value : [];
  expect(one && messagesOf(one)).toEqual(['PANN 03:12 push', 'PANN 03:17 voice', 'PDEE 03:21 email']);
  expect(one?.messages.map(({ since }) => since)).toEqual(
    ['03:11:31', '03:11:31', '03:21:31'].map((time) => Date.parse(at(time))),
  );
  expect(one?.integrations.length).toBeGreaterThan(0);
  const asked = transport.requests.filter(({ url }) => url.includes('log_entries'));
  expect(asked.length).toBeGreaterThan(4);
  expect(asked.every(({ method }) => method === 'GET')).toBe(true);
});

test('an incident that the log shows as a reference alone has the title of its summary', async () => {
  const bare = log.map((one) => ({ ...one, incident: { id: 'PINC1', summary: '[#12] Disk full' } }));
  const read = await loggedBy(pagerduty, pagerdutyPeer({ ...pagerdutyContent, log: bare }), NIGHT);
  expect(read).toMatchObject({ value: [{ title: 'Disk full', keys: ['disk'], openedAt: Date.parse(at('03:11:30')) }] });
});

test('a key that may not read the log is said', async () => {
  const read = await loggedBy(pagerduty, pagerdutyPeer(pagerdutyContent, { forbidden: 'log_entries' }), NIGHT);
  expect(read).toMatchObject({ ok: false, code: 'key-too-weak', data: { what: 'the log entries' } });
});

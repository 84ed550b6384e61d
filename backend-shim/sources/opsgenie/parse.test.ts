import { expect, test } from 'vitest';
import { AT, expected, good, one, read, reason, withoutRaw } from '../shared/source.fake.ts';

const signal = (body: object) => withoutRaw(one(read('opsgenie', body)));
const action = (name: string, fields: object = {}) => signal({ action: name, alias: 'disk', ...fields });

test('an alert with everything that Opsgenie documents', () => {
  const alert = signal({
    message: 'Disk full on db-1',
    alias: 'disk',
    description: 'Nothing is written any more.\nSee the runbook.',
    responders: [
      { name: 'DB', type: 'team' },
      { username: 'ann@example.com', type: 'user' },
      { id: '4513b7ea', type: 'team' },
    ],
    visibleTo: [{ name: 'Everybody', type: 'team' }],
    actions: ['Restart'],
    tags: ['db', 'prod'],
    details: { host: 'db-1', url: 'https://monitor.example.com/db-1', text: 'two\nlines', source: 'other' },
    entity: 'db-1',
    source: 'monitor',
    priority: 'P1',
    user: 'Monitor',
    note: 'third time this week',
  });
  expect(alert).toEqual(
    expected({
      countsRepeats: true,
      fingerprint: 'disk',
      status: 'firing',
      severity: 'critical',
      title: 'Disk full on db-1',
      description: 'Nothing is written any more.\nSee the runbook.',
      labels: {
        alias: 'disk',
        source: 'monitor',
        entity: 'db-1',
        priority: 'P1',
        tags: 'db,prod',
        responders: 'DB,ann@example.com,4513b7ea',
        host: 'db-1',
        url: 'https://monitor.example.com/db-1',
      },
      links: [{ title: 'url', url: 'https://monitor.example.com/db-1' }],
      actor: 'Monitor',
      note: 'third time this week',
    }),
  );
});

test("what Grafana's contact point of type Opsgenie sends", () => {
  const alert = signal({
    alias: '9c2a0f54d1c7e9a1b1a3',
    message: '[FIRING:1] DiskFull (db-1)',
    description: '[FIRING:1] DiskFull (db-1)\nhttps://grafana.example.com/alerting/list\n\n**Firing**\n',
    details: { alertname: 'DiskFull', host: 'db-1', url: 'https://grafana.example.com/alerting/list' },
    source: 'Grafana',
    tags: ['alertname:DiskFull', 'host:db-1'],
    priority: 'P2',
  });
  expect(alert).toMatchObject({
    fingerprint: '9c2a0f54d1c7e9a1b1a3',
    severity: 'error',
    title: '[FIRING:1] DiskFull (db-1)',
    labels: { source: 'Grafana', tags: 'alertname:DiskFull,host:db-1', alertname: 'DiskFull', host: 'db-1' },
    links: [{ title: 'url', url: 'https://grafana.example.com/alerting/list' }],
  });
  const closed = { action: 'close', alias: '9c2a0f54d1c7e9a1b1a3', source: 'Grafana' };
  expect(signal(closed)).toEqual(expected({ fingerprint: '9c2a0f54d1c7e9a1b1a3', status: 'resolved' }));
});

test.each([
  ['P1', 'critical'],
  ['P2', 'error'],
  ['P3', 'warning'],
  ['P4', 'info'],
  ['P5', 'info'],
  ['p2', 'error'],
  [undefined, 'warning'],
  ['P9', 'warning'],
  ['constructor', 'warning'],
])('priority %s is %s', (priority, severity) => {
  expect(signal({ message: 'x', priority }).severity).toBe(severity);
});

test('teams of old senders are responders, and an alert without an alias has its own', () => {
  const [alert] = good(read('opsgenie', { message: 'x', teams: [{ name: 'DB' }] }));
  expect(alert?.labels['responders']).toBe('DB');
  expect(alert?.fingerprint).toMatch(/^[0-9a-f]{32}$/);
  expect(alert?.fingerprint).toBe(good(read('opsgenie', { message: 'x', teams: [{ name: 'DB' }] }))[0]?.fingerprint);
});

test.each([
  ['close', 'resolved'],
  ['acknowledge', 'acknowledged'],
  ['unacknowledge', 'unacknowledged'],
] as const)('%s is %s, by its user, with its note', (name, status) => {
  expect(action(name)).toEqual(expected({ fingerprint: 'disk', status }));
  expect(action(name, { user: 'Zoe', note: 'known', source: 'shell' })).toEqual(
    expected({ fingerprint: 'disk', status, actor: 'Zoe', note: 'known' }),
  );
});

test.each([
  ['notes', { note: 'looking' }, { note: 'looking' }],
  [
    'snooze',
    { endTime: '2026-02-03T12:00:00Z', note: 'later' },
    { note: 'later', request: { kind: 'snooze', until: Date.UTC(2026, 1, 3, 12) } },
  ],
  ['message', { message: 'Disk full, all of them' }, { title: 'Disk full, all of them', request: { kind: 'subject' } }],
  ['description', { description: 'More' }, { description: 'More', request: { kind: 'subject' } }],
  ['POST escalate', { user: 'Zoe' }, { actor: 'Zoe', request: { kind: 'not-supported', action: 'POST escalate' } }],
] as const)('%s is an information', (name, fields, more) => {
  expect(action(name, fields)).toEqual(expected({ fingerprint: 'disk', status: 'info', ...more }));
});

const SNOOZE = 'endTime: must be an instant in the future with its zone, such as 2027-01-31T08:00:00Z';

test.each([
  [[], 'body: is a list, must be an object'],
  [{}, 'message: may not be empty'],
  [{ message: ' ' }, 'message: may not be empty'],
  [{ action: 'close' }, 'alias: may not be empty'],
  [{ action: 'notes', alias: 'disk' }, 'note: may not be empty'],
  [{ action: 'message', alias: 'disk' }, 'message: may not be empty'],
  [{ action: 'description', alias: 'disk', description: '' }, 'description: may not be empty'],
  [{ action: 'snooze', alias: 'disk' }, SNOOZE],
  [{ action: 'snooze', alias: 'disk', endTime: '2026-02-03T12:00:00' }, SNOOZE],
  [{ action: 'snooze', alias: 'disk', endTime: new Date(AT).toISOString() }, SNOOZE],
])('%j is refused: %s', (body, why) => {
  expect(reason(read('opsgenie', body))).toBe(why);
});

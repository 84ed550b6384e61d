import { describe, expect, it } from 'vitest';
import type { Alert } from '#domain/incident/signal/alert';
import { capture, captures } from '../../../tests/captures/load.ts';
import { AT, expected, one, read, readPayload, reason, withoutRaw } from '../shared/source.fake.ts';

const ALICE = "Alice O'Hara (alice)";

function event(id: string, value: string, more: Partial<Alert>, link = 'Runbook'): Omit<Alert, 'raw'> {
  return expected({
    fingerprint: id,
    status: 'firing',
    problemId: id,
    title: `CPU is ${value} on Web Server "1" <é>`,
    labels: {
      scope: 'performance',
      flag: '',
      service: 'checkout',
      team: 'sre',
      host: 'web-1',
      host_name: 'Web Server "1" <é>',
      host_ip: '127.0.0.1',
      hostgroups: 'OncallTest',
      trigger_id: '25213',
      item_key: 'test.cpu',
    },
    links: [
      { title: link, url: 'https://wiki/cpu?t=25213' },
      { title: 'Zabbix event', url: `http://127.0.0.1:8085/tr_events.php?triggerid=25213&eventid=${id}` },
    ],
    ...more,
  });
}

const problem = (id: string, value: string, link?: string) =>
  event(id, value, { severity: 'error', description: `Current: ${value}\nrunbook: https://wiki/x` }, link);
const recovery = (id: string, value: string, severity: Alert['severity'], link?: string) =>
  event(id, value, { status: 'resolved', severity }, link);

const EXPECTED: Record<string, Omit<Alert, 'raw'>> = {
  'zabbix/014-allmacros-ev39-problem.json': problem('39', '95.5'),
  'zabbix/015-allmacros-ev39-recovery.json': recovery('39', '95.5', 'critical'),
  'zabbix/016-allmacros-ev41-problem.json': problem('41', '99'),
  'zabbix/017-allmacros-ev41-recovery.json': recovery('41', '99', 'error'),
  'zabbix/018-allmacros-ev43-problem.json': problem('43', '97'),
  'zabbix/019-allmacros-ev43-update-acknowledged_and_commented.json': event('43', '97', {
    status: 'acknowledged',
    actor: ALICE,
    note: 'Acked by alice\nsecond "line" <b>',
  }),
  'zabbix/024-allmacros-ev43-recovery.json': recovery('43', '97', 'critical'),
  'zabbix/027-allmacros-ev45-recovery.json': recovery('45', '97', 'error'),
  'zabbix/081-allmacros-ev47-problem.json': problem('47', '97'),
  'zabbix/082-allmacros-ev47-problem.json': problem('47', '97'),
  'zabbix/084-recommended-ev49-problem.json': problem('49', '98.5', 'Trigger link'),
  'zabbix/085-recommended-ev49-recovery.json': recovery('49', '98.5', 'error', 'Trigger link'),
  'zabbix/086-recommended-ev49-update-acknowledged_and_commented.json': event(
    '49',
    '98.5',
    { status: 'acknowledged', actor: ALICE, note: 'ack by "alice"' },
    'Trigger link',
  ),
};

describe('captures', () => {
  it.each(captures('zabbix'))('%s', (file) => {
    expect(readPayload('zabbix', capture(file)).map(withoutRaw)).toEqual([EXPECTED[file]]);
  });
});

const base = {
  event_id: '49',
  event_value: '1',
  event_update_status: '0',
  event_name: 'Disk full on db-1',
  event_nseverity: '4',
  event_severity: 'High',
  event_ack_status: 'No',
  host_host: 'db-1',
  message: 'Used: 99 %',
  subject: 'Problem: Disk full',
};
const zabbix = (more: object) => one(read('zabbix', { ...base, ...more }));
const update = (action: string | undefined, more: object = {}) =>
  zabbix({
    event_update_status: '1',
    event_update_action: action,
    event_update_user: ALICE,
    event_ack_status: 'Yes',
    ...more,
  });

describe('updates', () => {
  it.each<[string, object, Partial<Alert>]>([
    ['acknowledged', {}, { status: 'acknowledged', note: null }],
    ['acknowledged and commented', { event_update_message: 'on it' }, { status: 'acknowledged', note: 'on it' }],
    ['acknowledged', { event_ack_status: 'No' }, { status: 'info', note: 'acknowledged' }],
    ['acknowledged', { event_ack_status: '{EVENT.ACK.STATUS}' }, { status: 'acknowledged' }],
    ['acknowledged', { event_value: '0' }, { status: 'acknowledged' }],
    ['unacknowledged', { event_ack_status: 'No' }, { status: 'unacknowledged', note: null }],
    [
      'unacknowledged and commented',
      { event_ack_status: 'No', event_update_message: 'not mine' },
      { status: 'unacknowledged', note: 'not mine' },
    ],
    [
      'commented',
      { event_update_message: 'just a comment' },
      { status: 'info', severity: null, note: 'just a comment' },
    ],
    [
      'commented',
      { event_update_message: 'acknowledged and closed' },
      { status: 'info', note: 'acknowledged and closed' },
    ],
    [
      'suppressed until 2026.11.24 22:47:07',
      {},
      { status: 'info', severity: null, note: 'suppressed until 2026.11.24 22:47:07' },
    ],
    ['unsuppressed', {}, { status: 'info', note: 'unsuppressed' }],
    [
      'changed severity from High to Disaster',
      { event_nseverity: '5' },
      { status: 'info', severity: 'critical', note: 'changed severity from High to Disaster' },
    ],
    [
      'changed severity from High to Disaster',
      { event_nseverity: '{EVENT.NSEVERITY}', event_severity: '*UNKNOWN*' },
      { status: 'info', severity: 'critical' },
    ],
    [
      'changed severity from High to Warning and commented',
      { event_nseverity: undefined, event_severity: undefined, event_update_message: 'calm' },
      { severity: 'warning', note: 'changed severity from High to Warning and commented: calm' },
    ],
    [
      'acknowledged and changed severity from High to Disaster',
      { event_nseverity: '5' },
      { status: 'acknowledged', severity: 'critical' },
    ],
    [
      'acknowledged, commented and closed',
      { event_update_message: 'closing' },
      { status: 'resolved', note: 'closing' },
    ],
    ['commented and closed', { event_update_message: 'closing' }, { status: 'resolved', note: 'closing' }],
    ['closed', {}, { status: 'resolved', note: null }],
  ])('%s %j', (action, more, outcome) => {
    expect(update(action, more)).toMatchObject({ ...outcome, fingerprint: '49', actor: ALICE, description: null });
  });

  it('without their action are read from the acknowledgement status', () => {
    expect(update('{EVENT.UPDATE.ACTION}')).toMatchObject({ status: 'acknowledged', note: null });
    expect(update(undefined, { event_ack_status: 'No' })).toMatchObject({ status: 'info', note: 'updated in Zabbix' });
  });

  it('of a service carry its new severity', () => {
    expect(
      update(undefined, { event_source: '4', event_ack_status: 'No', 'EVENT.UPDATE.NSEVERITY': '5' }),
    ).toMatchObject({ status: 'info', severity: 'critical' });
  });

  it('never fire, whatever they say', () => {
    for (const action of ['acknowledged', 'commented', 'constructor', '*UNKNOWN*', 'problem', 'a'.repeat(100_000)]) {
      expect(update(action).status).not.toBe('firing');
    }
  });
});

describe('sequences', () => {
  it('a recovery that overtakes the updates before it is not undone by them', () => {
    const files = [
      '018-allmacros-ev43-problem',
      '019-allmacros-ev43-update-acknowledged_and_commented',
      '024-allmacros-ev43-recovery',
    ];
    const inOrder = files.flatMap((file) => readPayload('zabbix', capture(`zabbix/${file}.json`)));
    const late = [
      update('changed severity from High to Disaster', { event_id: '43', event_value: '0', event_nseverity: '5' }),
      update('acknowledged, commented and closed', { event_id: '43', event_value: '0' }),
    ];
    expect([...inOrder, ...late].map(({ fingerprint, status }) => `${fingerprint} ${status}`)).toEqual([
      '43 firing',
      '43 acknowledged',
      '43 resolved',
      '43 info',
      '43 resolved',
    ]);
  });

  it('a repeat of a problem is the same problem', () => {
    const [first, second] = ['081', '082'].map((n) =>
      readPayload('zabbix', capture(`zabbix/${n}-allmacros-ev47-problem.json`)).map(withoutRaw),
    );
    expect(second).toEqual(first);
  });
});

describe('escalation canceled', () => {
  const canceled = (why: string, name = 'ALERT.MESSAGE') =>
    zabbix({ [name]: `NOTE: Escalation canceled: ${why}\nLast message sent:\nUsed: 99 %`, message: undefined });

  it.each([
    'trigger "CPU action load" disabled.',
    'host "action" disabled.',
    'item "disk" disabled.',
    'trigger id:25213 deleted.',
  ])('%s resolves', (why) => {
    expect(canceled(why)).toMatchObject({
      status: 'resolved',
      severity: null,
      actor: null,
      note: `Escalation canceled in Zabbix: ${why}`,
    });
  });

  it.each(["action 'oncall' disabled.", 'Action "oncall" disabled.'])('%s leaves the problem open', (why) => {
    expect(canceled(why)).toMatchObject({ status: 'info', note: `Escalation canceled in Zabbix: ${why}` });
  });

  it('as older versions spell it, and in a media type that sends `message`', () => {
    expect(
      zabbix({ message: 'NOTE: Escalation cancelled: host "db-1" disabled.\r\nLast message sent:' }),
    ).toMatchObject({
      status: 'resolved',
      note: 'Escalation canceled in Zabbix: host "db-1" disabled.',
    });
  });

  it('is not what a person writes in a comment', () => {
    expect(
      update('commented', {
        event_update_message: 'NOTE: Escalation canceled: trigger "x" disabled.',
        message: 'commented',
      }).status,
    ).toBe('info');
  });
});

describe('severity', () => {
  it.each([
    ['0', 'info'],
    ['1', 'info'],
    ['2', 'warning'],
    ['3', 'warning'],
    ['4', 'error'],
    ['5', 'critical'],
    ['9', 'error'],
  ])('EVENT.NSEVERITY %s: %s', (number, severity) => {
    expect(zabbix({ event_nseverity: number }).severity).toBe(severity);
  });

  it.each([
    ['Disaster', 'critical'],
    ['Not classified', 'info'],
    ['Average', 'warning'],
    ['Sev1', 'critical'],
    ['Très grave', 'error'],
    [undefined, 'error'],
  ])('EVENT.SEVERITY %s: %s', (name, severity) => {
    expect(zabbix({ event_nseverity: undefined, event_severity: name }).severity).toBe(severity);
  });
});

describe('names', () => {
  it.each(['EVENT.ID', 'event.id', 'event_id', 'EVENT_ID', '{EVENT.ID}', 'eventid'])('%s', (name) => {
    expect(one(read('zabbix', { [name]: 7, event_value: '0' }))).toMatchObject({
      fingerprint: '7',
      groupKey: '7',
      problemId: '7',
      status: 'resolved',
    });
  });

  it('a literal is no value where another spelling has one', () => {
    expect(one(read('zabbix', { 'EVENT.ID': '{EVENT.ID}', event_id: '8', event_value: '1' })).fingerprint).toBe('8');
  });

  it("an instance keeps two servers apart; the problem id stays the server's", () => {
    expect(zabbix({ zabbix_instance: 'paris' })).toMatchObject({
      fingerprint: 'paris/49',
      groupKey: 'paris/49',
      problemId: '49',
      labels: { instance: 'paris' },
    });
  });
});

describe('absent values', () => {
  it.each(['{EVENT.OPDATA}', '*UNKNOWN*', '', '  ', '{$MACRO:"context"}', '{#LLD}', null])('%j', (value) => {
    expect(zabbix({ event_opdata: value, trigger_url: value, host_ip: value })).toMatchObject({
      description: 'Used: 99 %',
      labels: { host: 'db-1' },
      links: [],
    });
  });

  it('without EVENT.VALUE the status tells', () => {
    const status = (more: object) => zabbix({ event_value: '{EVENT.VALUE}', ...more }).status;
    expect(status({ event_status: 'RESOLVED' })).toBe('resolved');
    expect(status({ event_status: 'PROBLEM' })).toBe('firing');
    expect(status({ event_recovery_id: '50' })).toBe('resolved');
    expect(status({ event_recovery_id: '{EVENT.RECOVERY.ID}' })).toBe('firing');
  });

  it('times have no zone, so there is no start, unless an epoch is sent', () => {
    expect(zabbix({ event_date: '2026.11.24', event_time: '22:49:58' }).startsAt).toBeNull();
    expect(zabbix({ event_timestamp: '1795560298' }).startsAt).toBe(1_795_560_298_000);
  });
});

describe('title', () => {
  it('names the host, once', () => {
    const title = (event_name: string, more: object = {}) => zabbix({ event_name, ...more }).title;
    expect(title('Disk full on DB-1')).toBe('Disk full on DB-1');
    expect(title('Disk full')).toBe('Disk full (db-1)');
    expect(title('Disk full', { host_name: 'Database one' })).toBe('Disk full (Database one)');
    expect(title('Disk full on db-1', { host_name: 'Database one' })).toBe('Disk full on db-1');
    expect(title('{EVENT.NAME}', { subject: '', host_host: '' })).toBe('Zabbix problem 49');
  });
});

describe('tags', () => {
  it.each([
    [
      {
        event_tags: [
          { tag: 'team', value: 'db' },
          { tag: 'flag', value: '' },
        ],
      },
    ],
    [{ 'EVENT.TAGSJSON': '[{"tag":"team","value":"db"},{"tag":"flag","value":""}]' }],
    [{ event_tags: '[{"tag":"team","value":"db"},{"tag":"flag","value":""}]' }],
    [{ 'EVENT.TAGS': 'flag, team:db' }],
  ])('%j', (tags) => {
    expect(zabbix(tags).labels).toEqual({ host: 'db-1', team: 'db', flag: '' });
  });

  it('several values of one tag are one label, and bookkeeping is none', () => {
    const list = ['a', 'b', 'a']
      .map((value) => ({ tag: 'service', value }))
      .concat([{ tag: '__oncall_ref', value: 'n1' }]);
    expect(zabbix({ event_tags: list }).labels).toEqual({ host: 'db-1', service: 'a,b' });
  });

  it('picked one by one keep their names', () => {
    expect(
      zabbix({ 'EVENT.TAGS.scopeName': 'x', 'EVENT.TAGS.none': '*UNKNOWN*', '{EVENT.TAGS.braced}': 'y' }).labels,
    ).toEqual({ host: 'db-1', scopeName: 'x', braced: 'y' });
  });

  it("can't reach the prototype", () => {
    expect(
      zabbix({
        event_tags: [
          { tag: '__proto__', value: 'x' },
          { tag: 'constructor', value: 'y' },
        ],
      }).labels,
    ).toEqual({ host: 'db-1', constructor: 'y' });
  });

  it('win over fields of the same name', () => {
    expect(zabbix({ event_tags: [{ tag: 'host', value: 'cluster' }] }).labels).toEqual({ host: 'cluster' });
  });
});

describe('the test of the media type', () => {
  it('resolves no macro', () => {
    const literal = Object.fromEntries(
      ['EVENT.ID', 'EVENT.VALUE', 'EVENT.NAME', 'EVENT.NSEVERITY'].map((name) => [name, `{${name}}`]),
    );
    expect(
      one(read('zabbix', { ...literal, 'ALERT.SUBJECT': 'Test subject', 'ALERT.MESSAGE': 'Hello' })),
    ).toMatchObject({
      test: true,
      status: 'firing',
      fingerprint: `test:${AT}`,
      title: 'Test subject',
      description: 'Hello',
      problemId: null,
    });
  });

  it('may leave an empty shell', () => {
    expect(one(read('zabbix', { event_tags: [] }))).toMatchObject({
      test: true,
      title: 'Test of the Zabbix media type',
    });
  });

  it('is not a problem whose id was left out', () => {
    expect(reason(read('zabbix', { subject: 'PROBLEM: disk full', message: 'x', event_tags: [] }))).toMatch(
      /^EVENT\.ID: missing/,
    );
    expect(reason(read('zabbix', { event_id: '{EVENT.ID}', event_value: '1', event_name: 'Disk full' }))).toMatch(
      /^EVENT\.ID: missing/,
    );
  });
});

describe("Grafana OnCall's script", () => {
  it('is understood', () => {
    const sent = {
      alert_uid: '49',
      title: 'Disk full',
      state: 'alerting',
      message: 'Used: 99 %',
      link_to_upstream_details: 'https://zabbix.example/e/49',
    };
    expect(withoutRaw(one(read('zabbix', sent)))).toEqual(
      expected({
        fingerprint: '49',
        problemId: '49',
        status: 'firing',
        severity: 'error',
        title: 'Disk full',
        description: 'Used: 99 %',
        links: [{ title: 'Source', url: 'https://zabbix.example/e/49' }],
      }),
    );
    expect(one(read('zabbix', { ...sent, state: 'ok' }))).toMatchObject({ fingerprint: '49', status: 'resolved' });
  });
});

describe('rejections', () => {
  it.each([
    [{}, /^EVENT\.ID: missing; the media type must send/],
    [{ event_id: { a: 1 } }, /^EVENT\.ID: missing/],
    [[], /^body: is a list, must be an object of macros/],
    ['x', /^body: is of type string/],
  ])('%j', (body, expectedReason) => {
    expect(reason(read('zabbix', body))).toMatch(expectedReason);
  });
});

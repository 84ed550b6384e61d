import { describe, expect, it } from 'vitest';
import type { Alert } from '#domain/incident/signal/alert';
import { capture, captures } from '../../../tests/captures/load.ts';
import { expected, good, one, read, readPayload, reason, withoutRaw } from '../shared/source.fake.ts';

type Expected = Omit<Alert, 'raw'>;

/** The first captures carry all macros (links, custom variables), the later ones only the usual form fields. */
function service(name: string, full: boolean, more: Partial<Alert> & Pick<Alert, 'status'>): Expected {
  const labels = { host: 'web-1', service: name, address: '127.0.0.1', hostgroups: 'web' };
  const links = [
    { title: 'Runbook', url: 'https://rb/http' },
    { title: 'Notes', url: 'https://wiki/http' },
    { title: 'Action', url: 'https://graphs/http' },
  ];
  return expected({
    fingerprint: `web-1;${name}`,
    ...(full ? { labels: { ...labels, runbook: 'https://rb/http' }, links } : { labels }),
    ...more,
  });
}

function host(full: boolean, more: Partial<Alert> & Pick<Alert, 'status'>): Expected {
  const labels = { host: 'web-1', address: '127.0.0.1', hostgroups: 'web' };
  const links = [
    { title: 'Runbook', url: 'https://rb/host' },
    { title: 'Notes', url: 'https://wiki/web-1' },
    { title: 'Action', url: 'https://graphs/web-1' },
  ];
  return expected({
    fingerprint: 'web-1',
    ...(full ? { labels: { ...labels, runbook: 'https://rb/host' }, links } : { labels }),
    ...more,
  });
}

const STATES = { WARNING: 'warning', UNKNOWN: 'error', CRITICAL: 'critical' } as const;
const problem = (
  name: string,
  full: boolean,
  state: keyof typeof STATES,
  problemId: string,
  at: number,
  description: string,
) =>
  service(name, full, {
    status: 'firing',
    severity: STATES[state],
    title: `${name} on web-1 is ${state}`,
    description,
    startsAt: at * 1000,
    problemId,
  });
const http = (full: boolean, status: Alert['status'], problemId: string, more: Partial<Alert> = {}) =>
  service('HTTP', full, { status, problemId, ...more });
const disk = (status: Alert['status'], more: Partial<Alert> = {}) =>
  service('Disk /', false, { status, problemId: '9', ...more });

const EXPECTED: Record<string, Expected> = {
  '028-service-PROBLEM': problem(
    'HTTP',
    true,
    'CRITICAL',
    '1',
    1795559954,
    'CRIT "quoted" \'single\' `touch /tmp/PWNED1` $(touch /tmp/PWNED2) <b>&é : rm\nlong line 2 "q" $HOME\nlong line 3 100%',
  ),
  '029-service-ACKNOWLEDGEMENT': http(true, 'acknowledged', '1', {
    actor: 'alice',
    note: 'Acked by alice: looking into "it"; with semicolon',
  }),
  '030-service-CUSTOM': http(true, 'info', '1', { actor: 'bob', note: 'custom text' }),
  '031-service-RECOVERY': http(true, 'resolved', '1'),
  '032-service-DOWNTIMESTART': http(true, 'info', '1', {
    actor: 'alice',
    note: 'Downtime started: maintenance comment',
    downtime: { began: true, until: null },
  }),
  '033-service-DOWNTIMEEND': {
    ...problem('HTTP', true, 'CRITICAL', '2', 1795559970, 'CRIT in downtime'),
    actor: 'alice',
    note: 'Downtime ended: maintenance comment',
    downtime: { began: false, until: null },
  },
  '034-service-FLAPPINGSTART': http(true, 'info', '2', { note: 'Flapping started' }),
  '035-service-DOWNTIMESTART': http(true, 'info', '2', {
    actor: 'alice',
    note: 'Downtime started: to be cancelled',
    downtime: { began: true, until: null },
  }),
  '036-service-DOWNTIMECANCELLED': http(true, 'resolved', '2', {
    note: 'Downtime cancelled',
    downtime: { began: false, until: null },
  }),
  '037-host-PROBLEM': host(true, {
    status: 'firing',
    severity: 'critical',
    title: 'web-1 is DOWN',
    description: 'CRITICAL - host unreachable "x"\nlong host output',
    startsAt: 1795559987000,
    problemId: '3',
  }),
  '038-host-ACKNOWLEDGEMENT': host(true, { status: 'acknowledged', problemId: '3', actor: 'alice', note: 'host ack' }),
  '039-host-RECOVERY': host(true, { status: 'resolved', problemId: '3' }),
  '046-form-service-PROBLEM': problem(
    'HTTP',
    false,
    'CRITICAL',
    '6',
    1795560107,
    '@/etc/passwd q s é 50%  a=b \\\n; touch /tmp/PWNED_bs2 ; #\nx (touch /tmp/PWNED_x)',
  ),
  '047-form-service-ACKNOWLEDGEMENT': http(false, 'acknowledged', '6', {
    actor: 'eve',
    note: 'its; touch /tmp/PWNED_c ; # \\',
  }),
  '048-form-host-PROBLEM': host(false, {
    status: 'firing',
    severity: 'critical',
    title: 'web-1 is DOWN',
    description: 'DOWN!',
    startsAt: 1795560113000,
    problemId: '7',
  }),
  '049-form-host-RECOVERY': host(false, { status: 'resolved', problemId: '7' }),
  '050-form-service-RECOVERY': http(false, 'resolved', '6'),
  '051-form-service-PROBLEM': problem('HTTP', false, 'WARNING', '8', 1795560146, 'WARN'),
  '052-form-service-PROBLEM': problem('HTTP', false, 'CRITICAL', '8', 1795560148, 'CRIT'),
  '053-form-service-PROBLEM': problem('HTTP', false, 'UNKNOWN', '8', 1795560150, 'UNK'),
  '054-form-service-RECOVERY': http(false, 'resolved', '8'),
  '055-form-service-PROBLEM': problem('Disk /', false, 'CRITICAL', '9', 1795560158, 'disk full'),
  '056-form-service-ACKNOWLEDGEMENT': disk('acknowledged', { actor: 'alice', note: 'normal ack' }),
  '057-form-service-PROBLEM': problem('Disk /', false, 'WARNING', '9', 1795560162, 'disk warn'),
  '058-form-service-RECOVERY': disk('resolved'),
  '059-form-service-DOWNTIMESTART': http(false, 'info', '8', {
    actor: 'alice',
    note: 'Downtime started: dt',
    downtime: { began: true, until: null },
  }),
};

describe('captures', () => {
  it.each(captures('nagios'))('%s', (file) => {
    expect(readPayload('nagios', capture(file)).map(withoutRaw)).toEqual([
      EXPECTED[file.slice('nagios/'.length, -'.json'.length)],
    ]);
  });
});

const base = {
  NOTIFICATIONTYPE: 'PROBLEM',
  HOSTNAME: 'web-1',
  HOSTSTATE: 'UP',
  SERVICEDESC: 'HTTP',
  SERVICESTATE: 'CRITICAL',
  SERVICEOUTPUT: 'CRIT',
  SERVICEPROBLEMID: '13',
  LASTSERVICEPROBLEMID: '12',
};
const nagios = (more: object) => one(read('nagios', { ...base, ...more }));

describe('flapping and downtime swallow the recovery', () => {
  it('so their end in a good state resolves: problem, flapping, only the end of it says OK', () => {
    const sequence = [
      {},
      { NOTIFICATIONTYPE: 'FLAPPINGSTART' },
      { NOTIFICATIONTYPE: 'FLAPPINGSTOP', SERVICESTATE: 'OK', SERVICEPROBLEMID: '0', LASTSERVICEPROBLEMID: '13' },
    ].map(nagios);
    expect(sequence.map(({ status, problemId, fingerprint }) => `${fingerprint} ${problemId} ${status}`)).toEqual([
      'web-1;HTTP 13 firing',
      'web-1;HTTP 13 info',
      'web-1;HTTP 13 resolved',
    ]);
  });

  it.each(['FLAPPINGSTOP', 'FLAPPINGDISABLED', 'DOWNTIMEEND', 'DOWNTIMECANCELLED'])('%s', (NOTIFICATIONTYPE) => {
    const status = (more: object) => nagios({ NOTIFICATIONTYPE, NOTIFICATIONAUTHOR: 'alice', ...more }).status;
    expect(status({ SERVICESTATE: 'OK' })).toBe('resolved');
    expect(status({ SERVICESTATE: 'CRITICAL' })).toBe('info');
    expect(status({ SERVICESTATE: '' })).toBe('info');
    expect(status({ SERVICEDESC: '', HOSTSTATE: 'UP' })).toBe('resolved');
    expect(status({ SERVICEDESC: '', HOSTSTATE: 'DOWN' })).toBe('info');
  });

  it.each([
    [
      'in a hard bad state it is the first word of a problem that began in it',
      { SERVICESTATETYPE: 'HARD' },
      'firing',
      false,
    ],
    ['in a soft one Nagios has not made up its mind', { SERVICESTATETYPE: 'SOFT' }, 'info', false],
    ['an older set-up does not say which', {}, 'info', false],
    ['another downtime of the service holds', { SERVICESTATETYPE: 'HARD', SERVICEDOWNTIME: '1' }, 'info', undefined],
    ['one of its host holds', { SERVICESTATETYPE: 'HARD', HOSTDOWNTIME: '1', SERVICEDOWNTIME: '0' }, 'info', undefined],
  ])('the end of a downtime: %s', (_what, more, status, began) => {
    const alert = nagios({ NOTIFICATIONTYPE: 'DOWNTIMEEND', ...more });
    expect([alert.status, alert.downtime?.began]).toEqual([status, began]);
  });

  it('whoever planned the downtime did not resolve the incident', () => {
    expect(
      nagios({
        NOTIFICATIONTYPE: 'DOWNTIMEEND',
        SERVICESTATE: 'OK',
        NOTIFICATIONAUTHOR: 'alice',
        NOTIFICATIONCOMMENT: 'patch',
      }),
    ).toMatchObject({ actor: null, note: 'Downtime ended: patch' });
  });

  it.each(['FLAPPINGSTART', 'DOWNTIMESTART', 'CUSTOM'])('%s changes nothing in any state', (NOTIFICATIONTYPE) => {
    expect(['OK', 'CRITICAL'].map((SERVICESTATE) => nagios({ NOTIFICATIONTYPE, SERVICESTATE }).status)).toEqual([
      'info',
      'info',
    ]);
  });
});

describe('one problem, several states', () => {
  it('is one fingerprint and problem id with another severity', () => {
    const alerts = ['051', '052', '053', '054'].flatMap((n) =>
      good(read('nagios', capture(captures('nagios').find((file) => file.includes(n)) ?? '').body)),
    );
    expect(alerts.map(({ problemId, severity, status }) => [problemId, severity, status])).toEqual([
      ['8', 'warning', 'firing'],
      ['8', 'critical', 'firing'],
      ['8', 'error', 'firing'],
      ['8', null, 'resolved'],
    ]);
    expect(new Set(alerts.map((alert) => alert.groupKey))).toEqual(new Set(['web-1;HTTP']));
  });

  it.each([
    ['DOWN', 'critical'],
    ['UNREACHABLE', 'error'],
    ['', 'error'],
    ['toString', 'error'],
  ])('host state %s: %s', (HOSTSTATE, severity) => {
    expect(nagios({ SERVICEDESC: '', HOSTSTATE }).severity).toBe(severity);
  });
});

describe('host or service', () => {
  it('is told by SERVICEDESC alone', () => {
    expect(nagios({ SERVICEDESC: '', HOSTSTATE: 'DOWN', HOSTPROBLEMID: '3' })).toMatchObject({
      fingerprint: 'web-1',
      problemId: '3',
      title: 'web-1 is DOWN',
    });
    expect(nagios({ SERVICEDESC: '$SERVICEDESC$', HOSTSTATE: 'DOWN' }).fingerprint).toBe('web-1');
    expect(nagios({ HOSTSTATE: 'DOWN' }).fingerprint).toBe('web-1;HTTP');
  });

  it('an instance keeps two servers apart', () => {
    expect(nagios({ NAGIOS_INSTANCE: 'paris' })).toMatchObject({
      fingerprint: 'paris/web-1;HTTP',
      groupKey: 'paris/web-1;HTTP',
      labels: { instance: 'paris' },
    });
  });
});

describe('names', () => {
  const same = one(read('nagios', base));
  it.each([
    ['with the prefix', Object.fromEntries(Object.entries(base).map(([name, value]) => [`NAGIOS_${name}`, value]))],
    ['under env', { env: base }],
    [
      'with the prefix under env',
      {
        kind: 'service',
        env: Object.fromEntries(Object.entries(base).map(([name, value]) => [`NAGIOS_${name}`, value])),
      },
    ],
    ['in lower case', Object.fromEntries(Object.entries(base).map(([name, value]) => [name.toLowerCase(), value]))],
    ['beside an env of something else', { ...base, env: { PATH: '/bin' } }],
  ])('%s', (_, body) => {
    expect(withoutRaw(one(read('nagios', body)))).toEqual(withoutRaw(same));
  });

  it('literal macros are absent', () => {
    expect(
      nagios({
        SERVICEPROBLEMID: '$SERVICEPROBLEMID$',
        LASTSERVICEPROBLEMID: '$LASTSERVICEPROBLEMID$',
        LONGSERVICEOUTPUT: '$LONGSERVICEOUTPUT$',
      }),
    ).toMatchObject({
      problemId: null,
      description: 'CRIT',
    });
  });

  it("custom variables become labels, a service's own before its host's, but never a secret", () => {
    const labels = nagios({
      NAGIOS__HOSTTEAM: 'sre',
      _HOSTENV: 'prod',
      _SERVICETEAM: 'db',
      _HOSTSNMPCOMMUNITY: 'public',
      _SERVICEDB_PASSWORD: 'x',
      _CONTACTTEAM: 'ops',
    }).labels;
    expect(labels).toEqual({ host: 'web-1', service: 'HTTP', team: 'db', env: 'prod' });
  });
});

describe('rejections', () => {
  it.each([
    [{}, /^NOTIFICATIONTYPE: missing/],
    [{ NOTIFICATIONTYPE: '$NOTIFICATIONTYPE$', HOSTNAME: 'web-1' }, /^NOTIFICATIONTYPE: missing/],
    [{ NOTIFICATIONTYPE: 'PROBLEM', HOSTNAME: '' }, /^HOSTNAME: missing/],
    [
      { NOTIFICATIONTYPE: 'constructor', HOSTNAME: 'web-1' },
      /^NOTIFICATIONTYPE: "CONSTRUCTOR" is none of PROBLEM, RECOVERY/,
    ],
    ['NOTIFICATIONTYPE=PROBLEM', /^body: is of type string, must be an object or form of macros/],
    [null, /^body: is null/],
  ])('%j', (body, expectedReason) => {
    expect(reason(read('nagios', body))).toMatch(expectedReason);
  });
});

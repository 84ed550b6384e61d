import { describe, expect, it } from 'vitest';
import type { Alert } from '#domain/incident/signal/alert';
import { capture, captures } from '../../../tests/captures/load.ts';
import { expected, one, read, readPayload, reason, withoutRaw } from '../shared/source.fake.ts';

type Expected = Omit<Alert, 'raw'>;

const service = (more: Partial<Alert> & Pick<Alert, 'status'>): Expected =>
  expected({
    fingerprint: 'web-1;http',
    labels: { host: 'web-1', service: 'http', address: '127.0.0.1', hostgroups: 'web', team: 'sre' },
    links: [
      { title: 'Notes', url: 'https://wiki/http' },
      { title: 'Action', url: 'https://graph/http' },
    ],
    ...more,
  });
const host = (more: Partial<Alert> & Pick<Alert, 'status'>): Expected =>
  expected({
    fingerprint: 'web-1',
    labels: { host: 'web-1', address: '127.0.0.1', hostgroups: 'web', team: 'sre' },
    links: [
      { title: 'Notes', url: 'https://wiki/web-1' },
      { title: 'Action', url: 'https://graph/web-1' },
    ],
    ...more,
  });

const EXPECTED: Record<string, Expected> = {
  'icinga2/069-service-PROBLEM.json': service({
    status: 'firing',
    severity: 'critical',
    title: 'http on web-1 is CRITICAL',
    description: 'CRIT "q" \'s\' `touch /tmp/PWNED_ic` $(touch /tmp/PWNED_ic2) é <b> \\\nlong line 2\nlong line 3',
    startsAt: 1795560297000,
  }),
  'icinga2/070-service-ACKNOWLEDGEMENT.json': service({
    status: 'acknowledged',
    actor: 'alice',
    note: 'Acked "via" on-call\nline2',
  }),
  'icinga2/072-service-RECOVERY.json': service({ status: 'resolved' }),
  'icinga2/074-service-DOWNTIMEEND.json': service({
    status: 'resolved',
    note: 'Downtime ended: maint',
    downtime: { began: false, until: null },
  }),
  'icinga2/075-host-PROBLEM.json': host({
    status: 'firing',
    severity: 'critical',
    title: 'web-1 is DOWN',
    description: 'host down',
    startsAt: 1795560309000,
  }),
  'icinga2/077-host-RECOVERY.json': host({ status: 'resolved' }),
  'icinga2/078-service-FLAPPINGSTART.json': service({ status: 'info', note: 'Flapping started' }),
};

describe('captures', () => {
  it.each(captures('icinga2'))('%s', (file) => {
    expect(readPayload('icinga2', capture(file)).map(withoutRaw)).toEqual([EXPECTED[file]]);
  });
});

const base = {
  ICINGA_NOTIFICATION_TYPE: 'PROBLEM',
  ICINGA_HOST_NAME: 'web-1',
  ICINGA_HOST_STATE: 'UP',
  ICINGA_SERVICE_NAME: 'http',
  ICINGA_SERVICE_STATE: 'WARNING',
  ICINGA_SERVICE_OUTPUT: 'slow',
};
const icinga = (more: object) => one(read('icinga2', { ...base, ...more }));

describe('types', () => {
  it.each(['FLAPPINGEND', 'FLAPPINGSTOP', 'DOWNTIMEEND', 'DOWNTIMECANCELLED', 'DOWNTIMEREMOVED', 'FlappingEnd'])(
    '%s in a good state is the recovery that was swallowed',
    (type) => {
      expect(icinga({ ICINGA_NOTIFICATION_TYPE: type, ICINGA_SERVICE_STATE: 'OK' }).status).toBe('resolved');
      expect(icinga({ ICINGA_NOTIFICATION_TYPE: type }).status).toBe('info');
    },
  );

  it('CUSTOM opens nothing', () => {
    expect(
      icinga({
        ICINGA_NOTIFICATION_TYPE: 'CUSTOM',
        ICINGA_NOTIFICATION_AUTHOR: 'bob',
        ICINGA_NOTIFICATION_COMMENT: 'hi',
      }),
    ).toMatchObject({
      status: 'info',
      severity: null,
      actor: 'bob',
      note: 'hi',
    });
  });

  it('problem, flapping, its end: one key all along', () => {
    const sequence = [
      {},
      { ICINGA_NOTIFICATION_TYPE: 'FLAPPINGSTART', ICINGA_SERVICE_STATE: 'OK' },
      { ICINGA_NOTIFICATION_TYPE: 'FLAPPINGEND', ICINGA_SERVICE_STATE: 'OK' },
    ].map(icinga);
    expect(sequence.map(({ groupKey, status }) => `${groupKey} ${status}`)).toEqual([
      'web-1;http firing',
      'web-1;http info',
      'web-1;http resolved',
    ]);
  });
});

describe('fields', () => {
  it('at the top or under env, as JSON or form', () => {
    expect(withoutRaw(one(read('icinga2', { env: base })))).toEqual(withoutRaw(icinga({})));
    expect(withoutRaw(one(read('icinga2', { argv: ['--kind', 'service'], env: base })))).toEqual(
      withoutRaw(icinga({})),
    );
  });

  it('the hard state change is the start; the last one where there is no other', () => {
    expect(
      icinga({ ICINGA_SERVICE_LAST_HARD_STATE_CHANGE: '1795560297', ICINGA_SERVICE_LAST_STATE_CHANGE: '1795560290' })
        .startsAt,
    ).toBe(1_795_560_297_000);
    expect(icinga({ ICINGA_SERVICE_LAST_STATE_CHANGE: 1795560290.5 }).startsAt).toBe(1_795_560_290_500);
    expect(icinga({}).startsAt).toBeNull();
  });

  it('single vars become labels, but neither secrets nor the dump of all', () => {
    expect(
      icinga({
        ICINGA_HOST_VARS_TEAM: 'sre',
        ICINGA_SERVICE_VARS_TEAM: 'db',
        ICINGA_HOST_VARS: '{\n}',
        ICINGA_HOST_VARS_SSH_PASSWORD: 'x',
      }).labels,
    ).toEqual({
      host: 'web-1',
      service: 'http',
      team: 'db',
    });
  });

  it('has no problem ids, and an instance where one is sent', () => {
    expect(icinga({ ICINGA_INSTANCE: 'paris' })).toMatchObject({ problemId: null, fingerprint: 'paris/web-1;http' });
  });
});

describe('rejections', () => {
  it.each([
    [{}, /^ICINGA_NOTIFICATION_TYPE: missing/],
    [{ env: {} }, /^ICINGA_NOTIFICATION_TYPE: missing/],
    [{ ICINGA_NOTIFICATION_TYPE: 'PROBLEM', ICINGA_HOST_NAME: '$host.name$' }, /^ICINGA_HOST_NAME: missing/],
    [{ ICINGA_NOTIFICATION_TYPE: 'WHAT', ICINGA_HOST_NAME: 'web-1' }, /^ICINGA_NOTIFICATION_TYPE: "WHAT" is none of/],
    [7, /^body: is of type number, must be an object or form/],
  ])('%j', (body, expectedReason) => {
    expect(reason(read('icinga2', body))).toMatch(expectedReason);
  });
});

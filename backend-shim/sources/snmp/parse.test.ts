import { describe, expect, it, test } from 'vitest';
import type { Integration, SnmpSettings } from '#domain/routing/integration';
import { sources } from '../registry.ts';
import { AT, expected, integrationOf, one, read, reason, withoutRaw } from '../shared/source.fake.ts';
import { NAMES } from './names.ts';
import { withoutZero } from './parse.ts';
import { TRAPS } from './table.ts';

const IF = '1.3.6.1.2.1.2.2.1';
const trapOf = (trap: string, varbinds: Array<[oid: string, value: unknown]> = [], more: object = {}) => ({
  version: '2c',
  kind: 'trap',
  source: '192.0.2.1',
  agent: '192.0.2.7',
  trap,
  uptime: 100,
  requestId: null,
  varbinds: varbinds.map(([oid, value]) => ({ oid, type: 'Integer', value })),
  ...more,
});
const port = (trap: string, index: number, name: string) =>
  trapOf(trap, [
    [`${IF}.1.${index}`, index],
    [`${IF}.2.${index}`, name],
  ]);
const snmp = (body: object) => one(read('snmp', body));

function withSettings(body: object, settings: Partial<SnmpSettings>, template: Integration['template'] = null) {
  return sources.snmp.parse(
    { body, receivedAt: AT },
    { ...integrationOf('snmp', template), snmp: { traps: [], names: {}, perMinute: 1, ...settings } },
  );
}
const rule = {
  oid: '1.3.6.1.4.1.9999.1',
  title: null,
  severity: null,
  status: 'firing' as const,
  problem: null,
  key: null,
};

describe('known traps', () => {
  it('a port goes down and comes up', () => {
    const down = snmp(port('1.3.6.1.6.3.1.1.5.3', 3, 'Gi0/3'));
    expect(withoutRaw(down)).toEqual(
      expected({
        fingerprint: '192.0.2.7/link/3',
        status: 'firing',
        severity: 'error',
        title: 'Link down: Gi0/3 on 192.0.2.7',
        description: 'ifIndex.3 = 3\nifDescr.3 = Gi0/3',
        labels: { agent: '192.0.2.7', trap: 'linkDown', ifIndex: '3', ifDescr: 'Gi0/3' },
      }),
    );
    expect(snmp(port('1.3.6.1.6.3.1.1.5.4', 3, 'Gi0/3'))).toMatchObject({
      fingerprint: '192.0.2.7/link/3',
      status: 'resolved',
      severity: null,
    });
    expect(snmp(port('1.3.6.1.6.3.1.1.5.3', 4, 'Gi0/4')).fingerprint).toBe('192.0.2.7/link/4');
  });

  it('a port without its number is known by where its name stands', () => {
    expect(snmp(trapOf('1.3.6.1.6.3.1.1.5.3', [[`${IF}.2.12`, 'Gi0/12']])).fingerprint).toBe('192.0.2.7/link/12');
    expect(snmp(trapOf('1.3.6.1.6.3.1.1.5.3')).fingerprint).toBe('192.0.2.7/link');
  });

  it('a UPS on battery is one problem, however it is told', () => {
    const onBattery = snmp(trapOf('1.3.6.1.2.1.33.2.1', [['1.3.6.1.2.1.33.1.2.3.0', 20]]));
    const added = snmp(trapOf('1.3.6.1.2.1.33.2.3', [['1.3.6.1.2.1.33.1.6.2.1.2.5', '1.3.6.1.2.1.33.1.6.3.2']]));
    const removed = snmp(trapOf('1.3.6.1.2.1.33.2.4', [['1.3.6.1.2.1.33.1.6.2.1.2.5', '1.3.6.1.2.1.33.1.6.3.2']]));
    expect(onBattery).toMatchObject({
      status: 'firing',
      severity: 'critical',
      title: 'UPS on battery on 192.0.2.7',
      labels: { upsEstimatedMinutesRemaining: '20' },
    });
    expect(added).toMatchObject({ fingerprint: onBattery.fingerprint, title: 'UPS alarm: on battery on 192.0.2.7' });
    expect(removed).toMatchObject({ fingerprint: onBattery.fingerprint, status: 'resolved' });
  });

  it.each([
    ['1.3.6.1.4.1.318.0.5', '1.3.6.1.4.1.318.0.9'],
    ['1.3.6.1.4.1.534.1.11.4.1.0.3', '1.3.6.1.4.1.534.1.11.4.1.0.5'],
    ['1.3.6.1.2.1.33.2.0.3', '1.3.6.1.2.1.33.2.0.4'],
    ['1.3.6.1.4.1.8072.4.0.2', '1.3.6.1.4.1.8072.4.0.3'],
  ])('%s is ended by %s', (begin, end) => {
    const [first, last] = [snmp(trapOf(begin)), snmp(trapOf(end))];
    expect([first.status, last.status]).toEqual(['firing', 'resolved']);
    expect(last.fingerprint).toBe(first.fingerprint);
  });

  it.each([
    [1, 'resolved', null],
    [2, 'firing', 'warning'],
    [3, 'firing', 'critical'],
    [9, 'firing', 'error'],
  ])('a state of %i is %s', (state, status, severity) => {
    const alert = snmp(
      trapOf('1.3.6.1.4.1.9.9.13.3.0.7', [
        ['1.3.6.1.4.1.9.9.13.1.3.1.2.1006', 'Inlet'],
        ['1.3.6.1.4.1.9.9.13.1.3.1.6.1006', state],
      ]),
    );
    expect(alert).toMatchObject({ fingerprint: '192.0.2.7/ciscoTemperature/1006', status, severity });
  });
});

it('a trap that nothing is known of is an alert of its own', () => {
  const alert = snmp(trapOf('.1.3.6.1.4.1.9999.0.1', [['1.3.6.1.4.1.9999.2.0', 'Fan 2\nstopped']]));
  expect(alert).toMatchObject({
    fingerprint: '192.0.2.7/1.3.6.1.4.1.9999.1',
    status: 'firing',
    severity: 'error',
    title: 'Trap 1.3.6.1.4.1.9999.0.1 on 192.0.2.7',
  });
  expect(alert.description).toBe('1.3.6.1.4.1.9999.2.0 = Fan 2\nstopped');
});

describe('rules of the integration', () => {
  const names = { '1.3.6.1.4.1.9999.2': 'diskName' };
  const body = trapOf('1.3.6.1.4.1.9999.0.1', [['1.3.6.1.4.1.9999.2.7', 'sda']]);

  it('say what a trap means, and name its values', () => {
    const settings = {
      names,
      traps: [
        {
          ...rule,
          title: 'Disk {{ diskName }} failed',
          severity: 'critical' as const,
          problem: 'disk',
          key: '{{ vars.diskName }}',
        },
        { ...rule, oid: '1.3.6.1.4.1.9999.2', status: 'resolved' as const, problem: 'disk', key: '{{ diskName }}' },
      ],
    };
    expect(one(withSettings(body, settings))).toMatchObject({
      fingerprint: '192.0.2.7/disk/sda',
      title: 'Disk sda failed on 192.0.2.7',
      severity: 'critical',
      labels: { diskName: 'sda', trap: '1.3.6.1.4.1.9999.1' },
    });
    expect(one(withSettings({ ...body, trap: '1.3.6.1.4.1.9999.2' }, settings))).toMatchObject({
      fingerprint: '192.0.2.7/disk/sda',
      status: 'resolved',
    });
  });

  it('go before the table', () => {
    const settings = { traps: [{ ...rule, oid: '1.3.6.1.6.3.1.1.5.1', status: 'info' as const }] };
    expect(one(withSettings(trapOf('1.3.6.1.6.3.1.1.5.1'), settings))).toMatchObject({
      status: 'info',
      labels: { trap: 'coldStart' },
    });
  });

  it('and templates see all of it', () => {
    const template = {
      title: '{{ name }} at {{ agent }} ({{ uptime }}): {{ vars.ifDescr }}',
      groupKey: '{{ agent }}',
      severity: '{% if ifDescr contains "uplink" %}critical{% endif %}',
    };
    expect(one(withSettings(port('1.3.6.1.6.3.1.1.5.3', 3, 'uplink-1'), {}, template))).toMatchObject({
      title: 'linkDown at 192.0.2.7 (100): uplink-1',
      groupKey: '192.0.2.7',
      severity: 'critical',
    });
  });

  it('are checked before any trap comes', () => {
    const integration = {
      ...integrationOf('snmp'),
      snmp: { names: {}, perMinute: 1, traps: [{ ...rule, title: '{{ a | nope }}', key: '{% if %}' }] },
    };
    expect(sources.snmp.check?.(integration)).toMatchObject([
      { path: 'snmp.traps[0].title' },
      { path: 'snmp.traps[0].key' },
    ]);
    expect(
      reason(withSettings({ ...body, trap: rule.oid }, { traps: [{ ...rule, title: '{{ a | nope }}' }] })),
    ).toMatch(/^snmp\.traps\[0\]\.title: undefined filter/);
  });
});

it('an inform that comes twice is known by its request', () => {
  const inform = trapOf('1.3.6.1.6.3.1.1.5.3', [], { kind: 'inform', requestId: 77 });
  const origin = (body: object) => {
    const result = read('snmp', body);
    return result.ok ? (result.origin?.once ?? null) : null;
  };
  expect(origin(inform)).not.toBeNull();
  expect(origin({ ...inform, receivedAt: 5 })).toBe(origin(inform));
  expect(origin({ ...inform, requestId: 78 })).not.toBe(origin(inform));
  expect(origin({ ...inform, kind: 'trap' })).toBeNull();
});

test.each([
  [{}, /^trap: must be the OID/],
  [{ trap: 'linkDown' }, /^trap: must be the OID/],
  [{ trap: '1.3.6', varbinds: 7 }, /^varbinds: is of type number/],
  ['trap', /^body: is of type string/],
])('%j is rejected', (body, expectedReason) => {
  expect(reason(read('snmp', body))).toMatch(expectedReason);
});

describe('the table', () => {
  it('is written without the zero, and its values have names', () => {
    const named = new Set(Object.values(NAMES));
    for (const [oid, known] of Object.entries(TRAPS)) {
      expect(withoutZero(oid)).toBe(oid);
      const values = [
        ...(known.shows ?? []),
        ...(known.about === undefined ? [] : [known.about]),
        ...(known.state === undefined ? [] : [known.state.name]),
      ];
      expect(
        values.filter((name) => !named.has(name)),
        known.name,
      ).toEqual([]);
    }
  });

  it('has a beginning for every end', () => {
    const begun = new Set(
      Object.values(TRAPS)
        .filter(({ status }) => status === 'firing')
        .map(({ problem }) => problem),
    );
    expect(
      Object.values(TRAPS)
        .filter(({ status, problem }) => status === 'resolved' && !begun.has(problem))
        .map(({ name }) => name),
    ).toEqual([]);
  });
});

/**
 * Checks what holds for every source and every payload: it yields a sound alert or a rejection that says why, never an
 * exception.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SEVERITIES, type Alert } from '#domain/incident/signal/alert';
import { SOURCE_KINDS, type SourceKind, type WebhookTemplate } from '#domain/routing/integration';
import { capture, captures } from '../../tests/captures/load.ts';
import type { ParseResult } from '../ports/source.ts';
import { sources } from './registry.ts';
import { AT, integrationOf, read } from './shared/source.fake.ts';

const RUNS = 300;
const KEY_LIMIT = 512;
const STATUSES = ['firing', 'resolved', 'acknowledged', 'unacknowledged', 'info'];
const TEMPLATE: WebhookTemplate = {
  title: '{{ title | upcase }}',
  severity: '{{ body.severity }}',
  groupKey: '{{ host }}',
  status: '{{ status | json }}',
};

const EXAMPLES: Record<SourceKind, unknown[]> = {
  grafana: [...bodies('grafana'), ...bodies('grafana-12.4')],
  alertmanager: bodies('alertmanager'),
  zabbix: bodies('zabbix'),
  nagios: bodies('nagios'),
  icinga2: bodies('icinga2'),
  pagerduty: [
    {
      event_action: 'trigger',
      dedup_key: 'db-1/disk',
      payload: { summary: 'Disk full', source: 'db-1', severity: 'critical', custom_details: { free: '0 B' } },
      links: [{ href: 'https://wiki.example.com/disk', text: 'Runbook' }],
    },
    { event_action: 'resolve', dedup_key: 'db-1/disk' },
  ],
  opsgenie: [
    { message: 'Disk full', alias: 'db-1/disk', priority: 'P1', tags: ['db'], details: { host: 'db-1' } },
    { action: 'snooze', alias: 'db-1/disk', endTime: '2026-02-03T12:00:00Z' },
    { action: 'POST escalate', alias: 'db-1/disk' },
  ],
  webhook: [
    { id: 'a', title: 'Disk full', status: 'firing', host: 'db-1', labels: { team: 'db' } },
    [{ summary: 'x' }, { name: 'y' }],
    'text',
  ],
  email: [
    { from: 'a@example.com', to: 'b@example.com', subject: '[RESOLVED] Disk full', text: 'x', messageId: '<1@x>' },
  ],
  snmp: [
    {
      trap: '1.3.6.1.6.3.1.1.5.3',
      agent: '192.0.2.7',
      source: '192.0.2.7',
      version: '2c',
      kind: 'inform',
      requestId: 7,
      uptime: 123,
      varbinds: [{ oid: '1.3.6.1.2.1.2.2.1.1.3', type: 'Integer', value: 3 }],
    },
  ],
  heartbeat: [{}],
};

function bodies(product: string): unknown[] {
  return captures(product).map((file) => capture(file).body);
}

/** Checks every promise that later stages rely on. */
function expectSound(result: ParseResult): void {
  if (!result.ok) {
    expect(result.reason).toMatch(/^[\w.[\]]+: ./s);
    expect(result.reason.length).toBeLessThan(600);
    expect(result.reason).not.toMatch(/[\0\n]/);
    return;
  }
  result.alerts.forEach(expectSoundAlert);
}

function expectSoundAlert(alert: Alert): void {
  for (const key of [alert.fingerprint, alert.groupKey, ...(alert.problemId === null ? [] : [alert.problemId])]) {
    expect(typeof key === 'string' && key.length > 0 && key.length <= KEY_LIMIT).toBe(true);
  }
  expect(STATUSES).toContain(alert.status);
  expect([...SEVERITIES, null]).toContain(alert.severity);
  if (alert.status === 'firing') {
    expect(alert.title).not.toBeNull();
    expect(alert.severity).not.toBeNull();
  }
  expect(alert.title ?? 'x').toMatch(/^[^\0-\x1f]{1,1000}$/);
  expect(alert.startsAt === null || Number.isSafeInteger(alert.startsAt)).toBe(true);
  expect(alert.links.every(({ title, url }) => title !== '' && /^https?:\/\//i.test(url))).toBe(true);
  expect(typeof alert.test === 'boolean' && typeof alert.wholeGroup === 'boolean').toBe(true);
  const texts = [
    alert.title,
    alert.description,
    alert.note,
    alert.actor,
    alert.fingerprint,
    alert.groupKey,
    ...Object.keys(alert.labels),
    ...Object.values(alert.labels),
  ];
  for (const text of texts) {
    expect(
      text === null ||
        (typeof text === 'string' && text.isWellFormed() && !text.includes('\0') && text.length <= 16_384),
    ).toBe(true);
  }
  expect(Object.getPrototypeOf(alert.labels)).toBe(Object.prototype);
}

function parse(kind: SourceKind, body: unknown): ParseResult[] {
  const templates = kind === 'webhook' || kind === 'email' || kind === 'snmp' ? [null, TEMPLATE] : [null];
  return templates.map((template) => read(kind, body, template));
}

function nested(depth: number): unknown {
  let value: unknown = 'x';
  for (let i = 0; i < depth; i++) {
    value = i % 2 === 0 ? { alerts: value } : [value];
  }
  return value;
}

const HUGE = 'A'.repeat(1_000_000);
const HOSTILE: Record<string, unknown> = {
  undefined: undefined,
  null: null,
  false: false,
  zero: 0,
  'empty text': '',
  text: 'PROBLEM',
  'empty object': {},
  'empty list': [],
  'list of garbage': [null, 1, 'x', [], {}],
  'list of lists': [[[]]],
  'a sparse object': { alerts: [null], EVENT_ID: null, NOTIFICATIONTYPE: null },
  'deep objects': nested(50),
  'deeper than anybody nests': nested(5_000),
  'deep enough to exhaust the stack': nested(200_000),
  'polluting keys': JSON.parse(
    '{"__proto__":{"polluted":"yes"},"constructor":{"prototype":{"polluted":"yes"}},"alerts":[{"labels":{"__proto__":"x","constructor":"y"},"fingerprint":"f","annotations":{"__proto__":{"summary":"z"}}}],"EVENT_ID":"1","EVENT.TAGS.__proto__":"x","NOTIFICATIONTYPE":"PROBLEM","HOSTNAME":"__proto__","_HOST__PROTO__":"x","ICINGA_NOTIFICATION_TYPE":"PROBLEM","ICINGA_HOST_NAME":"constructor","subject":"__proto__","labels":{"__proto__":"x"}}',
  ),
  'a huge text': {
    subject: HUGE,
    title: HUGE,
    id: HUGE,
    EVENT_ID: HUGE,
    EVENT_VALUE: '1',
    EVENT_NAME: HUGE,
    EVENT_TAGS: HUGE,
    EVENT_UPDATE_STATUS: '1',
    EVENT_UPDATE_ACTION: HUGE,
  },
  'a huge alert': {
    alerts: [
      {
        status: HUGE,
        fingerprint: HUGE,
        labels: { [HUGE]: HUGE, severity: HUGE },
        generatorURL: `https://x/${HUGE}`,
        startsAt: HUGE,
      },
    ],
    groupKey: `${HUGE}-`,
  },
  'a huge notification': {
    NOTIFICATIONTYPE: 'PROBLEM',
    HOSTNAME: HUGE,
    HOSTSTATE: HUGE,
    HOSTOUTPUT: HUGE,
    ICINGA_NOTIFICATION_TYPE: 'PROBLEM',
    ICINGA_HOST_NAME: HUGE,
  },
  'a huge type': { NOTIFICATIONTYPE: HUGE, HOSTNAME: 'x', ICINGA_NOTIFICATION_TYPE: HUGE, ICINGA_HOST_NAME: 'x' },
  'many labels': {
    alerts: [{ fingerprint: 'f', labels: Object.fromEntries(Array.from({ length: 5_000 }, (_, i) => [`l${i}`, i])) }],
  },
  'NUL and half characters': {
    alerts: [{ fingerprint: '\0f\ud800', labels: { '\0': '\0', '\udc00': '\ud800' } }],
    EVENT_ID: '\0',
    id: '\0',
    title: '\0',
    subject: '\0',
    NOTIFICATIONTYPE: 'PROBLEM',
    HOSTNAME: '\0',
    ICINGA_NOTIFICATION_TYPE: 'CUSTOM',
    ICINGA_HOST_NAME: '\0',
  },
  'wrong types': {
    alerts: [
      {
        status: {},
        labels: { a: {}, b: [], c: null },
        annotations: [],
        startsAt: {},
        fingerprint: 1,
        values: 'x',
        generatorURL: {},
      },
    ],
    groupKey: {},
    truncatedAlerts: 'many',
    orgId: [],
    EVENT_ID: 1,
    EVENT_VALUE: true,
    EVENT_TAGS: { a: 1 },
    NOTIFICATIONTYPE: 'PROBLEM',
    HOSTNAME: 1,
    SERVICEDESC: {},
    env: [],
    ICINGA_NOTIFICATION_TYPE: 'PROBLEM',
    ICINGA_HOST_NAME: true,
    labels: 'x',
    tags: 7,
    title: {},
    status: [],
    severity: {},
    subject: 7,
  },
};

describe('the registry', () => {
  it('has each kind under its own name', () => {
    expect(Object.entries(sources).map(([name, { kind }]) => [name, kind])).toEqual(
      Object.keys(sources).map((name) => [name, name]),
    );
    expect(new Set(Object.keys(sources))).toEqual(new Set(SOURCE_KINDS));
  });

  it.each(SOURCE_KINDS)('%s says what it is', (kind) => {
    const { name, summary, contentTypes } = sources[kind];
    expect(name).not.toBe('');
    expect(summary).toMatch(/\.$/);
    expect(contentTypes).toContain('json');
  });
});

describe.each(SOURCE_KINDS)('%s', (kind) => {
  it.each(Object.keys(HOSTILE))('survives %s', (name) => {
    parse(kind, HOSTILE[name]).forEach(expectSound);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('survives any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (body) => parse(kind, body).forEach(expectSound)),
      { numRuns: RUNS },
    );
  });

  it('survives its own payloads with anything broken in them', () => {
    fc.assert(
      fc.property(mutated(EXAMPLES[kind]), (body) => parse(kind, body).forEach(expectSound)),
      { numRuns: RUNS },
    );
  });

  it('changes nothing in the body and answers the same twice', () => {
    for (const body of EXAMPLES[kind]) {
      const before = structuredClone(body);
      const first = sources[kind].parse({ body, receivedAt: AT }, integrationOf(kind));
      const second = sources[kind].parse(
        { body: deepFreeze(structuredClone(body)), receivedAt: AT },
        integrationOf(kind),
      );
      expect(body).toEqual(before);
      expect(second).toEqual(first);
    }
  });

  it('reads its own payloads', () => {
    expect(EXAMPLES[kind].map((body) => read(kind, body).ok)).toEqual(EXAMPLES[kind].map(() => true));
  });
});

const SPICE = [
  '__proto__',
  'constructor',
  'labels',
  'alerts',
  'env',
  'status',
  'fingerprint',
  'title',
  'EVENT_ID',
  'NOTIFICATIONTYPE',
];

/** A payload with one to three values replaced, removed, renamed or wrapped. */
function mutated(examples: unknown[]): fc.Arbitrary<unknown> {
  const value = fc.oneof(
    fc.jsonValue({ maxDepth: 3 }),
    fc.constantFrom<unknown>('', '\0', '{MACRO}', '*UNKNOWN*', '$MACRO$', 0, -1, 1e308, null, 'a'.repeat(5_000)),
    fc.string({ unit: 'binary' }),
  );
  const change = fc.record({
    at: fc.nat(),
    how: fc.constantFrom('replace', 'remove', 'rename', 'wrap'),
    value,
    name: fc.oneof(fc.constantFrom(...SPICE), fc.string()),
  });
  return fc
    .tuple(fc.constantFrom(...examples), fc.array(change, { minLength: 1, maxLength: 3 }))
    .map(([example, changes]) => {
      const root: Record<string, unknown> = { body: structuredClone(example) };
      for (const { at, how, value: replacement, name } of changes) {
        const places = placesIn(root);
        const [parent, key] = places[at % places.length] ?? [root, 'body'];
        const old = parent[key];
        if (how === 'remove' || (how === 'rename' && !Array.isArray(parent))) {
          delete parent[key];
        }
        if (how !== 'remove') {
          Object.defineProperty(parent, how === 'rename' && !Array.isArray(parent) && parent !== root ? name : key, {
            value: how === 'replace' ? structuredClone(replacement) : how === 'wrap' ? [old] : old,
            enumerable: true,
            writable: true,
            configurable: true,
          });
        }
      }
      return root['body'];
    });
}

function placesIn(root: object): [parent: Record<string, unknown>, key: string][] {
  return Object.entries(root).flatMap(([key, value]) => [
    [root as Record<string, unknown>, key] as [Record<string, unknown>, string],
    ...(typeof value === 'object' && value !== null ? placesIn(value) : []),
  ]);
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(deepFreeze);
    Object.freeze(value);
  }
  return value;
}

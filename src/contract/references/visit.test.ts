import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { referenceKind } from '#contract/base/reference';
import { id, login, ref } from '#contract/base/scalars';
import { optional, strict } from '#contract/base/schema';
import { escalationPolicy, step } from '#contract/paging/policy';
import { REFERRING } from '#contract/references/stored';
import { referencesIn } from '#contract/references/visit';
import { windowOrId } from '#contract/time/time-window';

interface Leaf {
  path: string;
  schema: z.ZodType;
}

/** Every value of the schema that is neither a list nor an object; the path is one text. */
function leavesOf(schema: z.ZodType, path: string): Leaf[] {
  if (referenceKind(schema) !== null) {
    return [{ path, schema }];
  }
  if (schema instanceof z.ZodObject) {
    return Object.entries(schema.shape as Record<string, z.ZodType>).flatMap(([field, inner]) =>
      leavesOf(inner, `${path}.${field}`),
    );
  }
  if (schema instanceof z.ZodArray) {
    return leavesOf(schema.element as z.ZodType, `${path}[]`);
  }
  if (schema instanceof z.ZodRecord) {
    return [
      ...leavesOf(schema.keyType as z.ZodType, `${path}.KEY`),
      ...leavesOf(schema.valueType as z.ZodType, `${path}.*`),
    ];
  }
  if (schema instanceof z.ZodUnion) {
    return (schema.options as z.ZodType[]).flatMap((option) => leavesOf(option, path));
  }
  const inner =
    schema instanceof z.ZodPipe ? (schema.in as z.ZodType) : (schema.def as { innerType?: z.ZodType }).innerType;
  return inner ? leavesOf(inner, path) : [{ path, schema }];
}

/**
 * Words for things that can be referred to, as the last word of a field's name: `exclusiveRotas`, `timeZone`,
 * `relievedBy`.
 */
const NAMES =
  /(?:user|person|people|member|manager|participant|team|rota|policy|policie|window|zone|integration|channel|calendar|holiday|region|login|layer|method|by|who|when|until)s?$/i;

/** The checks of a text, one per part. */
function checksOf(schema: z.ZodType): string[] {
  const checks = (schema.def.checks ?? []) as unknown as ReadonlyArray<{ _zod: { def: Record<string, unknown> } }>;
  return checks.map(({ _zod: { def } }) =>
    Object.entries(def)
      .map(([name, value]) => `${name} ${String(value)}`)
      .sort()
      .filter((part) => !part.startsWith('error'))
      .join(),
  );
}

/** Whether narrowed or not. */
const isLike = (schema: z.ZodType, model: z.ZodType) =>
  checksOf(model).every((check) => checksOf(schema).includes(check));

/** Texts with the form of an id or a login, or with such a name, that are not marked as references. */
function suspectsIn(schema: z.ZodType, path: string): string[] {
  const suspects = leavesOf(schema, path).filter((leaf) => {
    if (leaf.schema.def.type !== 'string' || referenceKind(leaf.schema) !== null) {
      return false;
    }
    const name = /(\w+)(?:\[\])*$/.exec(leaf.path)?.[1] ?? '';
    const isOwnName = name === 'id' || leaf.path === 'users.login';
    return !isOwnName && (NAMES.test(name) || isLike(leaf.schema, id) || isLike(leaf.schema, login));
  });
  return suspects.map((leaf) => leaf.path);
}

/** Fields that look like references and are none, with the reason. */
const NO_REFERENCES = {
  'channels.type': 'the kind of channel, which this version of the sidecar has or not',
  'users.contactMethods[].type': 'the same',
  'profiles.contactMethods[].type': 'the same',
  'maintenances.until': 'a point in time',
  'rotas.frozenUntil': 'a point in time',
  'rotas.layers[].effectiveUntil': 'a point in time',
  'integrations.sync.user': 'the name of an account at the source',
  'integrations.groupBy[]': 'the name of a label',
  'integrations.reopenWindow': 'a duration',
  'units.duties[].rota': 'one that is deleted may stay listed, for what was recorded of it',
  'units.duties[].until': 'a date',
  'units.pay[].hours[].rotas[]': 'as in duties',
  'units.pay[].turns[].rotas[]': 'as in duties',
  'workProfiles.until': 'a date',
  'workProfiles.onCallUntil': 'a date',
  'overrides.by': 'who made it: kept for the record, also when the person is gone',
};

test('whatever looks like a reference is one', () => {
  expect(
    Object.entries(REFERRING)
      .flatMap(([kind, schema]) => suspectsIn(schema, kind))
      .sort(),
  ).toEqual(Object.keys(NO_REFERENCES).sort());
});

/** Written by hand, so that whoever adds a field states here what it names. */
const FIELDS: Record<string, readonly string[]> = {
  user: [
    'teams.members[]',
    'teams.managers[]',
    'absences.user',
    'calendars.people.*',
    'rotas.layers[].participants[][]',
    ...['rotas.overrides[]', 'overrides.override'].flatMap((override) =>
      ['set[]', 'add[]', 'remove[]', 'replace', 'with'].map((field) => `${override}.${field}`),
    ),
    'escalationPolicies.steps[].notify[].user',
    'escalationPolicies.steps[].notify[].roundRobin[]',
    'escalationPolicies.onExhausted[].user',
    'escalationPolicies.onExhausted[].roundRobin[]',
    'subscriptions.to[].user',
    'devices.user',
    'swaps.askedOf',
    'swaps.asked.by',
    'swaps.taken.by',
    'swaps.closed.by',
    'pastAbsences.user',
    'units.managers[]',
    'units.hr[]',
    'workProfiles.user',
  ],
  team: [
    ...['channels', 'calendars', 'rotas', 'escalationPolicies', 'subscriptions', 'integrations'].map(
      (kind) => `${kind}.team`,
    ),
    'escalationPolicies.steps[].notify[].team',
    'escalationPolicies.onExhausted[].team',
    'units.teams[]',
  ],
  channel: [
    'escalationPolicies.steps[].notify[].channel',
    'escalationPolicies.onExhausted[].channel',
    'subscriptions.to[].channel',
  ],
  rota: [
    'teams.exclusiveRotas[]',
    'escalationPolicies.steps[].notify[].rota',
    'escalationPolicies.onExhausted[].rota',
    'overrides.rota',
    'swaps.rota',
  ],
  timeWindow: [
    'users.notificationRules.default[].when',
    'users.notificationRules.urgent[].when',
    'profiles.notificationRules.default[].when',
    'profiles.notificationRules.urgent[].when',
    'rotas.expected',
    'escalationPolicies.steps[].when',
    'escalationPolicies.steps[].when.window',
    'escalationPolicies.steps[].until',
    'integrations.routes[].when',
  ],
  policy: ['maintenances.action.policy', 'integrations.policy', 'integrations.routes[].policy'],
  integration: [
    'maintenances.integrations[]',
    'subscriptions.integrations[]',
    'integrations.routes[].heartbeat',
    'integrations.pings[]',
  ],
  calendar: ['rotas.layers[].calendar'],
  unit: ['workProfiles.unit'],
  zone: [
    'organisations.timeZone',
    'users.timeZone',
    'users.notificationRules.default[].when.timeZone',
    'users.notificationRules.urgent[].when.timeZone',
    'users.quietHours.timeZone',
    'profiles.notificationRules.default[].when.timeZone',
    'profiles.notificationRules.urgent[].when.timeZone',
    'profiles.quietHours.timeZone',
    'absences.timeZone',
    'calendars.timeZone',
    'rotas.timeZone',
    'units.timeZone',
    'rotas.layers[].timeZone',
    'timeWindows.timeZone',
    'escalationPolicies.steps[].when.window.timeZone',
    'maintenances.timeZone',
    'integrations.routes[].when.timeZone',
  ],
  region: [
    'units.holidays',
    'users.notificationRules.default[].when.holidays',
    'users.notificationRules.urgent[].when.holidays',
    'users.quietHours.holidays',
    'profiles.notificationRules.default[].when.holidays',
    'profiles.notificationRules.urgent[].when.holidays',
    'profiles.quietHours.holidays',
    'rotas.holidays',
    'timeWindows.holidays',
    'escalationPolicies.steps[].when.window.holidays',
    'integrations.routes[].when.holidays',
  ],
  layer: ['rotas.overrides[].layer', 'overrides.override.layer'],
  contactMethod: [
    'users.notificationRules.default[].method',
    'users.notificationRules.urgent[].method',
    'profiles.notificationRules.default[].method',
    'profiles.notificationRules.urgent[].method',
  ],
  product: ['integrations.product'],
};

test('each field names what it says', () => {
  const marked = Object.entries(REFERRING)
    .flatMap(([kind, schema]) => leavesOf(schema, kind))
    .flatMap(({ path, schema }) => {
      const kind = referenceKind(schema);
      return kind === null ? [] : [`${kind}: ${path}`];
    });
  expect(marked.sort()).toEqual(
    Object.entries(FIELDS)
      .flatMap(([kind, paths]) => paths.map((path) => `${kind}: ${path}`))
      .sort(),
  );
});

describe('a new field of a step, until: a time window', () => {
  const policyWith = (until: z.ZodType) =>
    z.strictObject({ ...escalationPolicy.shape, steps: z.array(step.extend({ until: optional(until) })) });
  const body = (until: unknown) => ({
    id: 'p',
    steps: [{ notify: [] }, { notify: [{ user: 'ann' }], when: 'nights', until }],
  });

  test('is seen as soon as it is declared, by id and in place', () => {
    const schema = policyWith(windowOrId);
    const ann = { kind: 'user', id: 'ann', path: ['steps', 1, 'notify', 0, 'user'] };
    const nights = { kind: 'timeWindow', id: 'nights', path: ['steps', 1, 'when'] };
    expect(referencesIn(schema, body('office'))).toEqual([
      ann,
      nights,
      { kind: 'timeWindow', id: 'office', path: ['steps', 1, 'until'] },
    ]);
    expect(referencesIn(schema, body({ timeZone: 'Asia/Tokyo', holidays: 'JP', windows: [] }))).toEqual([
      ann,
      nights,
      { kind: 'zone', id: 'Asia/Tokyo', path: ['steps', 1, 'until', 'timeZone'] },
      { kind: 'region', id: 'JP', path: ['steps', 1, 'until', 'holidays'] },
    ]);
  });

  test.each([
    ['an id', id],
    ['a shorter id', id.max(20)],
    ['any text', z.string().min(1)],
  ])('that is declared as %s is found out', (_, until) => {
    expect(suspectsIn(policyWith(until), 'escalationPolicies')).toEqual(['escalationPolicies.steps[].until']);
  });
});

test('an id that is called like nothing that can be named is found out', () => {
  expect(suspectsIn(strict({ quiet: id.max(50), reader: login, other: z.string() }), 'x')).toEqual([
    'x.quiet',
    'x.reader',
  ]);
});

describe('the walk', () => {
  const schema = strict({
    team: optional(ref('team')),
    people: z.record(ref('user'), z.array(ref('rota'))),
    mode: z.union([z.literal('none'), ref('policy')]),
    size: z.int().optional(),
  });

  test('reads keys and values, and does not take a fixed word for a name', () => {
    const found = referencesIn(schema, { team: null, people: { ann: ['a', 'b'] }, mode: 'none' }, ['x', 3]);
    expect(found).toEqual([
      { kind: 'user', id: 'ann', path: ['x', 3, 'people', 'ann'] },
      { kind: 'rota', id: 'a', path: ['x', 3, 'people', 'ann', 0] },
      { kind: 'rota', id: 'b', path: ['x', 3, 'people', 'ann', 1] },
    ]);
    expect(referencesIn(schema, { mode: 'sre' }).map(({ id: name }) => name)).toEqual(['sre']);
  });

  test.each([undefined, null, 5, 'text', [], { team: 5, people: null, mode: {} }])('reads what fits of %j', (value) => {
    expect(referencesIn(schema, value)).toEqual([]);
  });

  test('of two forms that a value may have, the first that accepts it is meant', () => {
    const either = z.union([strict({ a: ref('user') }), strict({ a: ref('team'), b: z.string() })]);
    expect(referencesIn(either, { a: 'sre', b: '' })).toEqual([{ kind: 'team', id: 'sre', path: ['a'] }]);
  });

  test('stops at a form of schema that it cannot look into', () => {
    expect(() => referencesIn(strict({ a: z.map(z.string(), ref('user')) }), {})).toThrow(
      'references within a schema of type map',
    );
  });
});

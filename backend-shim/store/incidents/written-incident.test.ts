import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { z } from 'zod';
import { SEVERITIES } from '#domain/incident/signal/alert';
import type { EscalationRun, IncidentTimers, Silence, UndoableCommand, UndoableMerge } from '#domain/incident/model';
import { readStored } from '../stored/json.ts';
import { innerSchema, labelsSchema, linksSchema } from './stored-incident.ts';
import { isInner, isLabels, isLinks } from './written-incident.ts';
import type { IncidentJson } from './written-incident.ts';

const at = fc.integer({ min: 0, max: 4_102_444_800_000 });
const count = fc.nat(1000);
const text = fc.string({ maxLength: 8 });
const texts = fc.array(text, { maxLength: 3 });
/** Every field of the type is drawn, so that none is forgotten where it is stored. */
type Drawn<Value> = Record<keyof Value, fc.Arbitrary<unknown>>;

const maybe = { requiredKeys: [] };

const timers = fc.record(
  {
    escalate: at,
    wake: at,
    hold: at,
    downtime: at,
    silence: at,
    answer: at,
    confirm: at,
    confirmLimit: at,
    resolve: at,
    autoResolve: at,
  } satisfies Drawn<IncidentTimers>,
  maybe,
);
const silence = fc.record({ by: text, comment: text, until: at, source: text } satisfies Drawn<Silence>);
const held = fc.array(fc.record({ user: text, urgency: fc.constantFrom('default', 'urgent') }), { maxLength: 2 });
const firing = fc.tuple(count, count, count, count);
const run = fc.record(
  {
    pass: count,
    passStartedAt: at,
    step: fc.integer({ min: -1, max: 20 }),
    entry: count,
    paged: texts,
    postponed: fc.boolean(),
    lost: fc.constant(true),
    byHand: fc.constant(true),
    held,
    called: texts,
    pause: count,
    instead: fc.record({ policy: text, team: fc.option(text) }),
    beforeShadow: fc.record({
      step: fc.integer({ min: -1, max: 20 }),
      pass: count,
      entry: count,
      exhausted: fc.boolean(),
    }),
    unavailable: fc.array(
      fc.record(
        { user: text, until: at, standIn: fc.option(text), alone: fc.constant(true) },
        { requiredKeys: ['user', 'until', 'standIn'] },
      ),
      { maxLength: 2 },
    ),
  } satisfies Drawn<Omit<EscalationRun, 'policy'>>,
  { requiredKeys: ['pass', 'passStartedAt', 'step', 'entry', 'paged'] },
);
const undo = fc.record(
  {
    of: fc.constantFrom('acknowledgement', 'snooze'),
    by: text,
    at,
    version: count,
    state: fc.constantFrom('open', 'acknowledged', 'snoozed'),
    exhausted: fc.boolean(),
    snoozedUntil: fc.option(at),
    timers,
    answers: fc.record({
      acknowledgedAt: fc.option(at),
      acknowledgedBy: fc.option(text),
      acknowledgedKind: fc.constantFrom('person', 'script', 'source', 'vigie', null),
      acks: texts,
    } satisfies Drawn<NonNullable<UndoableCommand['answers']>>),
    silence,
    heardAt: at,
    held,
    called: texts,
    merged: fc.record({
      into: text,
      intoVersion: count,
      severity: fc.constantFrom(...SEVERITIES),
      firing,
      inDowntime: count,
      fingerprints: texts,
      keys: fc.array(fc.record({ integration: text, groupKey: text }), { maxLength: 2 }),
    } satisfies Drawn<UndoableMerge>),
  } satisfies Drawn<UndoableCommand>,
  { requiredKeys: ['by', 'at', 'version', 'state', 'exhausted', 'snoozedUntil', 'timers'] },
);
const titleReason = fc.oneof(
  fc.record({ reason: fc.constantFrom('no-data', 'query-failed'), data: fc.record({ rule: text, more: count }) }),
  fc.record({ reason: fc.constant('several'), data: fc.record({ title: text, more: count }) }),
);
const inner = fc.record(
  {
    severityPinned: fc.boolean(),
    firing,
    inDowntime: count,
    silence,
    heardAt: at,
    routeUrgency: fc.constantFrom('default', 'urgent', null),
    acknowledgedKind: fc.constantFrom('person', 'script', 'source', 'vigie', null),
    acks: texts,
    resolution: fc.constantFrom('source', 'person', 'superseded', 'merged', 'timeout', null),
    mergedInto: fc.option(text),
    reopens: fc.array(at, { maxLength: 3 }),
    timers,
    given: fc.record({ key: text, at }),
    untold: fc.constant(true),
    titleReason,
    run: fc.option(run),
    undo,
  } satisfies Drawn<IncidentJson>,
  {
    requiredKeys: [
      'severityPinned',
      'firing',
      'routeUrgency',
      'acknowledgedKind',
      'acks',
      'resolution',
      'mergedInto',
      'reopens',
      'timers',
      'run',
    ],
  },
);
const labels = fc.dictionary(text, text, { maxKeys: 4, noNullPrototype: true });
const links = fc.array(fc.record({ title: text, url: text }), { maxLength: 3 });

/** Something else in the place of one of the values within, or that value gone. */
const damage = fc.record({
  where: fc.nat(),
  what: fc.oneof(
    fc.constant(undefined),
    fc.jsonValue({ maxDepth: 1 }),
    fc.constantFrom(-1, null, '', 'urgent', [], {}, [0, 0, 0, 0]),
  ),
  name: fc.option(fc.constantFrom('later', '__proto__', 'constructor'), { freq: 8 }),
});
type Damage = typeof damage extends fc.Arbitrary<infer D> ? D : never;

function placesOf(value: unknown): Array<[object, string]> {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, field]): Array<[object, string]> => [[value, key], ...placesOf(field)])
    : [];
}

function damaged(value: unknown, { where, what, name }: Damage): string {
  const copy = structuredClone(value) as object;
  const places = placesOf(copy);
  const [holder, key] = places[where % Math.max(1, places.length)] ?? [copy, 'new'];
  Object.defineProperty(holder, name ?? key, { value: what, enumerable: true, configurable: true, writable: true });
  return JSON.stringify(copy);
}

test.each<[string, z.ZodType, fc.Arbitrary<unknown>, (value: unknown) => boolean]>([
  ['the body', innerSchema, inner, isInner],
  ['labels', labelsSchema, labels, isLabels],
  ['links', linksSchema, links, isLinks],
])(
  '%s: what is written is recognized, and what is recognized is what the schema makes of it',
  (_, schema, written, isWritten) => {
    const bySchema = (json: string) => readStored(schema, json, { kind: 'incidents', id: 'i' });
    fc.assert(
      fc.property(written, (value) => {
        const json = JSON.stringify(value);
        expect(isWritten(JSON.parse(json))).toBe(true);
        expect(bySchema(json)).toEqual({ ok: true, value: JSON.parse(json) });
      }),
    );
    fc.assert(
      fc.property(written, damage, (value, wound) => {
        const json = damaged(value, wound);
        if (isWritten(JSON.parse(json))) {
          expect(bySchema(json)).toStrictEqual({ ok: true, value: JSON.parse(json) });
        }
      }),
      { numRuns: 3000 },
    );
  },
);

test.each<[string, string, (value: unknown) => boolean]>([
  ['a number too large', '{"timers":{"escalate":1e999}}', (value) => isInner({ ...plain(), ...(value as object) })],
  ['a field of a later release', '{"later":1}', (value) => isInner({ ...plain(), ...(value as object) })],
  ['a list of three', '{"firing":[0,0,0]}', (value) => isInner({ ...plain(), ...(value as object) })],
  ['a label named as what objects are made of', '{"__proto__":"x"}', isLabels],
  ['a list for labels', '[]', isLabels],
  ['an object for links', '{}', isLinks],
  ['nothing', 'null', isInner],
])('%s is left to the schema', (_, json, isWritten) => {
  expect(isInner(plain())).toBe(true);
  expect(isWritten(JSON.parse(json))).toBe(false);
});

function plain(): object {
  return {
    severityPinned: false,
    firing: [0, 0, 1, 0],
    routeUrgency: null,
    acknowledgedKind: null,
    acks: [],
    resolution: null,
    mergedInto: null,
    reopens: [],
    timers: {},
    run: null,
  };
}

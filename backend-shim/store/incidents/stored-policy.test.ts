import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Policy, Step, StepConditions } from '#domain/escalation/policy';
import { SEVERITIES } from '#domain/incident/signal/alert';
import type { TimeWindow } from '#domain/time/window';
import { readStored } from '../stored/json.ts';
import { storedPolicy } from './stored-policy.ts';

/** Every field of the type is drawn, so that none is forgotten where it is stored. */
type Drawn<Value> = { [Field in keyof Required<Value>]: fc.Arbitrary<Value[Field]> };

const text = fc.string({ maxLength: 6 });
const ms = fc.nat(3_600_000);
const target = fc.oneof(
  fc.record({ kind: fc.constant('user' as const), user: text }),
  fc.record({ kind: fc.constant('team' as const), team: text }),
  fc.record({ kind: fc.constant('channel' as const), channel: text }),
  fc.record({ kind: fc.constant('roundRobin' as const), users: fc.array(text, { maxLength: 3 }) }),
  fc.record({
    kind: fc.constant('rota' as const),
    rota: text,
    who: fc.constantFrom('current' as const, 'next' as const, 'everyone' as const),
  }),
);
const window = fc.record({
  timeZone: fc.constant('Europe/Paris'),
  holidays: fc.option(fc.constant('FR')),
  windows: fc.constant<TimeWindow['windows']>([{ days: ['daily'], from: '08:00', to: '20:00' }]),
} satisfies Drawn<TimeWindow>);
const conditions = fc.record({
  window: fc.option(window),
  minSeverity: fc.option(fc.constantFrom(...SEVERITIES)),
  match: fc.array(fc.record({ name: text, operator: fc.constantFrom('=' as const, '!~' as const), value: text }), {
    maxLength: 2,
  }),
  alerts: fc.option(fc.record({ count: fc.nat(9), within: ms })),
} satisfies Drawn<StepConditions>);
const step = fc.record(
  {
    notify: fc.array(target, { maxLength: 3 }),
    urgency: fc.option(fc.constantFrom('default' as const, 'urgent' as const)),
    wait: ms,
    when: fc.option(conditions),
    requireAcks: fc.nat(3),
    onlyNew: fc.boolean(),
    until: fc.record({ id: text, window: fc.option(window) }),
  } satisfies Drawn<Step>,
  { requiredKeys: ['notify', 'urgency', 'wait', 'when', 'requireAcks', 'onlyNew'] },
);
const policy = fc.record({
  id: text,
  name: text,
  team: fc.option(text),
  repeat: fc.nat(10),
  ackTimeout: fc.option(ms),
  steps: fc.array(step, { maxLength: 3 }),
  onExhausted: fc.option(fc.array(target, { maxLength: 2 })),
} satisfies Drawn<Policy>);

test('a policy is read as it was stored', () => {
  fc.assert(
    fc.property(policy, (value) => {
      const stored = JSON.stringify(value);
      expect(readStored(storedPolicy, stored, { kind: 'policyCopies', id: 'one' })).toEqual({ ok: true, value });
    }),
  );
});

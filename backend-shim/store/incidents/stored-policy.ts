/** Reads the copy of a policy that an incident runs on. */
import { z } from 'zod';
import type { AwaitedWindow, Policy, Step, StepConditions, StepTarget } from '#domain/escalation/policy';
import type { WholeShape } from '../stored/json.ts';

type TargetOf<Kind extends StepTarget['kind']> = WholeShape<Extract<StepTarget, { kind: Kind }>>;

const target = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('rota'),
    rota: z.string(),
    who: z.enum(['current', 'next', 'everyone']),
  } satisfies TargetOf<'rota'>),
  z.object({ kind: z.literal('user'), user: z.string() } satisfies TargetOf<'user'>),
  z.object({ kind: z.literal('team'), team: z.string() } satisfies TargetOf<'team'>),
  z.object({ kind: z.literal('roundRobin'), users: z.array(z.string()) } satisfies TargetOf<'roundRobin'>),
  z.object({ kind: z.literal('channel'), channel: z.string() } satisfies TargetOf<'channel'>),
]);
const conditions = z.object({
  // A window that cannot be evaluated throws when its step is entered; the step is then skipped.
  window: z.looseObject({}).nullable().default(null),
  minSeverity: z.enum(['info', 'warning', 'error', 'critical']).nullable().default(null),
  match: z
    .array(z.looseObject({ name: z.string(), operator: z.enum(['=', '!=', '=~', '!~']), value: z.string() }))
    .default([]),
  alerts: z
    .object({ count: z.number(), within: z.number() } satisfies WholeShape<NonNullable<StepConditions['alerts']>>)
    .nullable()
    .default(null),
} satisfies WholeShape<StepConditions>);
const step = z.object({
  notify: z.array(target),
  urgency: z.enum(['default', 'urgent']).nullable().default(null),
  wait: z.number().min(0),
  when: conditions.nullable().default(null),
  requireAcks: z.number().default(1),
  onlyNew: z.boolean().default(false),
  // A window that cannot be evaluated never opens; the step is then entered at once.
  until: z
    .object({ id: z.string(), window: z.looseObject({}).nullable() } satisfies WholeShape<AwaitedWindow>)
    .optional(),
} satisfies WholeShape<Step>);

export const storedPolicy = z.object({
  id: z.string(),
  name: z.string(),
  team: z.string().nullable().default(null),
  repeat: z.number().min(0).default(0),
  ackTimeout: z.number().nullable().default(null),
  steps: z.array(step),
  onExhausted: z.array(target).nullable().default(null),
} satisfies WholeShape<Policy>);

/** Reads the copy of a policy that an incident runs on. */
import { z } from 'zod';
import type { Policy, Step, StepConditions } from '#domain/escalation/policy';

/** A field that is missing here would be dropped at the next reading, and its step page as if it were not set. */
type Whole<Shape> = Record<keyof Shape, z.ZodType>;

const target = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('rota'), rota: z.string(), who: z.enum(['current', 'next', 'everyone']) }),
  z.object({ kind: z.literal('user'), user: z.string() }),
  z.object({ kind: z.literal('team'), team: z.string() }),
  z.object({ kind: z.literal('roundRobin'), users: z.array(z.string()) }),
  z.object({ kind: z.literal('channel'), channel: z.string() }),
]);
const conditions = z.object({
  // A window that cannot be evaluated throws when its step is entered; the step is then skipped.
  window: z.looseObject({}).nullable().default(null),
  minSeverity: z.enum(['info', 'warning', 'error', 'critical']).nullable().default(null),
  match: z
    .array(z.looseObject({ name: z.string(), operator: z.enum(['=', '!=', '=~', '!~']), value: z.string() }))
    .default([]),
  alerts: z.object({ count: z.number(), within: z.number() }).nullable().default(null),
} satisfies Whole<StepConditions>);
const step = z.object({
  notify: z.array(target),
  urgency: z.enum(['default', 'urgent']).nullable().default(null),
  wait: z.number().min(0),
  when: conditions.nullable().default(null),
  requireAcks: z.number().default(1),
  onlyNew: z.boolean().default(false),
  // A window that cannot be evaluated never opens; the step is then entered at once.
  until: z.object({ id: z.string(), window: z.looseObject({}).nullable() }).optional(),
} satisfies Whole<Step>);

export const storedPolicy = z.object({
  id: z.string(),
  name: z.string(),
  team: z.string().nullable().default(null),
  repeat: z.number().min(0).default(0),
  ackTimeout: z.number().nullable().default(null),
  steps: z.array(step),
  onExhausted: z.array(target).nullable().default(null),
} satisfies Whole<Policy>);

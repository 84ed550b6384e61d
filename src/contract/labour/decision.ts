/** Defines **decisions**: a person's reason for short notice, or for urgent works that suspend a rest. */
import { z } from 'zod';
import { optional, strict } from '#contract/base/schema';
import { id, instant, login, text } from '#contract/base/scalars';
import { exactlyOneOf, wellFormed } from '#contract/base/why';
import { duration } from '#contract/time/duration';
import { pageQuery } from '#contract/list';
import { DECISION_KINDS } from '#domain/labour/facts/model';
import { DAY } from '#domain/time/duration';

const reason = text.min(10, 'must be at least 10 characters');

/** `POST decisions`: urgent works (D3131-1, L3132-4). For weekly rest R3172-6 asks for the three optional fields. */
export const newDecision = strict({
  finding: z
    .string()
    .regex(...wellFormed('id', /^[0-9a-f]{16}$/, 'must be the id of a finding'))
    .nullish(),
  /** A rest that applies and is waived: the person begins as planned, and the missing rest is owed. */
  rest: id.nullish(),
  reason,
  inspectorToldAt: optional(instant),
  until: optional(instant),
  headcount: optional(z.int().min(1).max(100_000)),
  /** More rest than the finding says is owed. */
  owed: duration({ max: 7 * DAY }).nullish(),
}).superRefine(exactlyOneOf('finding', 'rest'));

export type NewDecision = z.output<typeof newDecision>;

export const decisionQuery = strict({ unit: id.optional(), user: login.optional(), ...pageQuery });

/** Rest that was given to settle a decision. */
export const settledRest = strict({ from: instant, to: instant });

export const decision = strict({
  id,
  kind: z.enum(DECISION_KINDS),
  unit: id,
  user: login,
  rota: id.nullable(),
  finding: z.string().nullable(),
  start: instant,
  end: instant,
  reason: text,
  inspectorToldAt: instant.nullable(),
  until: instant.nullable(),
  headcount: z.int().nullable(),
  /** Minutes. */
  owed: z.number(),
  owedBy: instant.nullable(),
  settled: z.array(settledRest),
  by: login,
  at: instant,
});

export type DecisionWire = z.output<typeof decision>;

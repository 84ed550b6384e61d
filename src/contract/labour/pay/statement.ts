/**
 * Defines **statements**: one person's month with its hours, compensation and interventions. Durations are minutes,
 * amounts minor units of the unit's currency, instants ISO 8601 with the offset of the unit's zone.
 */
import { z } from 'zod';
import { strict } from '#contract/base/schema';
import { id, login } from '#contract/base/scalars';
import { asProblem, wellFormed } from '#contract/base/why';
import { payEntry } from '#contract/labour/pay/pay';
import { rulesEntry } from '#contract/labour/rules';
import { workProfile } from '#contract/labour/work-profile';
import { DUTY_LEVELS } from '#domain/labour/facts/level';
import { UNIT_LANGUAGES } from '#domain/labour/facts/unit';
import { FINDING_SEVERITIES } from '#domain/labour/finding';
import { RULE_KINDS } from '#domain/labour/pack';
import { parseTime } from '#domain/time/local';

/** `2026-10`. */
export const month = z.string().regex(...wellFormed('other', /^\d{4}-\d{2}$/, 'must be a month such as 2026-10'));
const minutes = z.number();
/** With the offset of the unit's zone: `2026-10-05T09:00+02:00`. */
const zoned = z
  .string()
  .refine(
    (text) => 'instant' in (parseTime(text) ?? {}),
    asProblem('must be an instant with its offset', { reason: 'wrong-format', data: { format: 'instant' } }),
  );
/** A decimal number with a point. */
const decimal = z.string().regex(...wellFormed('other', /^-?\d+(\.\d+)?$/, 'must be a decimal number'));

/** One code at one price in one month. */
const payLine = strict({
  code: z.string(),
  /** The month that is paid; an earlier one than the statement's is a correction. */
  of: month,
  minutes: minutes.optional(),
  turns: decimal.optional(),
  rate: decimal.optional(),
  /** Minutes of rest that are earned. */
  rest: minutes.optional(),
  /** Of overtime; null: the contract counts days. */
  percent: z.number().nullable().optional(),
  /** Whether payroll is to pay hours that rest took away. */
  paid: z.boolean().optional(),
  /** null: computed by payroll, or rest. */
  amount: z.int().nullable(),
});

const hours = strict({
  onCall: minutes,
  weekday: minutes,
  saturday: minutes,
  sunday: minutes,
  holiday: minutes,
  /** Part of the four above. */
  night: minutes,
  intervention: minutes,
  travel: minutes,
  lostToRest: minutes,
});

const finding = strict({
  id: z.string(),
  rule: z.enum(RULE_KINDS),
  severity: z.enum(FINDING_SEVERITIES),
  start: zoned,
  end: zoned,
  rota: id.nullable(),
  article: z.string().nullable(),
  pack: z.string(),
  measured: z.number().nullable(),
  limit: z.number(),
  decision: z.string().nullable(),
});

export const statement = strict({
  unit: id,
  month,
  user: login,
  name: z.string(),
  payrollId: z.string().nullable(),
  rules: z.string().nullable(),
  provisional: z.boolean(),
  hours,
  duties: z.array(strict({ start: zoned, end: zoned, rota: id, level: z.enum(DUTY_LEVELS) })),
  interventions: z.array(
    strict({ start: zoned, end: zoned, travel: minutes, incident: z.int().nullable(), confirmed: z.boolean() }),
  ),
  lines: z.array(payLine),
  rests: z.array(strict({ rule: z.enum(RULE_KINDS), start: zoned, owed: minutes, given: minutes })),
  notices: z.array(strict({ start: zoned, end: zoned, rota: id, told: zoned.nullable(), reason: z.string() })),
  owed: minutes,
  findings: z.array(finding),
  inputs: strict({ rules: z.array(rulesEntry), pay: z.array(payEntry), profiles: z.array(workProfile) }),
  /** How the month was closed; absent while it is open. */
  closing: strict({
    at: zoned,
    /** Name of who closed it. */
    by: z.string(),
    /** Whether they closed their own month, since there was no second person. */
    alone: z.boolean(),
    reason: z.string().nullable(),
    /** How the amounts and the document are to be read. */
    currency: z.string(),
    language: z.enum(UNIT_LANGUAGES),
  }).nullish(),
});

export type StatementWire = z.output<typeof statement>;

/** Defines **pay** of a unit: from a date on, what on-call hours, turns and interventions are compensated with. */
import { z } from 'zod';
import { strict } from '#contract/base/schema';
import { id, name } from '#contract/base/scalars';
import { addProblem, asProblem, exactlyOneOf } from '#contract/base/why';
import { duration, toMilliseconds } from '#contract/time/duration';
import { localDate } from '#contract/time/local-date';
import { weeklyWindow } from '#contract/time/time-window';
import { DUTY_LEVELS } from '#domain/labour/facts/level';
import { DAY, HOUR, MINUTE } from '#domain/time/duration';

const WEEK = 7 * DAY;
const MOST_MONEY = 1_000_000;

/** The payroll's own word for a line; HR chooses it. */
const code = name.max(20);
const percent = z.number().min(0).max(1_000);

/** Money as people write it: a number of the unit's currency with at most this many decimals. */
function money(decimals: number) {
  return z
    .number()
    .min(0)
    .max(MOST_MONEY)
    .refine(
      (value) => Number(value.toFixed(decimals)) === value,
      asProblem(`must have at most ${decimals} decimals`, { reason: 'too-many-decimals', data: { max: decimals } }),
    );
}

const which = {
  level: z.enum(DUTY_LEVELS).nullish(),
  rotas: z.array(id).max(500).nullish(),
};

/** The first rule that matches an hour of on-call time takes it; the hour is paid or rested, never both. */
const hours = strict({
  code,
  text: name,
  /** In the unit's zone and public holidays; without it, all hours. */
  when: z.array(weeklyWindow).min(1).max(100).nullish(),
  ...which,
  /** Money for an hour. */
  rate: money(4).nullish(),
  /** Rest for an hour. */
  rest: duration({ min: MINUTE, max: 10 * HOUR }).nullish(),
}).superRefine(exactlyOneOf('rate', 'rest'));

/** A flat for each turn of a rota, shared by whoever was on call in it. */
const turn = strict({
  code,
  text: name,
  amount: money(2).nullish(),
  rest: duration({ min: MINUTE, max: WEEK }).nullish(),
  ...which,
}).superRefine(exactlyOneOf('amount', 'rest'));

const interventions = strict({
  code,
  text: name,
  minimum: duration({ max: DAY }).default('0s'),
  roundUpTo: duration({ min: MINUTE, max: DAY }).default('1m'),
  /** Interventions that lie closer together are one call. */
  group: duration({ max: DAY }).default('0s'),
});

const overtimeBand = strict({ above: duration({ min: HOUR, max: WEEK }), percent, code });
/** `upTo`: percent of `weeklyHours` above them; the last band has none. */
const partTimeBand = strict({ upTo: percent.nullish(), percent, code });

function checkRising(values: readonly number[], field: string, ctx: z.RefinementCtx): void {
  values.forEach((value, i) => {
    if (i > 0 && value <= (values[i - 1] as number)) {
      const before = `[${i - 1}].${field}`;
      addProblem(ctx, [i, field], `must be more than ${before}`, { reason: 'not-after', data: { field: before } });
    }
  });
}

export const payEntry = strict({
  from: localDate,
  hours: z.array(hours).max(100).default([]),
  turns: z.array(turn).max(100).default([]),
  interventions: interventions.nullish(),
  /** Of full time, by hours of the week; none: no line for overtime. */
  overtime: z
    .array(overtimeBand)
    .max(20)
    .superRefine((bands, ctx) =>
      checkRising(
        bands.map(({ above }) => toMs(above)),
        'above',
        ctx,
      ),
    )
    .default([]),
  /** Of part time. */
  partTime: z
    .array(partTimeBand)
    .max(20)
    .superRefine((bands, ctx) =>
      checkRising(
        bands.map(({ upTo }) => upTo ?? Infinity),
        'upTo',
        ctx,
      ),
    )
    .default([]),
  /** Ordinary hours that a rest took away; `paid` is a word for payroll. */
  lostToRest: strict({ code, text: name, paid: z.boolean().default(true) }).nullish(),
});

export type PayEntryWire = z.output<typeof payEntry>;

/** A text that is no duration has its own problem. */
function toMs(text: string): number {
  return duration().safeParse(text).success ? toMilliseconds(text) : Infinity;
}

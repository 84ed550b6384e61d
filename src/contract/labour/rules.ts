/** Defines **rules** of a unit: a pack from a date on, and the parameters that its agreement sets otherwise. */
import { z } from 'zod';
import { strict } from '#contract/base/schema';
import { clockTime, text } from '#contract/base/scalars';
import { duration, toMilliseconds } from '#contract/time/duration';
import { localDate, toDate } from '#contract/time/local-date';
import { NOTICE_COUNTS, REST_POLICIES, RULE_KINDS } from '#domain/labour/pack';
import type { RuleParams, RulesEntry } from '#domain/labour/pack';
import { PACK_IDS, PACKS } from '#domain/labour/packs/index';
import { DAY, HOUR } from '#domain/time/duration';

const off = strict({ off: z.literal(true) });

/** Parameters of a rule, each of which may be left to the pack; or the rule is off. */
function ruleChange<Shape extends z.core.$ZodShape>(shape: Shape) {
  return z.union([off, strict(shape)]).nullish();
}

const rest = {
  rest: duration({ min: HOUR, max: 7 * DAY }).optional(),
  policy: z.enum(REST_POLICIES).optional(),
  minInterruption: duration({ max: DAY }).optional(),
  owedWithin: duration({ min: DAY, max: 366 * DAY }).optional(),
};
const hours = { max: duration({ min: HOUR, max: 7 * DAY }).optional() };
const days = z.int().min(0).max(366);

export const rulesEntry = strict({
  from: localDate,
  pack: z.enum(PACK_IDS),
  /** The collective agreement that the numbers come from. */
  agreement: text.nullish(),
  notice: ruleChange({
    days: days.optional(),
    count: z.enum(NOTICE_COUNTS).optional(),
    clear: days.optional(),
    reason: z.enum(['required', 'optional']).optional(),
  }),
  compensation: ruleChange({}),
  restDaily: ruleChange({
    ...rest,
    within: z.union([z.literal('gap'), duration({ min: HOUR, max: 7 * DAY })]).optional(),
  }),
  restWeekly: ruleChange(rest),
  hoursDaily: ruleChange(hours),
  hoursWeekly: ruleChange(hours),
  hoursAverage: ruleChange({ ...hours, weeks: z.int().min(1).max(52).optional(), neutral: z.boolean().optional() }),
  eligible: ruleChange({ night: strict({ from: clockTime, to: clockTime }).optional() }),
  record: ruleChange({ after: duration({ max: 366 * DAY }).optional() }),
  document: ruleChange({ by: z.int().min(1).max(28).optional(), late: duration({ max: 366 * DAY }).optional() }),
});

export type RulesEntryWire = z.output<typeof rulesEntry>;

/** Parameters that are durations as they are written. */
const DURATIONS = new Set(['rest', 'within', 'minInterruption', 'owedWithin', 'max', 'after', 'late']);

function toChange(change: object): object {
  return Object.fromEntries(
    Object.entries(change)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, DURATIONS.has(name) && value !== 'gap' ? toMilliseconds(value as string) : value]),
  );
}

export function toRulesEntry(wire: RulesEntryWire): RulesEntry {
  const changes = RULE_KINDS.flatMap((kind) => {
    const change = wire[kind];
    return change === null || change === undefined ? [] : [[kind, toChange(change)] as const];
  });
  return {
    from: toDate(wire.from),
    pack: PACKS[wire.pack],
    // The schema ensures that each kind has only its own parameters.
    changes: Object.fromEntries(changes) as { [Kind in keyof RuleParams]?: Partial<RuleParams[Kind]> },
  };
}

/** Defines **units**: employer units with their rules and pay, the duties that count for them, and their HR. */
import { z } from 'zod';
import { payEntry } from '#contract/labour/pay/pay';
import { toPayRules } from '#contract/labour/pay/pay-rules';
import { rulesEntry, toRulesEntry } from '#contract/labour/rules';
import { optional, strict } from '#contract/base/schema';
import { clockTime, holidayRegion, id, name, ref, text, timeZone } from '#contract/base/scalars';
import { addProblem, wellFormed } from '#contract/base/why';
import { duration, toMilliseconds } from '#contract/time/duration';
import { localDate, toDate } from '#contract/time/local-date';
import { DUTY_LEVELS } from '#domain/labour/facts/level';
import { DUTY_KINDS, REST_PAGING, UNIT_LANGUAGES, WEEKDAYS } from '#domain/labour/facts/unit';
import type { Unit } from '#domain/labour/facts/unit';
import { DAY, MINUTE } from '#domain/time/duration';

/**
 * A rota whose shifts count for the unit; an unlisted rota counts for nothing in labour law. A deleted rota may stay
 * listed, so `rota` is no reference.
 */
const unitDuty = strict({
  rota: id,
  kind: z.enum(DUTY_KINDS),
  level: z.enum(DUTY_LEVELS).default('primary'),
  /** Default: the unit's `since`. */
  from: localDate.nullish(),
  until: localDate.nullish(),
}).superRefine(({ from, until }, ctx) => {
  if (from && until && until < from) {
    addProblem(ctx, ['until'], 'must not be before from', { reason: 'not-after', data: { field: 'from' } });
  }
});

/** Refuses two entries of one date: the last entry whose `from` has come holds, so two would leave open which. */
function checkDates(entries: ReadonlyArray<{ from: string }>, ctx: z.RefinementCtx): void {
  entries.forEach(({ from }, i) => {
    const first = entries.findIndex((other) => other.from === from);
    if (first < i) {
      const field = `[${first}].from`;
      addProblem(ctx, [i, 'from'], `is the same date as ${field}; each entry needs its own`, {
        reason: 'same-as-other',
        data: { field },
      });
    }
  });
}

/** Admins name HR. HR alone reads and writes what the unit pays. */
const hr = z.array(ref('user')).min(1, 'must name at least one person').max(100);

export const unit = strict({
  id,
  name,
  /** The first date on which its facts exist, at the earliest the day after its first save. */
  since: localDate,
  /** The zone of all local dates. */
  timeZone,
  holidays: optional(holidayRegion),
  /** ISO 4217. */
  currency: z
    .string()
    .regex(...wellFormed('currency', /^[A-Z]{3}$/, 'must be a currency such as EUR'))
    .default('EUR'),
  /** The language of documents. */
  language: z.enum(UNIT_LANGUAGES).default('en'),
  /** Printed on documents. */
  employer: strict({ name, registration: text.max(200).nullish(), address: text.max(500).nullish() }).nullish(),
  teams: z.array(ref('team')).max(100).default([]),
  /** Default: those of the teams. */
  managers: z.array(ref('user')).max(100).nullish(),
  hr,
  duties: z.array(unitDuty).max(500).default([]),
  rules: z.array(rulesEntry).min(1, 'must have at least one entry').max(100).superRefine(checkDates),
  pay: z.array(payEntry).max(100).superRefine(checkDates).default([]),
  night: strict({ from: clockTime, to: clockTime }).default({ from: '21:00', to: '06:00' }),
  /** When each person is told their duty, and how far ahead. */
  programme: strict({
    horizon: duration({ min: 7 * DAY, max: 366 * DAY }).default('8w'),
    day: z.enum(WEEKDAYS).default('mon'),
    at: clockTime.default('10:00'),
  }).default({ horizon: '8w', day: 'mon', at: '10:00' }),
  interventions: strict({ tail: duration({ min: MINUTE, max: DAY }).default('15m') }).default({ tail: '15m' }),
  /** Time from the 1st of the next month until a month closes. */
  closing: strict({ after: duration({ max: 31 * DAY }).default('5d') }).default({ after: '5d' }),
  /** Whether the pager lets people sleep who must rest. */
  restPaging: z.enum(REST_PAGING).default('hold'),
  /** Whether new messages wait for the person's next ordinary hours. */
  disconnect: z.boolean().default(true),
  /** Whether managers are told on Mondays who had short nights. */
  advice: z.boolean().default(true),
  retentionYears: z.int().min(1).max(30).default(5),
  /** Who checked the numbers, and when; null: nobody. */
  counsel: strict({ name, on: localDate }).nullish(),
});

export type UnitWire = z.output<typeof unit>;

/** What an Admin reads of a unit. */
export const unitInPart = strict({
  id: unit.shape.id,
  name: unit.shape.name,
  since: unit.shape.since,
  teams: unit.shape.teams,
  managers: unit.shape.managers,
  hr: unit.shape.hr,
});
export const UNIT_IN_PART = Object.keys(unitInPart.shape) as Array<keyof z.output<typeof unitInPart>>;

/** `PUT units/:id/hr`. */
export const unitHr = strict({ hr });

/** The unit as it is written: `managers` is empty if the unit leaves them to its teams, `since` is as stated. */
export function toUnit(wire: UnitWire): Unit {
  const { id, name, timeZone, holidays, language, teams, hr, night, restPaging, disconnect, retentionYears } = wire;
  const { rules, pay, currency, employer, programme, advice } = wire;
  const since = toDate(wire.since);
  return {
    id,
    name,
    since,
    timeZone,
    holidays,
    language,
    teams,
    hr,
    night,
    restPaging,
    disconnect,
    retentionYears,
    currency,
    pay: pay.map(toPayRules),
    written: { rules, pay },
    employer: employer
      ? { name: employer.name, registration: employer.registration ?? null, address: employer.address ?? null }
      : null,
    closingAfter: toMilliseconds(wire.closing.after),
    managers: wire.managers ?? [],
    duties: wire.duties.map(({ from, until, ...duty }) => ({
      ...duty,
      from: from ? toDate(from) : since,
      until: until ? toDate(until) : null,
    })),
    rules: rules.map(toRulesEntry),
    tail: toMilliseconds(wire.interventions.tail),
    programme: { ...programme, horizon: toMilliseconds(programme.horizon) },
    advice,
  };
}

/** The managers that the unit names; those of its teams if it names none. */
export function managersInForce(
  { managers, teams }: Pick<UnitWire, 'managers' | 'teams'>,
  managersOf: (team: string) => readonly string[],
): string[] {
  return managers ?? [...new Set(teams.flatMap(managersOf))];
}

/**
 * The unit as it acts: its managers are those of its teams unless it names some, and nothing that was recorded before
 * the day after its first save is ever judged.
 *
 * @param firstDay the day after the first save
 */
export function unitInForce(wire: UnitWire, managersOf: (team: string) => readonly string[], firstDay: number): Unit {
  const unit = toUnit(wire);
  return { ...unit, managers: managersInForce(wire, managersOf), since: Math.max(unit.since, firstDay) };
}

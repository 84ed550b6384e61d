/** Defines **work profiles**: one person's contract facts in a unit, as few as the rules need. */
import { z } from 'zod';
import { optional, strict } from '#contract/base/schema';
import { id, ref, text } from '#contract/base/scalars';
import { addProblem } from '#contract/base/why';
import { duration, toMilliseconds } from '#contract/time/duration';
import { localDate, toDate } from '#contract/time/local-date';
import { weeklyWindow } from '#contract/time/time-window';
import { CONTRACTS, ON_CALL_CHOICES } from '#domain/labour/facts/model';
import type { WorkProfile } from '#domain/labour/facts/model';
import { overlapOf } from '#domain/labour/facts/profile';
import { formatDuration, HOUR } from '#domain/time/duration';
import { formatDate } from '#domain/time/local';
import type { WeeklyWindow } from '#domain/time/weekly';

function checkSchedule(schedule: WeeklyWindow[], ctx: z.RefinementCtx): void {
  const found = overlapOf(schedule);
  if (found !== null) {
    const [first, second] = found;
    addProblem(ctx, [second], `overlaps schedule[${first}]; ordinary hours must not overlap`, {
      reason: 'overlaps',
      data: { field: `schedule[${first}]` },
    });
  }
}

export const workProfile = strict({
  /** Derived from the person and `from` if a file gives none. */
  id: optional(id),
  user: ref('user'),
  unit: ref('unit'),
  from: localDate,
  /** The last date on which it holds; null: until the next. */
  until: optional(localDate),
  contract: z.enum(CONTRACTS),
  weeklyHours: duration({ max: 60 * HOUR }).nullish(),
  payrollId: text.max(100).nullish(),
  onCall: z.enum(ON_CALL_CHOICES).default('yes'),
  /** The last date before the unit looks at `onCall` again. */
  onCallUntil: optional(localDate),
  schedule: z.array(weeklyWindow).max(50).superRefine(checkSchedule).default([]),
}).superRefine(({ from, until }, ctx) => {
  if (until !== null && until < from) {
    addProblem(ctx, ['until'], 'must not be before from', { reason: 'not-after', data: { field: 'from' } });
  }
});

export type WorkProfileWire = z.output<typeof workProfile>;

/** A profile without an id is identified by the person and its first date; a configured id may not contain an at sign. */
export function workProfileId({ id: given, user, from }: Pick<WorkProfileWire, 'id' | 'user' | 'from'>): string {
  return given ?? `work-${user}-${from}`.replace(/[^A-Za-z0-9._-]/g, '-').slice(0, 100);
}

/** The profile as HR writes it, without an id: what a statement keeps of it. */
export function fromWorkProfile(profile: WorkProfile): WorkProfileWire {
  const { user, unit, contract, weeklyHours, payrollId, onCall, schedule, from, until, onCallUntil } = profile;
  const date = (day: number | null) => (day === null ? null : formatDate(day));
  return {
    id: null,
    user,
    unit,
    contract,
    payrollId,
    onCall,
    from: formatDate(from),
    until: date(until),
    weeklyHours: weeklyHours === null ? null : formatDuration(weeklyHours),
    onCallUntil: date(onCallUntil),
    schedule: schedule.map(({ days, ...window }) => ({ ...window, days: [...days] })),
  };
}

export function toWorkProfile(wire: WorkProfileWire): WorkProfile {
  const { user, unit, contract, weeklyHours, payrollId, onCall, schedule, from, until, onCallUntil } = wire;
  return {
    user,
    unit,
    contract,
    weeklyHours: weeklyHours ? toMilliseconds(weeklyHours) : null,
    payrollId: payrollId ?? null,
    onCall,
    schedule,
    from: toDate(from),
    until: until === null ? null : toDate(until),
    onCallUntil: onCallUntil === null ? null : toDate(onCallUntil),
  };
}

/** Finds load that is spread badly. */
import { DAY, HOUR } from '#domain/time/duration';
import type { Span } from '#domain/time/span';
import { lengthOf } from '#domain/time/span';
import { toLocal } from '#domain/time/zone';
import { dutiesOf } from '#domain/rota/duties';
import type { ExaminedRota } from '#domain/rota/health/examined';
import type { HealthFinding } from '#domain/rota/health/model';
import type { PersonWorkload } from '#domain/rota/health/workload';
import type { OnCallHours } from '#domain/rota/health/model';
import { zoneOf } from '#domain/rota/health/workload';
import { resolve } from '#domain/rota/resolve';
import { LONGEST_RANGE } from '#domain/rota/validate';

/**
 * Finds participants whose turn never comes, or only where a higher layer hides it. In a long rotation a turn may lie
 * beyond the range, so missing people are searched further ahead.
 */
export function neverOnCall({
  subject: { rota, facts, from, to },
  duties,
  participants,
}: ExaminedRota): HealthFinding[] {
  const missing = participants.filter((user) => !duties.has(user));
  if (missing.length === 0) {
    return [];
  }
  const later = dutiesOf(resolve(rota, { ...facts, absences: [] }, to, from + LONGEST_RANGE));
  return missing
    .filter((user) => !later.has(user))
    .map((user) => ({
      kind: 'neverOnCall',
      start: from,
      end: to,
      users: [user],
      why: `${user} takes part, but is never on call`,
    }));
}

/** Finds a person with more than half of the covered time. */
export function singlePoints({ subject: { from, to }, duties, covered }: ExaminedRota): HealthFinding[] {
  const whole = lengthOf(covered);
  return [...duties].flatMap(([user, spans]) => {
    const share = lengthOf(spans) / whole;
    const percent = Math.round(share * 100);
    const why = `${user} is on call for ${percent} % of the time that is covered`;
    return share > 0.5
      ? [{ kind: 'singlePoint' as const, start: from, end: to, users: [user], why, details: { percent } }]
      : [];
  });
}

const MEASURES = [
  { name: 'hours', measure: 'total' },
  { name: 'night hours', measure: 'nights' },
  { name: 'weekend hours', measure: 'weekends' },
  { name: 'hours on public holidays', measure: 'holidays' },
] as const;

/**
 * Finds people with more than one and a half times the average, and by more than one shift: one turn more than the
 * others is fair.
 */
export function unfairShares(
  { subject: { from, to }, participants }: ExaminedRota,
  loads: readonly PersonWorkload[],
): HealthFinding[] {
  const regulars = loads.filter(({ user }) => participants.includes(user));
  return MEASURES.flatMap(({ name, measure }) => {
    const of = (load: OnCallHours): number => load[measure];
    const mean = regulars.reduce((sum, load) => sum + of(load), 0) / regulars.length;
    return regulars
      .filter((load) => of(load) > 1.5 * mean && of(load) - mean > of(load.oneShift))
      .map((load) => {
        const [hours, average] = [inHours(of(load)), inHours(mean)];
        return {
          kind: 'unfair' as const,
          start: from,
          end: to,
          users: [load.user],
          why: `${load.user} has ${hours} ${name}, the average is ${average}`,
          details: { measure, hours, average },
        };
      });
  });
}

function inHours(ms: number): number {
  return Math.round(ms / HOUR);
}

/** Finds runs without 24 hours off, in wall-clock time, so that a week with a clock change is a week. */
export function consecutiveDays(examined: ExaminedRota): HealthFinding[] {
  const { limits } = examined.subject;
  return [...examined.duties].flatMap(([user, spans]) => {
    const zone = zoneOf(user, examined);
    return runsOf(spans).flatMap(({ start, end }) => {
      const days = (toLocal(zone, end) - toLocal(zone, start)) / DAY;
      const shown = Math.floor(days * 10) / 10;
      const why = `${user} is on call for ${shown} days without 24 hours off`;
      return days > limits.consecutiveDays
        ? [{ kind: 'consecutiveDays' as const, start, end, users: [user], why, details: { days: shown } }]
        : [];
    });
  });
}

function runsOf(spans: readonly Span[]): Span[] {
  const runs: Span[] = [];
  for (const { start, end } of spans) {
    const last = runs.at(-1);
    if (last !== undefined && start - last.end < DAY) {
      last.end = end;
    } else {
      runs.push({ start, end });
    }
  }
  return runs;
}

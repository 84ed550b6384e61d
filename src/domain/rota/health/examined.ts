/** Prepares the timeline of a range for the checks. */
import { holidayDates } from '#domain/time/holidays';
import { coverage, openingHours } from '#domain/time/coverage';
import type { Span } from '#domain/time/span';
import { intersectSpans, subtractSpans } from '#domain/time/span';
import type { TimeWindow } from '#domain/time/window';
import { zoneTable } from '#domain/time/zone';
import type { DutySpans } from '#domain/rota/duties';
import { dutiesOf, gapsOf } from '#domain/rota/duties';
import type { HealthSubject } from '#domain/rota/health/model';
import type { Rota, RotaFacts } from '#domain/rota/model';
import { versionsOf } from '#domain/rota/model';
import { participantsOf } from '#domain/rota/participants';
import { resolve } from '#domain/rota/resolve';

export interface ExaminedRota {
  subject: HealthSubject;
  duties: DutySpans;
  /** When somebody should be on call. */
  expected: readonly Span[];
  /** When somebody is on call. */
  covered: readonly Span[];
  /** When somebody should be, and nobody is. */
  gaps: readonly Span[];
  /** States of the rota in force at some time of the range. */
  rotas: readonly Rota[];
  /** All participants of those states, once each. */
  participants: readonly string[];
}

export function examine(subject: HealthSubject): ExaminedRota {
  const { rota, facts, from, to } = subject;
  const range = from < to ? [{ start: from, end: to }] : [];
  const segments = resolve(rota, facts, from, to);
  const empty = gapsOf(segments);
  const expected = expectedSpans(subject.expected, facts, from, to);
  const versions = versionsOf(rota);
  const rotas = versions
    .filter((version, i) => (i === 0 || (version.from ?? -Infinity) < to) && (versions[i + 1]?.from ?? Infinity) > from)
    .map((version) => version.rota);
  const participants = participantsOf(
    rotas.flatMap(({ layers }) => layers),
    facts,
    from,
    to,
  );
  return {
    subject,
    duties: dutiesOf(segments),
    expected,
    covered: subtractSpans(range, empty),
    gaps: intersectSpans(empty, expected),
    rotas,
    participants,
  };
}

/** When somebody must be on call; without a window, always. */
export function expectedSpans(expected: TimeWindow | null, facts: RotaFacts, from: number, to: number): Span[] {
  if (from >= to) {
    return [];
  }
  return expected === null
    ? [{ start: from, end: to }]
    : coverage(
        openingHours(
          expected,
          zoneTable(facts.zones, expected.timeZone),
          holidayDates(facts.holidays, expected.holidays),
        ),
        from,
        to,
      );
}

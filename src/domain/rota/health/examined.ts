/** The timeline of a range, seen in the ways that the checks need. */
import { holidayDates } from '#domain/time/calendar';
import { coverage, openingHours } from '#domain/time/coverage';
import type { Span } from '#domain/time/span';
import { intersectSpans, subtractSpans } from '#domain/time/span';
import { zoneTable } from '#domain/time/zone';
import type { Duties } from '#domain/rota/duties';
import { dutiesOf, gapsOf } from '#domain/rota/duties';
import type { HealthSubject } from '#domain/rota/health';
import type { Rota } from '#domain/rota/model';
import { versionsOf } from '#domain/rota/model';
import { resolve } from '#domain/rota/resolve';

export interface Examined {
  subject: HealthSubject;
  duties: Duties;
  /** When somebody should be on call. */
  expected: readonly Span[];
  /** When somebody is. */
  covered: readonly Span[];
  /** When somebody should be, and nobody is. */
  gaps: readonly Span[];
  /** States of the rota in force at some time of the range. */
  rotas: readonly Rota[];
  /** All participants of those states, once each. */
  participants: readonly string[];
}

export function examine(subject: HealthSubject): Examined {
  const { rota, facts, from, to } = subject;
  const range = from < to ? [{ start: from, end: to }] : [];
  const segments = resolve(rota, facts, from, to);
  const empty = gapsOf(segments);
  const expected = expectedSpans(subject);
  const versions = versionsOf(rota);
  const rotas = versions.filter((version, i) => (i === 0 || (version.from ?? -Infinity) < to) && (versions[i + 1]?.from ?? Infinity) > from).map(version => version.rota);
  const participants = [...new Set(rotas.flatMap(({ layers }) => layers.flatMap(layer => layer.participants.flat())))];
  return { subject, duties: dutiesOf(segments), expected, covered: subtractSpans(range, empty), gaps: intersectSpans(empty, expected), rotas, participants };
}

function expectedSpans({ expected, facts, from, to }: HealthSubject): Span[] {
  if (from >= to) {
    return [];
  }
  return expected === null
    ? [{ start: from, end: to }]
    : coverage(openingHours(expected, zoneTable(facts.zones, expected.timeZone), holidayDates(facts.holidays, expected.holidays)), from, to);
}

/** Finds calendars of a rota that cannot be read, or that name unknown people. */
import { intersectSpans } from '#domain/time/span';
import { isStale } from '#domain/calendar/source';
import type { CalendarFreshness } from '#domain/calendar/source';
import { HOUR } from '#domain/time/duration';
import type { ExaminedRota } from '#domain/rota/health/examined';
import type { HealthFinding } from '#domain/rota/health/model';

/** Enough to see what is wrong: one alias usually mends all of them. */
const MOST_UNMATCHED = 10;

export function calendarFindings({ subject }: ExaminedRota): HealthFinding[] {
  const { calendars = [], now = subject.from } = subject;
  return calendars.flatMap((calendar) => [...stale(calendar, subject, now), ...unmatched(calendar, subject)]);
}

function stale(calendar: CalendarFreshness, { from, to }: ExaminedRota['subject'], now: number): HealthFinding[] {
  if (!isStale(calendar, now)) {
    return [];
  }
  const hours = calendar.knownAt === null ? null : Math.floor((now - calendar.knownAt) / HOUR);
  const since =
    hours === null ? 'could never be read' : `was last read ${hours} hours ago; what it said then still counts`;
  const reason = calendar.failure === null ? '' : ` (${calendar.failure})`;
  return [
    {
      kind: 'calendarStale',
      start: from,
      end: to,
      users: [],
      why: `the calendar "${calendar.name}" ${since}${reason}`,
      details: { calendar: calendar.name, readHoursAgo: hours, failure: calendar.failure },
    },
  ];
}

function unmatched(calendar: CalendarFreshness, { from, to }: ExaminedRota['subject']): HealthFinding[] {
  const spans = intersectSpans(calendar.unmatched, [{ start: from, end: to }]).slice(0, MOST_UNMATCHED);
  return spans.map((span) => ({
    kind: 'calendarUnmatched',
    ...span,
    users: [],
    why: `an event of the calendar "${calendar.name}" names nobody who is known here`,
    details: { calendar: calendar.name },
  }));
}

/** Computes what a handoff means: whose duty began, whose ended, and when to check again. */
import { dutiesOf } from '#domain/rota/duties';
import type { OnCallSource, OnCallSegment } from '#domain/rota/model';

/** A stretch of worked duty; `end` is null if it continues. */
interface WorkedDuty {
  user: string;
  start: number;
  end: number | null;
  source: OnCallSource;
}

export interface HandoffNews {
  /** Duties that ended since the last check, with their true end. */
  ended: Array<{ user: string; end: number }>;
  /** Duties that began since, including those that have ended already. */
  began: WorkedDuty[];
}

/**
 * @param segments who was on call from the last check until just after now
 * @param open people whose duty continued at the last check
 * @param now the end of the past: a segment that reaches it continues
 */
export function handoffNews(segments: readonly OnCallSegment[], open: ReadonlySet<string>, now: number): HandoffNews {
  const news: HandoffNews = { ended: [], began: [] };
  const first = segments[0]?.start ?? now;
  for (const [user, spans] of dutiesOf(segments)) {
    for (const span of spans) {
      const end = span.end > now ? null : span.end;
      const goesOn = open.has(user) && span.start === first;
      if (!goesOn) {
        news.began.push({ user, start: span.start, end, source: sourceAt(segments, user, span.start) });
      } else if (end !== null) {
        news.ended.push({ user, end });
      }
    }
  }
  const stillOn = new Set(segments[0]?.onCall.map((one) => one.user) ?? []);
  for (const user of open) {
    if (!stillOn.has(user)) {
      news.ended.push({ user, end: first });
    }
  }
  return news;
}

function sourceAt(segments: readonly OnCallSegment[], user: string, at: number): OnCallSource {
  const found = segments
    .find((segment) => segment.start <= at && at < segment.end)
    ?.onCall.find((one) => one.user === user);
  return found?.source ?? { layer: '' };
}

export interface UpcomingShift {
  user: string;
  start: number;
  end: number;
}

/** Shifts that begin after `now` within the segments, earliest first. */
export function upcomingShifts(segments: readonly OnCallSegment[], now: number): UpcomingShift[] {
  const shifts = [...dutiesOf(segments)].flatMap(([user, spans]) =>
    spans.filter((span) => span.start > now).map((span) => ({ user, ...span })),
  );
  return shifts.sort((a, b) => a.start - b.start);
}

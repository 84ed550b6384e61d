/**
 * Lists the shifts of a rota as events of a calendar. A shift keeps its UID as long as its rota, person and start stay the
 * same, so that programs that read it again, or from elsewhere, change nothing.
 */
import { dutiesOf } from '#domain/rota/duties';
import type { AnyRota, RotaFacts } from '#domain/rota/model';
import { resolve } from '#domain/rota/resolve';
import { DAY } from '#domain/time/duration';

/** A shift that began before the range keeps the UID of its true start, as far as it is known. */
export const LOOK_BACK = 400 * DAY;

export interface CalendarEventShift {
  rota: string;
  user: string;
  start: number;
  end: number;
  /** Whether the shift began before anything that was looked at. */
  endless: boolean;
}

/** @returns shifts that touch `from` to `to`, with their true starts */
export function eventShifts(
  id: string,
  rota: AnyRota,
  facts: RotaFacts,
  { from, to, now }: { from: number; to: number; now: number },
): CalendarEventShift[] {
  const first = now - LOOK_BACK;
  return [...dutiesOf(resolve(rota, facts, first, to))]
    .flatMap(([user, spans]) =>
      spans.map(({ start, end }) => ({ rota: id, user, start, end, endless: start === first })),
    )
    .filter((shift) => shift.end > from);
}

export function uidOf({ rota, user, start, endless }: CalendarEventShift): string {
  return `${rota}.${user}.${endless ? 'always' : start}@vigie`;
}

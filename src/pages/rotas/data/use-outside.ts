/** A hook for outside calendars: their shifts for layers, and their absences. */
import { useMemo } from 'react';
import type { CalendarShiftsWire, CalendarWire } from '#contract/rotas/calendar';
import type { Stored } from '#contract/stored';
import type { Absence, CalendarShifts } from '#domain/rota/model';
import { segment } from '../../../api/client/client.ts';
import type { ApiFailure } from '../../../api/client/failure.ts';
import { useApiPages, useApiEach } from '../../../api/client/use-api.ts';
import { now } from '../../../api/live/clock.ts';

export interface OutsideData {
  calendars: readonly Stored<CalendarWire>[];
  shifts: CalendarShifts;
  absences: readonly Absence[];
}

/** Whole years around today, so that the query stays the same all year and below the five-year limit. */
function years(): { from: string; to: string } {
  const year = new Date(now()).getUTCFullYear();
  return { from: `${year - 1}-01-01T00:00:00.000Z`, to: `${year + 3}-01-01T00:00:00.000Z` };
}

type CalendarShiftWire = CalendarShiftsWire['shifts'][number];

const toShift = ({ user, start, end, knownAt }: CalendarShiftWire) => ({
  user,
  start: Date.parse(start),
  end: Date.parse(end),
  knownAt: Date.parse(knownAt),
});

function absencesOf(calendar: string, shifts: readonly CalendarShiftWire[]): Absence[] {
  return shifts.flatMap(({ absence, ...shift }, i): Absence[] =>
    absence === null
      ? []
      : [
          {
            id: `${calendar} ${i}`,
            user: shift.user,
            start: Date.parse(shift.start),
            end: Date.parse(shift.end),
            kind: absence,
          },
        ],
  );
}

function outsideOf(
  calendars: readonly Stored<CalendarWire>[],
  answers: ReadonlyArray<CalendarShiftsWire | null>,
): OutsideData {
  const all = calendars.map(({ id }, i) => ({ id, shifts: answers[i]?.shifts ?? [] }));
  return {
    calendars,
    shifts: Object.fromEntries(
      all.map(({ id, shifts }) => [id, shifts.filter(({ absence }) => absence === null).map(toShift)]),
    ),
    absences: all.flatMap(({ id, shifts }) => absencesOf(id, shifts)),
  };
}

/** A calendar that cannot be read counts as empty; the health of the rota reports it. */
export function useOutside(): { outside: OutsideData | null; failure: ApiFailure | null } {
  const calendars = useApiPages<Stored<CalendarWire>>({ path: 'calendars' }, { live: ['rota'] });
  const asks = useMemo(
    () =>
      calendars.data && calendars.data.map(({ id }) => ({ path: `calendars/${segment(id)}/shifts`, query: years() })),
    [calendars.data],
  );
  const shifts = useApiEach<CalendarShiftsWire>(asks, { live: ['rota'], keep: true });
  const outside = useMemo(
    () =>
      calendars.data === null || shifts.data === null || shifts.data.length !== calendars.data.length
        ? null
        : outsideOf(calendars.data, shifts.data),
    [calendars.data, shifts.data],
  );
  return { outside, failure: calendars.failure ?? shifts.failure };
}

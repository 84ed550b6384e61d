/** How much each person is on call, and how much of it is at times that people would rather be free. */
import { holidayDates } from '#domain/time/calendar';
import { coverage, openingHours } from '#domain/time/coverage';
import type { Span } from '#domain/time/span';
import { intersectSpans, lengthOf } from '#domain/time/span';
import type { WeeklyWindow } from '#domain/time/window';
import type { ZoneTable } from '#domain/time/zone';
import { zoneTable } from '#domain/time/zone';
import type { Examined } from '#domain/rota/health/examined';

/** All in milliseconds on call. */
export interface Workload {
  user: string;
  total: number;
  /** 22:00–06:00 where the person lives. */
  nights: number;
  /** Saturdays and Sundays there. */
  weekends: number;
  /** Public holidays of the rota's region. */
  holidays: number;
  longestShift: number;
}

const NIGHTS: WeeklyWindow[] = [{ days: ['daily'], from: '22:00', to: '06:00' }];
const WEEKENDS: WeeklyWindow[] = [{ days: ['weekend'], from: '00:00', to: '00:00' }];
const HOLIDAYS: WeeklyWindow[] = [{ days: ['holiday'], from: '00:00', to: '00:00' }];

interface Hardships {
  nights: readonly Span[];
  weekends: readonly Span[];
  holidays: readonly Span[];
}

/** Of everybody who takes part or is on call, also those with nothing. */
export function workloads(examined: Examined): Workload[] {
  const byZone = new Map<ZoneTable, Hardships>();
  const users = new Set([...examined.participants, ...examined.duties.keys()]);
  return [...users].map(user => {
    const zone = zoneOf(user, examined);
    const hard = byZone.get(zone) ?? hardships(zone, examined);
    byZone.set(zone, hard);
    return workload(user, examined.duties.get(user) ?? [], hard);
  });
}

function workload(user: string, spans: readonly Span[], hard: Hardships): Workload {
  return {
    user,
    total: lengthOf(spans),
    nights: lengthOf(intersectSpans(spans, hard.nights)),
    weekends: lengthOf(intersectSpans(spans, hard.weekends)),
    holidays: lengthOf(intersectSpans(spans, hard.holidays)),
    longestShift: spans.reduce((longest, { start, end }) => Math.max(longest, end - start), 0),
  };
}

/** Where the person lives, as far as known. */
export function zoneOf(user: string, { subject: { people, facts }, rotas }: Examined): ZoneTable {
  const own = people.get(user)?.timeZone ?? null;
  const table = own === null ? undefined : facts.zones[own];
  return table ?? zoneTable(facts.zones, rotas[0]?.timeZone ?? '');
}

function hardships(zone: ZoneTable, { subject: { facts, from, to }, rotas }: Examined): Hardships {
  const dates = holidayDates(facts.holidays, rotas[0]?.holidays ?? null);
  const within = (windows: WeeklyWindow[]): Span[] => coverage(openingHours({ windows }, zone, dates), from, to);
  return { nights: within(NIGHTS), weekends: within(WEEKENDS), holidays: within(HOLIDAYS) };
}

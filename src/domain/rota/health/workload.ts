/** Counts how much each person is on call, and how much of it at times when people prefer to be free. */
import { holidayDates } from '#domain/time/holidays';
import { coverage, openingHours } from '#domain/time/coverage';
import type { Span } from '#domain/time/span';
import { lengthWithin } from '#domain/time/span';
import type { WeeklyWindow } from '#domain/time/weekly';
import type { ZoneTable } from '#domain/time/zone';
import { zoneTable } from '#domain/time/zone';
import type { OnCallHours } from '#domain/rota/health/model';
import type { ExaminedRota } from '#domain/rota/health/examined';

export interface PersonWorkload extends OnCallHours {
  user: string;
  /** The most of each that one unbroken shift brought. */
  oneShift: OnCallHours;
}

const NIGHTS: WeeklyWindow[] = [{ days: ['daily'], from: '22:00', to: '06:00' }];
const WEEKENDS: WeeklyWindow[] = [{ days: ['weekend'], from: '00:00', to: '00:00' }];
const HOLIDAYS: WeeklyWindow[] = [{ days: ['holiday'], from: '00:00', to: '00:00' }];

interface Hardships {
  nights: readonly Span[];
  weekends: readonly Span[];
  holidays: readonly Span[];
}

/** Everybody who takes part or is on call, including people without any load. */
export function workloads(examined: ExaminedRota): PersonWorkload[] {
  const byZone = new Map<ZoneTable, Hardships>();
  const users = new Set([...examined.participants, ...examined.duties.keys()]);
  return [...users].map((user) => {
    const zone = zoneOf(user, examined);
    const hard = byZone.get(zone) ?? hardships(zone, examined);
    byZone.set(zone, hard);
    return workload(user, examined.duties.get(user) ?? [], hard);
  });
}

function workload(user: string, spans: readonly Span[], hard: Hardships): PersonWorkload {
  const sum: OnCallHours = { total: 0, nights: 0, weekends: 0, holidays: 0 };
  const oneShift: OnCallHours = { ...sum };
  for (const shift of spans) {
    for (const [measure, hours] of Object.entries(hoursOf(shift, hard)) as [keyof OnCallHours, number][]) {
      sum[measure] += hours;
      oneShift[measure] = Math.max(oneShift[measure], hours);
    }
  }
  return { user, ...sum, oneShift };
}

function hoursOf(shift: Span, { nights, weekends, holidays }: Hardships): OnCallHours {
  return {
    total: shift.end - shift.start,
    nights: lengthWithin(nights, shift),
    weekends: lengthWithin(weekends, shift),
    holidays: lengthWithin(holidays, shift),
  };
}

/** The person's zone, if known. */
export function zoneOf(user: string, { subject: { people, facts }, rotas }: ExaminedRota): ZoneTable {
  const own = people.get(user)?.timeZone ?? null;
  const table = own === null ? undefined : facts.zones[own];
  return table ?? zoneTable(facts.zones, rotas[0]?.timeZone ?? '');
}

function hardships(zone: ZoneTable, { subject: { facts, from, to }, rotas }: ExaminedRota): Hardships {
  const dates = holidayDates(facts.holidays, rotas[0]?.holidays ?? null);
  const within = (windows: WeeklyWindow[]): Span[] => coverage(openingHours({ windows }, zone, dates), from, to);
  return { nights: within(NIGHTS), weekends: within(WEEKENDS), holidays: within(HOLIDAYS) };
}

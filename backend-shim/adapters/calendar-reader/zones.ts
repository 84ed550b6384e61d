/**
 * Resolves the time zones that a calendar names to offset tables. A zone that the machine knows uses the machine's
 * data, so that a shift in a calendar and one in a rota change at the same instant; Windows names are translated; any
 * other name uses the calendar's own VTIMEZONE.
 */
import type { ZoneTable } from '#domain/time/zone';
import { zoneTableOf } from '../zones.ts';
import { all, first, RULE_NAME, text } from './components.ts';
import type { CalendarComponent } from './components.ts';
import { localOf, recurrences } from './recurrence.ts';
import WINDOWS_ZONES from './windows-zones.json' with { type: 'json' };

export interface CalendarZones {
  /** @param tzid null: a time without a zone */
  of(tzid: string | null): ZoneTable;
  /** The zone of times without one, and of whole days. */
  usual: ZoneTable;
  utc: ZoneTable;
  /** Names without any definition; their times are read in the usual zone. */
  unknown: ReadonlySet<string>;
}

export function zonesOf(calendar: CalendarComponent, wanted: string | null): CalendarZones {
  const utc: ZoneTable = { changes: [], offsets: [0] };
  const unknown = new Set<string>();
  const known = new Map<string, ZoneTable>();
  const own = new Map(calendar[2].filter(([name]) => name === 'vtimezone').map((one) => [text(one, 'tzid'), one]));
  const named = wanted ?? text(calendar, 'x-wr-timezone');
  const usual = lookUp(named, own) ?? utc;
  return {
    usual,
    utc,
    unknown,
    of: (tzid) => {
      if (tzid === null) {
        return usual;
      }
      const table = known.get(tzid) ?? lookUp(tzid, own);
      if (table === null) {
        unknown.add(tzid);
      }
      known.set(tzid, table ?? usual);
      return table ?? usual;
    },
  };
}

function lookUp(tzid: string, own: ReadonlyMap<string, CalendarComponent>): ZoneTable | null {
  const component = own.get(tzid);
  return tzid === ''
    ? null
    : (zoneTableOf(tzid) ?? windowsZone(tzid) ?? prefixedZone(tzid) ?? (component ? fromComponent(component) : null));
}

/** `/freeassociation.sourceforge.net/Europe/Paris` and the like: globally unique names (RFC 5545 §3.2.19). */
function prefixedZone(tzid: string): ZoneTable | null {
  const parts = tzid.startsWith('/') ? tzid.split('/').slice(-3) : [];
  const names = parts.map((_, i) => parts.slice(i).join('/')).filter((name) => name.includes('/'));
  return names.map(zoneTableOf).find((table) => table !== null) ?? null;
}

/** Names that Windows and Outlook give to zones, and the zone of the largest city; from node-ical, which a test compares. */
let windows: ReadonlyMap<string, string> | null = null;

function windowsZone(tzid: string): ZoneTable | null {
  windows ??= loadWindowsNames();
  const place = windows.get(tzid.trim().toLowerCase());
  return place === undefined ? null : zoneTableOf(place);
}

function loadWindowsNames(): ReadonlyMap<string, string> {
  const names = Object.entries(WINDOWS_ZONES).map(([name, place]) => [name.toLowerCase(), place] as const);
  // Outlook also writes its display names: "(UTC+01:00) Amsterdam, Berlin, …".
  return new Map(
    names.flatMap(([name, place]) => [
      [name, place] as const,
      [name.replace(/^\((?:utc|gmt)[^)]*\)\s*/, ''), place] as const,
    ]),
  );
}

interface ZoneOnset {
  at: number;
  before: number;
  after: number;
}

const FIRST = Date.UTC(1968, 0, 1);
const LAST = Date.UTC(2101, 0, 1);

/** Builds a table from the observances of a VTIMEZONE (RFC 5545 §3.6.5); null: none can be read. */
function fromComponent(component: CalendarComponent): ZoneTable | null {
  const onsets = component[2].flatMap(onsetsOf).sort((a, b) => a.at - b.at);
  const inForce = onsets.findLast(({ at }) => at <= FIRST);
  const later = onsets.filter(({ at }) => at > FIRST);
  const start = inForce?.after ?? later[0]?.before;
  if (start === undefined) {
    return null;
  }
  const changes: number[] = [];
  const offsets = [start];
  for (const { at, after } of later) {
    if (after !== offsets.at(-1)) {
      changes.push(at);
      offsets.push(after);
    }
  }
  return { changes, offsets };
}

function onsetsOf(observance: CalendarComponent): ZoneOnset[] {
  const [before, after] = [
    offsetOf(first(observance, 'tzoffsetfrom')?.[3]),
    offsetOf(first(observance, 'tzoffsetto')?.[3]),
  ];
  const start = localOf(first(observance, 'dtstart')?.[3]);
  if (before === null || after === null || start === null) {
    return [];
  }
  // Onsets are wall clocks of the offset before them; UNTIL is an instant (§3.3.10).
  const rule = first(observance, RULE_NAME)?.[3];
  const repeated =
    rule === undefined
      ? []
      : recurrences(rule, { start, wholeDay: false, wallOf: (instant) => instant + before }, FIRST, LAST);
  const extra = all(observance, 'rdate').flatMap(([, , , ...values]) =>
    values.map(localOf).filter((local) => local !== null),
  );
  return [...new Set([start, ...(repeated ?? []), ...extra])].map((local) => ({ at: local - before, before, after }));
}

const OFFSET = /^([+-])(\d{2}):?(\d{2})(?::?(\d{2}))?$/;

/** ms east of UTC. */
function offsetOf(value: unknown): number | null {
  const match = typeof value === 'string' ? OFFSET.exec(value) : null;
  if (match === null) {
    return null;
  }
  const size = (Number(match[2]) * 3600 + Number(match[3]) * 60 + Number(match[4] ?? 0)) * 1000;
  return match[1] === '-' ? -size : size;
}

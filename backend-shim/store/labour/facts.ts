/**
 * Reads the facts about one person in one unit from which rests and findings are computed, from rows and the
 * configuration.
 */
import { holidayDates } from '#domain/time/calendar';
import { DAY } from '#domain/time/duration';
import type { Span } from '#domain/time/span';
import type { ZoneTable } from '#domain/time/zone';
import { firstInstant, zoneTable } from '#domain/time/zone';
import type { DutySpan, InterventionRecord, PersonFacts } from '#domain/labour/facts/model';
import type { DutyKind, Unit, UnitDuty } from '#domain/labour/facts/unit';
import { resolve } from '#domain/rota/resolve';
import type { Directory } from '../../ports/directory.ts';
import type { InterventionTable } from '../schema/duties.ts';
import type { InterventionDetailTable } from '../schema/labour.ts';
import type { Db } from '../store.ts';
import { halfTravel } from './intervention-details.ts';
import { awayOf } from './ordinary-hours.ts';
import { readRestsOf } from './rests.ts';

/** A question about one person. */
export interface FactsQuestion {
  login: string;
  unit: Unit;
  /** Duties, interventions and rests that touch it are read. */
  range: Span;
  now: number;
  /** Rests need on-site duty alone; resolving rotas ahead takes time. */
  kinds: readonly DutyKind[];
}

export async function readPersonFacts(db: Db, directory: Directory, question: FactsQuestion): Promise<PersonFacts> {
  const { login, unit, range } = question;
  const { facts } = directory;
  const zone = zoneTable(facts.zones, unit.timeZone);
  const rests = await readRestsOf(db, login, range.start, range.end);
  const dutiesOf = (kind: DutyKind) => readDuties(db, directory, question, zone, kind);
  return {
    user: login,
    unit: unit.id,
    zone,
    holidays: holidayDates(facts.holidays, unit.holidays),
    since: unit.since,
    profiles: (directory.profiles.get(login) ?? []).filter((profile) => profile.unit === unit.id),
    away: awayOf(directory, login),
    onCall: await dutiesOf('onCall'),
    onSite: await dutiesOf('onSite'),
    interventions: await readInterventionRecords(db, login, range),
    rests: rests.map(({ planned_at, state, started_at }) => ({ plannedAt: planned_at, state, startedAt: started_at })),
    tail: unit.tail,
  };
}

/** Rows say who was on call until now; the rota says who will be. */
async function readDuties(
  db: Db,
  directory: Directory,
  { login, unit, range, now, kinds }: FactsQuestion,
  zone: ZoneTable,
  kind: DutyKind,
): Promise<DutySpan[]> {
  const duties = kinds.includes(kind) ? unit.duties.filter((duty) => duty.kind === kind) : [];
  if (duties.length === 0) {
    return [];
  }
  const past = await db
    .selectFrom('duties')
    .select(['rota', 'start_at', 'end_at'])
    .where('user', '=', login)
    .where('rota', 'in', [...new Set(duties.map(({ rota }) => rota))])
    .where('start_at', '<', Math.min(now, range.end))
    .where((is) => is.or([is('end_at', 'is', null), is('end_at', '>', range.start)]))
    .orderBy('start_at')
    .execute();
  return duties.flatMap((duty) => {
    const worked = past.filter(({ rota }) => rota === duty.rota);
    const spans = worked.map(({ start_at, end_at }) => ({ start: start_at, end: Math.min(end_at ?? now, now) }));
    const counted = countedSpan(duty, zone);
    return [
      ...spans,
      ...plannedSpans(directory, duty.rota, login, { start: Math.max(now, range.start), end: range.end }),
    ]
      .map(({ start, end }) => ({
        rota: duty.rota,
        start: Math.max(start, counted.start),
        end: Math.min(end, counted.end),
      }))
      .filter(({ start, end }) => start < end);
  });
}

function countedSpan({ from, until }: UnitDuty, zone: ZoneTable): Span {
  return {
    start: firstInstant(zone, from * DAY),
    end: until === null ? Infinity : firstInstant(zone, (until + 1) * DAY),
  };
}

function plannedSpans({ rotas, facts }: Directory, id: string, login: string, { start, end }: Span): Span[] {
  const rota = rotas.get(id);
  return rota === undefined || start >= end
    ? []
    : resolve(rota, facts, start, end).filter(({ onCall }) => onCall.some(({ user }) => user === login));
}

/** Reads the interventions that touch the range, by start. */
export async function readInterventionRecords(db: Db, login: string, range: Span): Promise<InterventionRecord[]> {
  const rows = await recordColumns(db)
    .where('i.user', '=', login)
    .where('i.start_at', '<', range.end)
    .where((is) => is.or([is('i.end_at', 'is', null), is('i.end_at', '>=', range.start)]))
    .orderBy('i.start_at')
    .orderBy('i.id')
    .execute();
  return rows.map(interventionRecord);
}

/** A query of interventions, as `interventionRecord` takes their rows. */
export function recordColumns(db: Db) {
  return db
    .selectFrom('interventions as i')
    .leftJoin('intervention_details as d', 'd.intervention', 'i.id')
    .select(['i.id', 'i.start_at', 'i.end_at', 'i.travel_ms', 'd.travel_before_ms', 'd.travel_after_ms'])
    .select(['d.acted_at', 'd.ended_by', 'd.confirmed_at']);
}

type InterventionColumns = Pick<InterventionTable, 'id' | 'start_at' | 'end_at' | 'travel_ms'> & {
  [Name in Exclude<keyof InterventionDetailTable, 'intervention' | 'asked_at' | 'confirmed_by' | 'unit'>]:
    InterventionDetailTable[Name] | null;
};

/** If only the whole travel time is known, half of it counts before and half after. */
export function interventionRecord(row: InterventionColumns): InterventionRecord {
  const half = halfTravel(row.travel_ms);
  return {
    id: row.id,
    start: row.start_at,
    end: row.end_at,
    endedBy: row.ended_by,
    actedAt: row.acted_at,
    confirmedAt: row.confirmed_at,
    travelBefore: row.travel_before_ms ?? half.before,
    travelAfter: row.travel_after_ms ?? half.after,
  };
}

/**
 * Reads the facts about many people of one unit from which findings are computed, from rows and the configuration, in
 * few queries.
 */
import type { DutySpan, InterventionRecord, PersonFacts } from '#domain/labour/facts/model';
import type { DutyKind, Unit, UnitDuty } from '#domain/labour/facts/unit';
import { resolve } from '#domain/rota/resolve';
import { holidayDates } from '#domain/time/calendar';
import { DAY } from '#domain/time/duration';
import type { Span } from '#domain/time/span';
import { firstInstant, zoneTable } from '#domain/time/zone';
import type { Directory } from '../../ports/directory.ts';
import type { Db } from '../store.ts';
import { interventionRecord, recordColumns } from './facts.ts';

export interface UnitQuestion {
  unit: Unit;
  logins: readonly string[];
  /** Duties, interventions and rests that touch it are read. */
  range: Span;
  now: number;
}

export async function readUnitFacts(db: Db, directory: Directory, question: UnitQuestion): Promise<PersonFacts[]> {
  const { unit, logins } = question;
  if (logins.length === 0) {
    return [];
  }
  const { facts, profiles } = directory;
  const shared = {
    unit: unit.id,
    zone: zoneTable(facts.zones, unit.timeZone),
    holidays: holidayDates(facts.holidays, unit.holidays),
    since: unit.since,
    tail: unit.tail,
  };
  const wanted = new Set(logins);
  const away = facts.absences.filter(({ user, kind }) => wanted.has(user) && (kind === 'leave' || kind === 'sick'));
  const [absences, duties] = [Map.groupBy(away, ({ user }) => user), await readDuties(db, directory, question)];
  const [interventions, rests] = [await readInterventions(db, question), await readRests(db, question)];
  return logins.map((user) => ({
    ...shared,
    user,
    profiles: (profiles.get(user) ?? []).filter((profile) => profile.unit === unit.id),
    away: absences.get(user) ?? [],
    onCall: duties.get(user)?.filter(({ kind }) => kind === 'onCall') ?? [],
    onSite: duties.get(user)?.filter(({ kind }) => kind === 'onSite') ?? [],
    interventions: interventions.get(user)?.map(({ record }) => record) ?? [],
    rests: rests.get(user) ?? [],
  }));
}

interface PersonDuty extends DutySpan {
  user: string;
  kind: DutyKind;
}

/** Rows say who was on call until now; the rota says who will be. */
async function readDuties(db: Db, directory: Directory, question: UnitQuestion): Promise<Map<string, PersonDuty[]>> {
  const { unit, logins, range, now } = question;
  const rotas = [...new Set(unit.duties.map(({ rota }) => rota))];
  if (rotas.length === 0) {
    return new Map();
  }
  const rows = await db
    .selectFrom('duties')
    .select(['rota', 'user', 'start_at', 'end_at'])
    .where('rota', 'in', rotas)
    .where('user', 'in', logins)
    .where('start_at', '<', Math.min(now, range.end))
    .where((is) => is.or([is('end_at', 'is', null), is('end_at', '>', range.start)]))
    .orderBy('start_at')
    .execute();
  const past = rows.map(({ rota, user, start_at, end_at }) => {
    return { rota, user, start: start_at, end: Math.min(end_at ?? now, now) };
  });
  const spans = [...past, ...rotas.flatMap((rota) => planned(directory, rota, question))];
  const byRota = Map.groupBy(spans, ({ rota }) => rota);
  const zone = zoneTable(directory.facts.zones, unit.timeZone);
  const counted = unit.duties.flatMap(({ rota, kind, from, until }) => {
    const [first, end] = [firstInstant(zone, from * DAY), endOf(until, zone)];
    return (byRota.get(rota) ?? [])
      .map((span) => ({ ...span, kind, start: Math.max(span.start, first), end: Math.min(span.end, end) }))
      .filter(({ start, end: last }) => start < last);
  });
  return Map.groupBy(counted, ({ user }) => user);
}

function endOf(until: UnitDuty['until'], zone: Parameters<typeof firstInstant>[0]): number {
  return until === null ? Infinity : firstInstant(zone, (until + 1) * DAY);
}

function planned({ rotas, facts }: Directory, id: string, { logins, range, now }: UnitQuestion) {
  const rota = rotas.get(id);
  const start = Math.max(now, range.start);
  const wanted = new Set(logins);
  return rota === undefined || start >= range.end
    ? []
    : resolve(rota, facts, start, range.end).flatMap((segment) =>
        segment.onCall
          .filter(({ user }) => wanted.has(user))
          .map(({ user }) => ({ rota: id, user, start: segment.start, end: segment.end })),
      );
}

async function readInterventions(
  db: Db,
  { logins, range }: UnitQuestion,
): Promise<Map<string, Array<{ user: string; record: InterventionRecord }>>> {
  const rows = await recordColumns(db)
    .select('i.user')
    .where('i.user', 'in', logins)
    .where('i.start_at', '<', range.end)
    .where((is) => is.or([is('i.end_at', 'is', null), is('i.end_at', '>=', range.start)]))
    .orderBy('i.start_at')
    .orderBy('i.id')
    .execute();
  const records = rows.map((row) => ({ user: row.user, record: interventionRecord(row) }));
  return Map.groupBy(records, ({ user }) => user);
}

async function readRests(db: Db, { logins, range }: UnitQuestion): Promise<Map<string, PersonFacts['rests']>> {
  const rows = await db
    .selectFrom('rests')
    .select(['user', 'planned_at', 'state', 'started_at'])
    .where('user', 'in', logins)
    .where('planned_at', '>=', range.start)
    .where('planned_at', '<', range.end)
    .orderBy('planned_at')
    .execute();
  const records = rows.map(({ user, planned_at, state, started_at }) => ({
    user,
    plannedAt: planned_at,
    state,
    startedAt: started_at,
  }));
  return Map.groupBy(records, ({ user }) => user);
}

/** Reads the facts from which rests and findings of a unit's people are computed, from rows and the configuration. */
import type { DutySpan, PersonFacts } from '#domain/labour/facts/model';
import { DUTY_KINDS } from '#domain/labour/facts/unit';
import type { DutyKind, Unit } from '#domain/labour/facts/unit';
import { resolve } from '#domain/rota/resolve';
import { holidayDates } from '#domain/time/holidays';
import { DAY, WEEK } from '#domain/time/duration';
import type { Span } from '#domain/time/span';
import { firstInstant, zoneTable } from '#domain/time/zone';
import type { Directory } from '../../ports/directory.ts';
import type { Db } from '../store.ts';
import { readInterventionRecords } from './intervention-records.ts';
import { isLeave } from './ordinary-hours.ts';
import { readRestsOf } from './rests/rests.ts';

/** A question about people of one unit. */
export interface FactsQuestion {
  unit: Unit;
  logins: readonly string[];
  /** Duties, interventions and rests that touch it are read. */
  range: Span;
  now: number;
  /** Only these duties are read, since resolving rotas ahead takes time. */
  kinds?: readonly DutyKind[];
}

/**
 * How far back rests read facts: the gap before the first examined start may have begun long before, but what moves its
 * end is recent.
 */
const RESTS_READ_BEFORE = 4 * WEEK;
const RESTS_READ_AFTER = 8 * DAY;

/** Reads what rests with a planned start in the range need: of duties, only those on site count as work. */
export async function readRestFacts(
  db: Db,
  directory: Directory,
  { login, unit, range, now }: Omit<FactsQuestion, 'logins' | 'kinds'> & { login: string },
): Promise<PersonFacts> {
  const facts = { start: range.start - RESTS_READ_BEFORE, end: range.end + RESTS_READ_AFTER };
  const [person] = await readFacts(db, directory, { unit, logins: [login], range: facts, now, kinds: ['onSite'] });
  return person as PersonFacts;
}

/** @returns the facts of each login, in the given order */
export async function readFacts(db: Db, directory: Directory, question: FactsQuestion): Promise<PersonFacts[]> {
  const { unit, logins, range } = question;
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
  const away = facts.absences.filter((one) => wanted.has(one.user) && isLeave(one));
  const [absences, duties] = [Map.groupBy(away, ({ user }) => user), await readDuties(db, directory, question)];
  const interventions = await readInterventionRecords(db, logins, range);
  const rests = Map.groupBy(await readRestsOf(db, logins, range.start, range.end), ({ user }) => user);
  return logins.map((user) => ({
    ...shared,
    user,
    profiles: (profiles.get(user) ?? []).filter((profile) => profile.unit === unit.id),
    away: absences.get(user) ?? [],
    onCall: duties.get(user)?.filter(({ kind }) => kind === 'onCall') ?? [],
    onSite: duties.get(user)?.filter(({ kind }) => kind === 'onSite') ?? [],
    interventions: interventions.get(user) ?? [],
    rests: (rests.get(user) ?? []).map(({ planned_at, state, started_at }) => {
      return { plannedAt: planned_at, state, startedAt: started_at };
    }),
  }));
}

interface PersonDuty extends DutySpan {
  user: string;
  kind: DutyKind;
}

/** Rows say who was on call until now; the rota says who will be. */
async function readDuties(db: Db, directory: Directory, question: FactsQuestion): Promise<Map<string, PersonDuty[]>> {
  const { unit, logins, range, now, kinds = DUTY_KINDS } = question;
  const duties = unit.duties.filter(({ kind }) => kinds.includes(kind));
  const rotas = [...new Set(duties.map(({ rota }) => rota))];
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
  const counted = duties.flatMap(({ rota, kind, from, until }) => {
    const first = firstInstant(zone, from * DAY);
    const end = until === null ? Infinity : firstInstant(zone, (until + 1) * DAY);
    return (byRota.get(rota) ?? [])
      .map((span) => ({ ...span, kind, start: Math.max(span.start, first), end: Math.min(span.end, end) }))
      .filter(({ start, end: last }) => start < last);
  });
  return Map.groupBy(counted, ({ user }) => user);
}

function planned({ rotas, facts }: Directory, id: string, { logins, range, now }: FactsQuestion) {
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

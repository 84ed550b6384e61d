/** Reads the facts besides the rota itself that its health depends on. */
import { freshnessOf } from '#domain/calendar/mapping';
import type { CalendarFreshness } from '#domain/calendar/source';
import { peopleFacts } from '#domain/notify/reachable';
import type { HealthSubject } from '#domain/rota/health/model';
import { peopleOf } from '#domain/rota/effort/concerned';
import { HEALTH_LIMITS } from '#domain/rota/health/model';
import type { AnyRota, RotaFacts } from '#domain/rota/model';
import { versionsOf } from '#domain/rota/model';
import { versionAt } from '#domain/rota/resolve';
import type { Directory } from '../../ports/directory.ts';
import { readCalendarStates } from './calendars.ts';
import type { Db } from '../store.ts';

export interface HealthQuestion {
  rota: AnyRota;
  /** Of the directory, or of a draft. */
  facts: RotaFacts;
  from: number;
  to: number;
  now: number;
}

export async function healthSubject(
  db: Db,
  directory: Directory,
  { rota, facts, from, to, now }: HealthQuestion,
): Promise<HealthSubject> {
  const state = versionAt(rota, Math.max(from, now));
  const expected = state?.expected === undefined ? null : (directory.timeWindows.get(state.expected) ?? null);
  const concerned = [...peopleOf([rota], facts)].flatMap((login) => directory.responders.get(login) ?? []);
  const people = peopleFacts(concerned, from, facts);
  const calendars = await freshnessFor(db, directory, rota);
  return {
    rota,
    facts,
    from,
    to,
    now,
    people,
    exclusive: exclusiveOf(directory, state?.id ?? '', state?.team ?? null),
    expected,
    limits: HEALTH_LIMITS,
    calendars,
  };
}

/** Rotas that the team does not want on one person at the same time as this one. */
function exclusiveOf({ teams, rotas }: Directory, id: string, team: string | null): AnyRota[] {
  const listed = (team === null ? undefined : teams.get(team))?.exclusiveRotas ?? [];
  return listed.includes(id) ? listed.flatMap((other) => (other === id ? [] : (rotas.get(other) ?? []))) : [];
}

/** Calendars that the rota's layers read, and calendars with absences of its team or of everybody. */
async function freshnessFor(db: Db, { calendars, responders }: Directory, rota: AnyRota): Promise<CalendarFreshness[]> {
  const latest = versionsOf(rota).at(-1)?.rota;
  const read = new Set(latest?.layers.flatMap(({ calendar }) => calendar ?? []));
  const concerned = [...calendars.values()].filter(
    (one) => read.has(one.id) || (one.absences !== null && (one.team === null || one.team === latest?.team)),
  );
  if (concerned.length === 0) {
    return [];
  }
  const states = await readCalendarStates(db);
  return concerned.map((one) => {
    const state = states.get(one.id);
    return freshnessOf(
      one,
      { knownAt: state?.known_at ?? null, failure: state?.failure_detail ?? null, groups: state?.said ?? [] },
      responders.values(),
    );
  });
}

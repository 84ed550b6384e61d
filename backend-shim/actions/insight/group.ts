/** The people and rotas that a question about a team or a rota is about. */
import type { CoverageFact, DutyFact, PersonFact } from '#domain/insight/facts';
import type { InsightProblem } from '#contract/insight/insight';
import { holidaySpans } from '#domain/insight/person/pieces';
import { expectedSpans } from '#domain/rota/health/examined';
import type { Rota } from '#domain/rota/model';
import { versionAt } from '#domain/rota/resolve';
import { holidayDates } from '#domain/time/holidays';
import type { Span } from '#domain/time/span';
import { mergeSpans } from '#domain/time/span';
import type { ZoneTable } from '#domain/time/zone';
import type { Directory } from '../../ports/directory.ts';

/** As the rotas are now. */
export function rotasAsked(
  directory: Directory,
  { team, rota }: { team: string | null; rota: string | null },
  now: number,
): Rota[] {
  const all = [...directory.rotas].flatMap(([id, versions]) => {
    const state = versionAt(versions, now);
    return state === null || (rota !== null && id !== rota) ? [] : [state];
  });
  return team === null ? all : all.filter((one) => one.team === team);
}

/** Members of the team, whoever was on call, or both where both are asked for. */
export function loginsAsked(
  directory: Directory,
  { team, rota }: { team: string | null; rota: string | null },
  duties: readonly DutyFact[],
): string[] {
  const onCall = duties.map(({ user }) => user);
  const members = (id: string) => directory.teams.get(id)?.members ?? [];
  if (team !== null) {
    const ofRota = new Set(onCall);
    return members(team).filter((login) => rota === null || ofRota.has(login));
  }
  const known = rota === null ? [...directory.teams.keys()].flatMap(members) : [];
  return [...new Set([...known, ...onCall])];
}

export interface InsightPeople {
  people: PersonFact[];
  problems: InsightProblem[];
}

/**
 * Who is not known any more is left out and named; who has an unknown zone counts in UTC.
 *
 * @param duties of all rotas
 * @param withoutZone logins whose zone this machine does not know
 */
export function peopleFacts(
  directory: Directory,
  logins: readonly string[],
  duties: readonly DutyFact[],
  withoutZone: ReadonlySet<string>,
): InsightPeople {
  const { facts, responders } = directory;
  const problems: InsightProblem[] = [];
  const absences = Map.groupBy(facts.absences, ({ user }) => user);
  const dutiesOf = Map.groupBy(duties, ({ user }) => user);
  const holidays = holidaysOfRotas(directory, duties);
  const people = logins.flatMap((login): PersonFact[] => {
    const person = responders.get(login);
    if (person === undefined) {
      problems.push({
        code: 'person-gone',
        id: login,
        text: `${login} is no user any more, and in no figure of people.`,
      });
      return [];
    }
    const zone = facts.zones[person.timeZone];
    if (zone === undefined || withoutZone.has(login)) {
      const text = `The time zone of ${login} is not known: nights and hours are those of UTC.`;
      problems.push({ code: 'unknown-zone', id: login, text });
    }
    return [
      {
        login,
        zone: zone ?? UTC,
        holidays: holidaySpans(zone ?? UTC, dutiesOf.get(login) ?? [], holidays),
        absences: mergeSpans(absences.get(login) ?? []),
      },
    ];
  });
  return { people, problems };
}

const UTC: ZoneTable = { changes: [], offsets: [0] };

/** Public holidays of the rotas of these duties, each of its own region. */
export function holidaysOfRotas(
  { facts, rotas }: Directory,
  duties: readonly DutyFact[],
): Map<string, ReadonlySet<number>> {
  return new Map(
    [...new Set(duties.map(({ rota }) => rota))].map((id) => {
      const rota = rotas.get(id);
      const region = (rota === undefined ? null : versionAt(rota, Infinity))?.holidays ?? null;
      return [id, new Set(holidayDates(facts.holidays, region))];
    }),
  );
}

/** The group of a team is its members. */
export function membersOfTeams({ teams }: Directory): Map<string, ReadonlySet<string>> {
  return new Map([...teams].map(([id, { members }]) => [id, new Set(members)]));
}

/** Of the past only: nobody was on call in what is to come. */
export function coverageFacts(
  directory: Directory,
  rotas: readonly Rota[],
  duties: readonly DutyFact[],
  { period, now }: { period: Span; now: number },
): CoverageFact[] {
  const dutiesOf = Map.groupBy(duties, (duty) => duty.rota);
  return rotas.map((rota) => {
    const own = dutiesOf.get(rota.id) ?? [];
    const since = rota.enteredAt ?? Math.min(...own.map(({ start }) => start), period.end);
    const window = rota.expected === undefined ? null : (directory.timeWindows.get(rota.expected) ?? null);
    const [from, to] = [Math.max(period.start, since), Math.min(period.end, now)];
    return { rota: rota.id, expected: expectedSpans(window, directory.facts, from, to), covered: mergeSpans(own) };
  });
}

/** The people and rotas that a question about a team or a rota is about. */
import type { CoverageFact, DutyFact, PersonFact } from '#domain/insight/facts';
import type { InsightProblem } from '#contract/insight/insight';
import { expectedSpans } from '#domain/rota/health/examined';
import type { Rota } from '#domain/rota/model';
import { versionAt } from '#domain/rota/resolve';
import { holidayDates } from '#domain/time/calendar';
import type { Span } from '#domain/time/span';
import { mergeSpans } from '#domain/time/span';
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
        zone: zone ?? { changes: [], offsets: [0] },
        holidays: holidaysOf(directory, dutiesOf.get(login) ?? []),
        absences: mergeSpans(absences.get(login) ?? []),
      },
    ];
  });
  return { people, problems };
}

/** Public holidays of the rotas of a person's duties. */
function holidaysOf({ facts, rotas }: Directory, duties: readonly DutyFact[]): ReadonlySet<number> {
  const own = new Set(duties.map(({ rota }) => rota));
  const regions = new Set(
    [...own].map((id) => {
      const rota = rotas.get(id);
      return (rota === undefined ? null : versionAt(rota, Infinity))?.holidays ?? null;
    }),
  );
  return new Set([...regions].flatMap((region) => [...holidayDates(facts.holidays, region)]));
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

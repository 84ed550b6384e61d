/** Answers a question about the figures of a period: has read what happened, and computed what the caller may read. */
import type { InsightChapter, InsightProblem } from '#contract/insight/insight';
import { CALLS_BEFORE } from '#domain/insight/facts';
import type { IncidentAttributes } from '#domain/incident/attributes';
import type { DutyFact, PersonFact } from '#domain/insight/facts';
import type { ClockHours } from '#domain/figures/settings';
import { INSIGHT_SETTINGS } from '#domain/figures/settings';
import type { Span } from '#domain/time/span';
import type { Directory } from '../../ports/directory.ts';
import type { FiguresFound, InsightReader } from '../../ports/insight/reader.ts';
import type { Caller } from '../../rights/caller.ts';
import { loadReadBy } from '../../rights/labour/load.ts';
import { listManyDuties } from '../../store/duties/lists.ts';
import { searchHere } from '../../store/search/search.ts';
import type { Db } from '../../store/store.ts';
import { coverageFacts, holidaysOfRotas, loginsAsked, membersOfTeams, peopleFacts, rotasAsked } from './group.ts';

export interface InsightDeps {
  db: Db;
  reader: InsightReader;
  directory: Directory;
  policiesOfRotas(directory: Directory, rotas: readonly string[]): string[];
  sleep: ClockHours;
  /** ms that resolved incidents are kept. */
  keptFor: number;
  /** Logins whose zone this machine does not know, and who count in UTC. */
  withoutZone(): ReadonlySet<string>;
}

export interface InsightQuestion {
  chapter: InsightChapter;
  period: Span;
  team: string | null;
  rota: string | null;
  /** null: no filter. */
  attributes: IncidentAttributes | null;
  now: number;
}

export interface InsightAnswer extends FiguresFound {
  problems: InsightProblem[];
  /** How many incidents were read for it. */
  read: number;
}

const MOST_DUTIES = 100_000;

export async function insightsOf(deps: InsightDeps, caller: Caller, question: InsightQuestion): Promise<InsightAnswer> {
  const { directory } = deps;
  const { chapter, period, team, rota, attributes, now } = question;
  const user = chapter === 'me' ? caller.name : null;
  const policies = rota === null ? null : deps.policiesOfRotas(directory, [rota]);
  const { all, duties } = await readDuties(deps, question, user);
  const logins = user === null ? loginsAsked(directory, question, duties) : [user];
  const ofGroup = peopleFacts(directory, logins, all, deps.withoutZone());
  const readable = await readableBy(deps, caller, question, ofGroup.people);
  const callsOf = chapter === 'alerts' ? null : chapter === 'team' ? readable : logins;
  const workOf = chapter === 'me' || chapter === 'team' ? logins : [];
  const asked = { chapter, period, team, policies, attributes, user, callsOf, workOf, now };
  return deps.reader.read(asked, async ({ found, figures }) => {
    // The sleep that an alert cost is that of whoever it called.
    const called = [...new Set([...logins, ...found.called])];
    const { people, problems } =
      chapter === 'alerts' ? peopleFacts(directory, called, all, deps.withoutZone()) : ofGroup;
    const answer = await figures({
      duties,
      people,
      coverage:
        chapter === 'team' ? coverageFacts(directory, rotasAsked(directory, question, now), duties, question) : [],
      holidays: holidaysOfRotas(directory, duties),
      members: membersOfTeams(directory),
      readable: chapter === 'alerts' ? await readableBy(deps, caller, question, people) : readable,
      keptSince: now - deps.keptFor,
      settings: { ...INSIGHT_SETTINGS, sleep: deps.sleep },
    });
    const isEmpty = found.incidents + found.calls + duties.length === 0;
    return {
      ...answer,
      read: found.incidents,
      problems: [
        ...(isEmpty ? [NO_DATA] : []),
        ...(found.isCut ? [CUT_OFF] : []),
        ...(chapter === 'pager' ? [] : problems),
        ...goneIntegrations(directory, found.integrations),
      ],
    };
  });
}

async function readableBy(
  { db, directory }: InsightDeps,
  caller: Caller,
  { chapter }: InsightQuestion,
  people: readonly PersonFact[],
): Promise<string[]> {
  const logins = people.map(({ login }) => login);
  return chapter === 'team' || chapter === 'alerts' ? [...(await loadReadBy(db, caller, directory, logins))] : [];
}

const NO_DATA: InsightProblem = { code: 'no-data', id: null, text: 'Nothing is stored of this period.' };
const CUT_OFF: InsightProblem = {
  code: 'cut-off',
  id: null,
  text: 'The period has more than can be computed at once: the figures are of its newest incidents.',
};

interface ReadDuties {
  /** Those of all rotas say who had a holiday. */
  all: DutyFact[];
  /** On the rotas that are asked for. */
  duties: DutyFact[];
}

async function readDuties(
  { db, directory }: InsightDeps,
  { period, team, rota, now }: InsightQuestion,
  user: string | null,
): Promise<ReadDuties> {
  const rows = await listManyDuties(
    { db, search: searchHere },
    {
      user,
      rota: null,
      after: null,
      limit: MOST_DUTIES,
      from: period.start - CALLS_BEFORE,
      to: period.end,
    },
  );
  const ofTeam = new Set(rotasAsked(directory, { team, rota: null }, now).map(({ id }) => id));
  const all = rows.map((row) => ({ user: row.user, rota: row.rota, start: row.start_at, end: row.end_at ?? now }));
  const duties = all.filter(
    (duty) =>
      duty.end > period.start && (rota === null || duty.rota === rota) && (team === null || ofTeam.has(duty.rota)),
  );
  return { all, duties };
}

function goneIntegrations({ integrations, brokenIntegrations }: Directory, of: readonly string[]): InsightProblem[] {
  const known = new Set([...integrations.keys(), ...brokenIntegrations.map(({ id }) => id)]);
  return of
    .filter((id) => !known.has(id))
    .map((id) => ({ code: 'integration-gone', id, text: `The integration ${id} does not exist any more.` }));
}

/** Answers a question about the figures of a period: reads what happened, and computes what the caller may read. */
import type { InsightChapter, InsightProblem } from '#contract/insight/insight';
import { alertsChapter } from '#domain/insight/chapters/alerts';
import { meChapter } from '#domain/insight/chapters/me';
import { pagerChapter } from '#domain/insight/chapters/pager';
import type { ChapterAnswer } from '#domain/insight/chapters/parts';
import { teamChapter } from '#domain/insight/chapters/team';
import type { DutyFact, InsightHistory } from '#domain/insight/facts';
import { definedBy } from '#domain/insight/figure';
import type { ClockHours, InsightSettings } from '#domain/insight/settings';
import { INSIGHT_SETTINGS } from '#domain/insight/settings';
import type { Span } from '#domain/time/span';
import type { Directory } from '../../ports/directory.ts';
import type { Caller } from '../../rights/caller.ts';
import { loadReadBy } from '../../rights/labour/load.ts';
import { listDuties } from '../../store/duties/lists.ts';
import { readCalls, readWork } from '../../store/insight/calls-and-work.ts';
import { readIncidentFacts } from '../../store/insight/incidents.ts';
import type { InsightFilter, InsightSources } from '../../store/insight/incidents.ts';
import { coverageFacts, loginsAsked, peopleFacts, rotasAsked } from './group.ts';

export interface InsightDeps extends InsightSources {
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
  now: number;
}

export interface InsightAnswer extends ChapterAnswer {
  problems: InsightProblem[];
  /** How many incidents were read for it. */
  read: number;
  /** Links to rules, by the key of the alert. */
  links: ReadonlyMap<string, string>;
}

const MOST_DUTIES = 100_000;

export async function insightsOf(deps: InsightDeps, caller: Caller, question: InsightQuestion): Promise<InsightAnswer> {
  const { directory } = deps;
  const { chapter, period, team, rota, now } = question;
  const user = chapter === 'me' ? caller.name : null;
  const policies = rota === null ? null : deps.policiesOfRotas(directory, [rota]);
  const filter: InsightFilter = { period, team, policies, user };
  const { incidents, links, ratings, isCut } = await readIncidentFacts(deps, filter);
  const duties = await readDuties(deps, question, user);
  const { calls, isCut: isCallsCut } =
    chapter === 'pager' ? { calls: [], isCut: false } : await readCalls(deps, filter);
  const logins = user === null ? loginsAsked(directory, question, duties) : [user];
  // The sleep that an alert cost is that of whoever it called.
  const called = chapter === 'alerts' ? calls.map((call) => call.user) : [];
  const asked = [...new Set([...logins, ...called])];
  const { people, problems } = peopleFacts(directory, asked, duties, deps.withoutZone());
  const history: InsightHistory = {
    period,
    now,
    incidents,
    ratings,
    calls,
    duties,
    work: chapter === 'me' || chapter === 'team' ? await readWork(deps, filter, logins) : [],
    people,
    coverage:
      chapter === 'team' ? coverageFacts(directory, rotasAsked(directory, question, now), duties, question) : [],
  };
  const settings = { ...INSIGHT_SETTINGS, sleep: deps.sleep };
  const answer = await chapterOf(deps, caller, chapter, history, settings);
  const isEmpty = incidents.length + calls.length + duties.length === 0;
  return {
    figures: definedBy(answer.figures, settings),
    groups: answer.groups.map((group) => ({ ...group, figures: definedBy(group.figures, settings) })),
    read: incidents.length,
    links,
    problems: [
      ...(isEmpty ? [NO_DATA] : []),
      ...(isCut || isCallsCut ? [CUT_OFF] : []),
      ...(chapter === 'pager' ? [] : problems),
      ...goneIntegrations(directory, incidents),
    ],
  };
}

const NO_DATA: InsightProblem = { code: 'no-data', id: null, text: 'Nothing is stored of this period.' };
const CUT_OFF: InsightProblem = {
  code: 'cut-off',
  id: null,
  text: 'The period has more than can be computed at once: the figures are of its newest incidents.',
};

async function readDuties(
  { db, directory }: InsightDeps,
  { period, team, rota, now }: InsightQuestion,
  user: string | null,
): Promise<DutyFact[]> {
  const rows = await listDuties(db, {
    user,
    rota,
    from: period.start,
    to: period.end,
    after: null,
    limit: MOST_DUTIES,
  });
  const ofTeam = new Set(rotasAsked(directory, { team, rota }, now).map(({ id }) => id));
  return rows
    .filter((row) => team === null || ofTeam.has(row.rota))
    .map((row) => ({ user: row.user, rota: row.rota, start: row.start_at, end: row.end_at ?? now }))
    .filter(({ end }) => end > period.start);
}

async function chapterOf(
  { db, directory, keptFor }: InsightDeps,
  caller: Caller,
  chapter: InsightChapter,
  history: InsightHistory,
  settings: InsightSettings,
): Promise<ChapterAnswer> {
  if (chapter === 'pager') {
    return pagerChapter(history);
  }
  if (chapter === 'me') {
    const [own] = history.people;
    return own === undefined ? { figures: [], groups: [] } : meChapter(history, own, settings);
  }
  const logins = history.people.map(({ login }) => login);
  const readable = await loadReadBy(db, caller, directory, logins);
  const question = { keptSince: history.now - keptFor, readable };
  return chapter === 'team' ? teamChapter(history, question, settings) : alertsChapter(history, question, settings);
}

function goneIntegrations({ integrations, brokenIntegrations }: Directory, incidents: InsightHistory['incidents']) {
  const known = new Set([...integrations.keys(), ...brokenIntegrations.map(({ id }) => id)]);
  const gone = new Set(incidents.flatMap(({ alert }) => alert.integration ?? []).filter((id) => !known.has(id)));
  return [...gone].map((id): InsightProblem => ({
    code: 'integration-gone',
    id,
    text: `The integration ${id} does not exist any more.`,
  }));
}

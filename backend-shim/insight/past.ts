/** Reads what happened in a period and computes figures of it, in whichever thread it is called. */
import { alertsChapter } from '#domain/insight/chapters/alerts';
import { meChapter } from '#domain/insight/chapters/me';
import { pagerChapter } from '#domain/insight/chapters/pager';
import type { ChapterAnswer } from '#domain/insight/chapters/parts';
import { teamChapter } from '#domain/insight/chapters/team';
import type { InsightHistory, WorkFact } from '#domain/insight/facts';
import { definedBy } from '#domain/insight/figure';
import type { FiguresAsked, FiguresFound, PastAsked, PastFound } from '../ports/insight/reader.ts';
import { readHaving } from '../store/insight/having.ts';
import type { InsightFilter, InsightSources } from '../store/insight/incidents.ts';
import { readPast } from '../store/insight/kept/read-past.ts';
import type { PastQuestion, ReadPast } from '../store/insight/kept/read-past.ts';
import { readWork } from '../store/insight/work.ts';

export interface PastRead {
  asked: PastAsked;
  past: ReadPast;
  work: WorkFact[];
}

/** What each chapter computes from. */
const NEEDED: Record<PastAsked['chapter'], PastQuestion['needed']> = {
  me: { calls: true, deeds: false, steps: true, openings: false },
  team: { calls: true, deeds: false, steps: true, openings: false },
  alerts: { calls: true, deeds: true, steps: true, openings: true },
  pager: { calls: false, deeds: false, steps: true, openings: false },
};

export async function readAsked(sources: InsightSources, asked: PastAsked): Promise<PastRead> {
  const { period, team, policies, user, chapter, now, workOf, callsOf, attributes } = asked;
  const filter: InsightFilter = { period, team, policies, user };
  const read = await readPast(sources, { filter, callsOf, needed: NEEDED[chapter], now });
  const past = attributes === null ? read : narrowed(read, await readHaving(sources.db, period, attributes));
  const known = new Map([...read.incidents, ...read.earlier].map((one) => [one.id, one]));
  // Work is of no incident that a filter could choose.
  const work = attributes === null ? await readWork(sources, filter, { logins: workOf, known }) : [];
  return { asked, past, work };
}

/** @param having ids of incidents of the filter */
function narrowed(read: ReadPast, having: ReadonlySet<string>): ReadPast {
  const others = read.incidents.filter(({ id, leftOut }) => leftOut === null && !having.has(id));
  return {
    ...read,
    incidents: read.incidents.filter(({ id }) => having.has(id)),
    earlier: read.earlier.filter(({ id }) => having.has(id)),
    openings: [...read.openings, ...others.map(({ alert, openedAt }) => ({ alert, openedAt }))],
    ratings: read.ratings.filter(({ incident }) => having.has(incident)),
    calls: read.calls.map((call) => (having.has(call.incident) ? call : { ...call, isAsked: false })),
  };
}

export function foundIn({ past }: PastRead): PastFound {
  const { incidents, calls, callCount, isCut } = past;
  return {
    incidents: incidents.length,
    calls: callCount,
    called: [...new Set(calls.map(({ user }) => user))],
    integrations: [...new Set(incidents.flatMap(({ alert }) => alert.integration ?? []))],
    isCut,
  };
}

export function figuresOf(
  { asked: { chapter, period, now, attributes }, past, work }: PastRead,
  asked: FiguresAsked,
): FiguresFound {
  const { incidents, earlier, openings, ratings, calls, links } = past;
  const { duties, people, coverage, holidays, members, settings } = asked;
  const history: InsightHistory = {
    period,
    now,
    isFiltered: attributes !== null,
    incidents,
    earlier,
    openings,
    ratings,
    calls,
    work,
    duties,
    people,
    coverage,
    holidays,
    members,
  };
  const { figures, groups, ...rest } = chapterOf(chapter, history, asked);
  return {
    ...rest,
    figures: definedBy(figures, settings),
    groups: groups.map((group) => ({ ...group, figures: definedBy(group.figures, settings) })),
    links: chapter === 'alerts' ? links : new Map(),
  };
}

const NOTHING: ChapterAnswer = { figures: [], groups: [], people: null, proposals: new Map() };

function chapterOf(
  chapter: PastAsked['chapter'],
  history: InsightHistory,
  { readable, keptSince, settings }: FiguresAsked,
): ChapterAnswer {
  if (chapter === 'pager') {
    return pagerChapter(history);
  }
  if (chapter === 'me') {
    const [own] = history.people;
    return own === undefined ? NOTHING : meChapter(history, own, settings);
  }
  const question = { keptSince, readable: new Set(readable) };
  return (chapter === 'team' ? teamChapter : alertsChapter)(history, question, settings);
}

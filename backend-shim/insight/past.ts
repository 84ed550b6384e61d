/** Reads what happened in a period and computes figures of it, in whichever thread it is called. */
import { alertsChapter } from '#domain/insight/chapters/alerts';
import { meChapter } from '#domain/insight/chapters/me';
import { pagerChapter } from '#domain/insight/chapters/pager';
import type { ChapterAnswer } from '#domain/insight/chapters/parts';
import { teamChapter } from '#domain/insight/chapters/team';
import type { InsightHistory, WorkFact } from '#domain/insight/facts';
import { definedBy } from '#domain/insight/figure';
import type { FiguresAsked, FiguresFound, PastAsked, PastFound } from '../ports/insight/reader.ts';
import { readWork } from '../store/insight/calls-and-work.ts';
import type { InsightFilter, InsightSources } from '../store/insight/incidents.ts';
import type { NeededParts } from '../store/insight/kept/unpack.ts';
import { readPast } from '../store/insight/kept/read-past.ts';
import type { ReadPast } from '../store/insight/kept/read-past.ts';

export interface PastRead {
  asked: PastAsked;
  past: ReadPast;
  work: WorkFact[];
}

/** What each chapter computes from. */
const NEEDED: Record<PastAsked['chapter'], NeededParts> = {
  me: { calls: true, deeds: false, steps: true },
  team: { calls: true, deeds: false, steps: true },
  alerts: { calls: true, deeds: true, steps: false },
  pager: { calls: false, deeds: false, steps: false },
};

export async function readAsked(sources: InsightSources, asked: PastAsked): Promise<PastRead> {
  const { period, team, policies, user, chapter, now, workOf, callsOf } = asked;
  const filter: InsightFilter = { period, team, policies, user };
  const past = await readPast(sources, { filter, callsOf, needed: NEEDED[chapter], now });
  const isWorked = chapter === 'me' || chapter === 'team';
  return { asked, past, work: isWorked ? await readWork(sources, filter, workOf) : [] };
}

export function foundIn({ past }: PastRead): PastFound {
  const { incidents, calls, callCount, isCut, isCallsCut } = past;
  return {
    incidents: incidents.length,
    calls: callCount,
    called: [...new Set(calls.map(({ user }) => user))],
    integrations: [...new Set(incidents.flatMap(({ alert }) => alert.integration ?? []))],
    isCut: isCut || isCallsCut,
  };
}

export function figuresOf(
  { asked: { chapter, period, now }, past, work }: PastRead,
  asked: FiguresAsked,
): FiguresFound {
  const { incidents, ratings, calls, links } = past;
  const { duties, people, coverage, settings } = asked;
  const history: InsightHistory = { period, now, incidents, ratings, calls, duties, work, people, coverage };
  const { figures, groups } = chapterOf(chapter, history, asked);
  return {
    figures: definedBy(figures, settings),
    groups: groups.map((group) => ({ ...group, figures: definedBy(group.figures, settings) })),
    links: chapter === 'alerts' ? links : new Map(),
  };
}

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
    return own === undefined ? { figures: [], groups: [] } : meChapter(history, own, settings);
  }
  const question = { keptSince, readable: new Set(readable) };
  return (chapter === 'team' ? teamChapter : alertsChapter)(history, question, settings);
}

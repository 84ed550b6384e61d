/** The chapter *Team*: how a group answers, and what on-call duty asks of it. */
import { groupedBy } from '#domain/grouped';
import type { IncidentFact, InsightHistory } from '#domain/insight/facts';
import { because, counted, leftOutOf, untold } from '#domain/insight/figure';
import type { Figure, FigureGroup, LeftOut } from '#domain/insight/figure';
import { withBehind } from '#domain/insight/incident/behind';
import { lossFigure, stepEntries } from '#domain/insight/incident/escalation-loss';
import type { StepEntry } from '#domain/insight/incident/escalation-loss';
import { answeredFigure, answerTimes, openFigures, resolveTimes } from '#domain/insight/incident/times';
import { coverageFigure } from '#domain/insight/group/coverage';
import { fairnessFigures } from '#domain/insight/group/fairness';
import {
  byAnswerers,
  byPaged,
  inCells,
  largeOf,
  ofIncident,
  settled,
  whyUntold,
} from '#domain/insight/group/small-group';
import type { CellQuestion } from '#domain/insight/group/small-group';
import { effortOfAll } from '#domain/insight/person/effort';
import { disruptionOfAll } from '#domain/insight/person/interruptions';
import { loadOfAll } from '#domain/insight/person/load';
import { byDay, incidentCounts } from '#domain/insight/chapters/by-day';
import { loadOfEach, NO_PROPOSALS, personFigures } from '#domain/insight/chapters/parts';
import type { ChapterAnswer, PersonLoad } from '#domain/insight/chapters/parts';
import type { InsightSettings } from '#domain/figures/settings';

/** Who asks, as far as it matters. */
export interface TeamQuestion {
  keptSince: number;
  /** Logins of the group whose load the reader may read one by one. Of others none is told, not even in a sum. */
  readable: ReadonlySet<string>;
}

export function teamChapter(
  history: InsightHistory,
  { keptSince, readable }: TeamQuestion,
  settings: InsightSettings,
): ChapterAnswer {
  const { period, now, incidents, isFiltered, members } = history;
  const question = { period, now, keptSince, isFiltered, members };
  const people = history.people.filter(({ login }) => readable.has(login));
  const isPartial = people.length < history.people.length;
  const loads = loadOfEach(history, people, settings);
  const counting = counted(incidents);
  const answered = { incidents: counting.map(settled), leftOut: leftOutOf(incidents) };
  const coverage = coverageFigure(history.coverage, period);
  const why = whyUntold(question, counting);
  return {
    figures: [
      ...withBehind([...openFigures(incidents), ...because(guardedAnswers(answered, question), why)], incidents),
      ...(isFiltered ? untold([coverage]) : [coverage]),
      ...groupFigures(loads, history).map((one) => ({ ...one, partial: isPartial })),
    ],
    groups: [
      ...stepGroups(answered, question).map((group) => ({ ...group, figures: because(group.figures, why) })),
      ...loads
        .map((own): FigureGroup => ({ by: 'person', id: own.person.login, figures: personFigures(own, history) }))
        .toSorted((a, b) => (a.id < b.id ? -1 : 1)),
      ...byDay({
        period,
        incidents,
        figuresOf: incidentCounts,
        isPartial,
        interruptions: loads.flatMap(({ disruption }) => disruption.interruptions),
      }),
    ],
    people: loads.length === 0 ? null : { asked: history.people.length, counted: people.length },
    proposals: NO_PROPOSALS,
  };
}

function groupFigures(loads: readonly PersonLoad[], history: InsightHistory): Figure[] {
  const [only] = loads;
  if (only === undefined) {
    return [];
  }
  const fairness = fairnessFigures(loads, history.period);
  const sums = {
    load: loadOfAll(loads.map(({ load }) => load)),
    disruption: loads.length === 1 ? only.disruption : disruptionOfAll(loads.map((one) => one.disruption)),
    effort: effortOfAll(loads.map(({ effort }) => effort)),
  };
  return [...personFigures(sums, history), ...(history.isFiltered ? untold(fairness) : fairness)];
}

interface Settled {
  incidents: readonly IncidentFact[];
  leftOut: LeftOut;
}

/** `answered` is about those who were paged, times about those who answered first. */
function guardedAnswers({ incidents, leftOut }: Settled, question: CellQuestion): Figure[] {
  const cells = inCells(incidents, question, ofIncident);
  const answered = largeOf(cells, question, byAnswerers);
  return [
    answeredFigure(largeOf(cells, question, byPaged), leftOut),
    ...answerTimes(answered, leftOut),
    ...resolveTimes(answered, leftOut),
  ];
}

const OF_STEP = {
  partOf: ({ incident }: StepEntry) => incident.part,
  atOf: ({ incident }: StepEntry) => incident.openedAt,
  peopleOf: ({ users }: StepEntry) => users,
};

/** Each step for itself, and no sum of them: less the others, it would show a step of few people. */
function stepGroups({ incidents, leftOut }: Settled, question: CellQuestion): FigureGroup[] {
  return [...groupedBy(stepEntries(incidents), ({ step }) => step)]
    .toSorted(([a], [b]) => a - b)
    .map(([step, own]) => ({
      by: 'step',
      id: String(step),
      figures: [lossFigure(largeOf(inCells(own, question, OF_STEP), question, OF_STEP), leftOut)],
    }));
}

/** The chapter *Team*: how a group answers, and what on-call duty asks of it. */
import { groupedBy } from '#domain/labour/pay/grouped';
import type { IncidentFact, InsightHistory } from '#domain/insight/facts';
import { counted, leftOutOf } from '#domain/insight/figure';
import type { Figure, FigureGroup, LeftOut } from '#domain/insight/figure';
import { lossFigure, stepEntries } from '#domain/insight/incident/escalation-loss';
import type { StepEntry } from '#domain/insight/incident/escalation-loss';
import { answeredFigure, answerTimes, openFigures, resolveTimes } from '#domain/insight/incident/times';
import { coverageFigure } from '#domain/insight/group/coverage';
import { fairnessFigures } from '#domain/insight/group/fairness';
import { firstAnswerers, inCells, largeOf, ofIncident, pagedPeople, settled } from '#domain/insight/group/small-group';
import type { CellQuestion } from '#domain/insight/group/small-group';
import { effortFigures, effortOfAll } from '#domain/insight/person/effort';
import { disruptionFigures, disruptionOfAll } from '#domain/insight/person/interruptions';
import { loadFigures, loadOfAll } from '#domain/insight/person/load';
import { byDay, incidentCounts } from '#domain/insight/chapters/by-day';
import { loadOfEach } from '#domain/insight/chapters/parts';
import type { ChapterAnswer, PersonLoad } from '#domain/insight/chapters/parts';
import type { InsightSettings } from '#domain/insight/settings';

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
  const question = { period: history.period, now: history.now, keptSince };
  const people = history.people.filter(({ login }) => readable.has(login));
  const loads = loadOfEach(history, people, settings);
  const answered = { incidents: counted(history.incidents).map(settled), leftOut: leftOutOf(history.incidents) };
  return {
    figures: [
      ...openFigures(history.incidents),
      coverageFigure(history.coverage, history.period),
      ...guardedAnswers(answered, question),
      ...(loads.length === 0 ? [] : [...personFigures(loads), ...fairnessFigures(loads, history.period)]),
    ],
    groups: [
      ...stepGroups(answered, question),
      ...loads
        .map((own): FigureGroup => ({ by: 'person', id: own.person.login, figures: personFigures([own]) }))
        .toSorted((a, b) => (a.id < b.id ? -1 : 1)),
      ...byDay({
        ...{ period: history.period, incidents: history.incidents, figuresOf: incidentCounts },
        interruptions: loads.flatMap(({ disruption }) => disruption.interruptions),
      }),
    ],
  };
}

function personFigures(loads: readonly PersonLoad[]): Figure[] {
  const [only] = loads;
  const disruption =
    only !== undefined && loads.length === 1 ? only.disruption : disruptionOfAll(loads.map((one) => one.disruption));
  return [
    ...loadFigures(loadOfAll(loads.map(({ load }) => load))),
    ...disruptionFigures(disruption),
    ...effortFigures(effortOfAll(loads.map(({ effort }) => effort))),
  ];
}

interface Settled {
  incidents: readonly IncidentFact[];
  leftOut: LeftOut;
}

/** `answered` is about those who were paged, times about those who answered first. */
function guardedAnswers({ incidents, leftOut }: Settled, question: CellQuestion): Figure[] {
  const cells = inCells(incidents, question, ofIncident);
  const answered = largeOf(cells, firstAnswerers);
  return [
    answeredFigure(largeOf(cells, pagedPeople), leftOut),
    ...answerTimes(answered, leftOut),
    ...resolveTimes(answered, leftOut),
  ];
}

const OF_STEP = {
  partOf: ({ incident }: StepEntry) => incident.part,
  atOf: ({ incident }: StepEntry) => incident.openedAt,
};

/** Each step for itself, and no sum of them: less the others, it would show a step of few people. */
function stepGroups({ incidents, leftOut }: Settled, question: CellQuestion): FigureGroup[] {
  return [...groupedBy(stepEntries(incidents), ({ step }) => step)]
    .toSorted(([a], [b]) => a - b)
    .map(([step, own]) => ({
      by: 'step',
      id: String(step),
      figures: [
        lossFigure(
          largeOf(inCells(own, question, OF_STEP), ({ users }) => users),
          leftOut,
        ),
      ],
    }));
}

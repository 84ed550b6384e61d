/** The chapter *Alerts*: what pages were worth, by alert, and which cost most sleep. */
import { groupedBy } from '#domain/labour/pay/grouped';
import type { IncidentFact, InsightHistory } from '#domain/insight/facts';
import { counted, figure, leftOutOf } from '#domain/insight/figure';
import type { Figure, FigureGroup } from '#domain/insight/figure';
import { alertKey, nothingDoneFigure, qualityFigures } from '#domain/insight/incident/quality';
import { firstAnswerers, inCells, largeOf, ofIncident, settled } from '#domain/insight/group/small-group';
import type { CellQuestion } from '#domain/insight/group/small-group';
import { interruptionsOf } from '#domain/insight/person/interruptions';
import type { Interruption } from '#domain/insight/person/interruptions';
import { byDay, incidentCounts } from '#domain/insight/chapters/by-day';
import type { ChapterAnswer } from '#domain/insight/chapters/parts';
import type { TeamQuestion } from '#domain/insight/chapters/team';
import type { InsightSettings } from '#domain/insight/settings';

/** Alerts beyond these are in no list, only in the figures of all. */
const MOST_ALERTS = 100;

export function alertsChapter(
  history: InsightHistory,
  { keptSince, readable }: TeamQuestion,
  settings: InsightSettings,
): ChapterAnswer {
  const question = { period: history.period, now: history.now, keptSince };
  const woken = sleepByAlert(history, readable, question, settings);
  const ratings = groupedBy(history.ratings ?? [], ({ incident }) => incident);
  const byAlert = [...groupedBy(history.incidents, ({ alert }) => alertKey(alert))];
  // Of an alert whose incidents are all left out, there is nothing to say.
  const told = byAlert.filter(([, incidents]) => counted(incidents).length > 0);
  const groups = told.map(([id, incidents]): FigureGroup => ({
    by: 'alert',
    id,
    figures: [...qualityFigures(incidents, ratings), guardedNothingDone(incidents, question), sleepFigure(woken, id)],
  }));
  return {
    figures: qualityFigures(history.incidents, ratings).filter(({ key }) => key !== 'repeats'),
    groups: [
      ...groups.toSorted(byCost).slice(0, MOST_ALERTS),
      ...byDay({ period: history.period, incidents: history.incidents, figuresOf: incidentCounts }),
    ],
  };
}

function guardedNothingDone(all: readonly IncidentFact[], question: CellQuestion): Figure {
  const incidents = counted(all).map(settled);
  const large = largeOf(inCells(incidents, question, ofIncident), firstAnswerers);
  return nothingDoneFigure(large, leftOutOf(all));
}

/**
 * Interruptions of sleep by the alert that began them: all of people whom the reader may read one by one; of the rest,
 * those of cells with enough people.
 */
function sleepByAlert(
  history: InsightHistory,
  readable: ReadonlySet<string>,
  question: CellQuestion,
  settings: InsightSettings,
): Map<string, Interruption[]> {
  const calls = groupedBy(history.calls, ({ user }) => user);
  const asleep = history.people
    .flatMap((person) => interruptionsOf(person, calls.get(person.login) ?? [], settings))
    .filter((one) => one.class === 'sleep');
  const byAlert = groupedBy(asleep, ({ first }) => alertKey(first.alert));
  const of = { partOf: ({ first }: Interruption) => first.part, atOf: ({ at }: Interruption) => at };
  return new Map(
    [...byAlert].map(([id, own]) => {
      const [theirs, others] = [
        own.filter(({ user }) => readable.has(user)),
        own.filter(({ user }) => !readable.has(user)),
      ];
      return [id, [...theirs, ...largeOf(inCells(others, question, of), ({ user }) => [user])]];
    }),
  );
}

/** Unknown rather than 0 where there were some that may not be told. */
function sleepFigure(woken: ReadonlyMap<string, readonly Interruption[]>, id: string): Figure {
  const own = woken.get(id);
  const n = own?.reduce((sum, { calls }) => sum + calls, 0) ?? 0;
  return figure('sleepCost', own?.length === 0 ? null : (own?.length ?? 0), n);
}

/** The dearest first; of equals, the one that paged most. */
function byCost(a: FigureGroup, b: FigureGroup): number {
  const of = (group: FigureGroup, key: Figure['key']) => group.figures.find((one) => one.key === key)?.value ?? 0;
  return (
    of(b, 'sleepCost') - of(a, 'sleepCost') ||
    of(b, 'paged') - of(a, 'paged') ||
    (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
  );
}

/** The chapter *Alerts*: what pages were worth, by alert, and which cost most sleep. */
import { groupedBy } from '#domain/grouped';
import type { IncidentFact, InsightHistory } from '#domain/insight/facts';
import { because, counted, figure, leftOutOf } from '#domain/insight/figure';
import type { Figure, FigureGroup, NullReason } from '#domain/insight/figure';
import { withBehind } from '#domain/insight/incident/behind';
import type { BehindScope } from '#domain/insight/incident/behind';
import { proposalOf } from '#domain/insight/incident/proposal';
import type { AlertProposal } from '#domain/insight/incident/proposal';
import { alertKey, nothingDoneFigure, qualityFigures } from '#domain/insight/incident/quality';
import { byAnswerers, inCells, largeOf, ofIncident, settled, whyUntold } from '#domain/insight/group/small-group';
import type { CellQuestion } from '#domain/insight/group/small-group';
import { interruptionsOf } from '#domain/insight/person/interruptions';
import type { Interruption } from '#domain/insight/person/interruptions';
import { byDay, incidentCounts } from '#domain/insight/chapters/by-day';
import type { ChapterAnswer } from '#domain/insight/chapters/parts';
import type { TeamQuestion } from '#domain/insight/chapters/team';
import type { InsightSettings } from '#domain/figures/settings';

/** Alerts beyond these are in no list, only in the figures of all. */
const MOST_ALERTS = 100;

/** What opened by hand is no alert. */
const ALERTS: BehindScope = { had: ['alert'] };

export function alertsChapter(
  history: InsightHistory,
  { keptSince, readable }: TeamQuestion,
  settings: InsightSettings,
): ChapterAnswer {
  const { period, now, isFiltered, members } = history;
  const question = { period, now, keptSince, isFiltered, members };
  const incidents = history.incidents.filter(({ alert }) => alert.integration !== null);
  const woken = sleepByAlert(history, readable, question, settings);
  const ratings = groupedBy(history.ratings ?? [], ({ incident }) => incident);
  const openings = groupedBy(history.openings, ({ alert }) => alertKey(alert));
  const byAlert = [...groupedBy(incidents, ({ alert }) => alertKey(alert))];
  // Of an alert whose incidents are all left out, there is nothing to say.
  const told = byAlert.filter(([, own]) => counted(own).length > 0);
  const groups = told.map(([id, own]): FigureGroup => {
    const others = openings.get(id) ?? [];
    const figures = [
      ...qualityFigures(own, { ratings, others }),
      guardedNothingDone(own, question),
      sleepFigure(woken.get(id)),
    ];
    const scope = { alert: (own[0] as IncidentFact).alert, rated: ratings };
    return { by: 'alert', id, figures: withBehind(figures, own, scope) };
  });
  const quality = qualityFigures(incidents, { ratings, others: [] }).filter(({ key }) => key !== 'repeats');
  return {
    figures: withBehind(quality, incidents, { ...ALERTS, rated: ratings }),
    groups: [
      ...groups.toSorted(byCost).slice(0, MOST_ALERTS),
      ...byDay({ period, incidents, figuresOf: incidentCounts, scope: ALERTS }),
    ],
    people: null,
    proposals: new Map(groups.flatMap(({ id, figures }) => proposed(id, figures, woken.get(id)))),
  };
}

function proposed(id: string, figures: readonly Figure[], woken: Woken | undefined): Array<[string, AlertProposal]> {
  const waking = new Set(woken?.told.map(({ first }) => first.incident)).size;
  const proposal = proposalOf(figures, waking);
  return proposal === null ? [] : [[id, proposal]];
}

function guardedNothingDone(all: readonly IncidentFact[], question: CellQuestion): Figure {
  const counting = counted(all);
  const large = largeOf(inCells(counting.map(settled), question, ofIncident), question, byAnswerers);
  return because([nothingDoneFigure(large, leftOutOf(all))], whyUntold(question, counting))[0] as Figure;
}

interface Woken {
  told: readonly Interruption[];
  /** Those that may not be told are left out. */
  isPartial: boolean;
  why: NullReason;
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
): Map<string, Woken> {
  const { period } = history;
  const calls = groupedBy(history.calls, ({ user }) => user);
  const asleep = history.people
    .flatMap((person) => interruptionsOf(person, calls.get(person.login) ?? [], settings))
    .filter(({ class: kind, at, first }) => kind === 'sleep' && at >= period.start && at < period.end && first.isAsked);
  const byAlert = groupedBy(asleep, ({ first }) => alertKey(first.alert));
  const of = {
    partOf: ({ first }: Interruption) => first.part,
    atOf: ({ at }: Interruption) => at,
    peopleOf: ({ user }: Interruption) => [user],
  };
  return new Map(
    [...byAlert].map(([id, own]) => {
      const [theirs, others] = [
        own.filter(({ user }) => readable.has(user)),
        own.filter(({ user }) => !readable.has(user)),
      ];
      const told = [...theirs, ...largeOf(inCells(others, question, of), question, of)];
      return [id, { told, isPartial: told.length < own.length, why: whyUntold(question, own) }];
    }),
  );
}

/** Unknown rather than 0 where there were some that may not be told. */
function sleepFigure(woken: Woken | undefined): Figure {
  const told = woken?.told ?? [];
  const n = told.reduce((sum, { calls }) => sum + calls, 0);
  const isUntold = woken !== undefined && told.length === 0;
  const [one] = because([figure('sleepCost', isUntold ? null : told.length, n)], woken?.why ?? 'nothing');
  return { ...(one as Figure), partial: woken?.isPartial ?? false };
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

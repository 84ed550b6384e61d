/** Defines **figures**: a value with its unit, its definition, how many it is of, and what was left out. */
import type { IncidentFact, LeftOutReason } from '#domain/insight/facts';
import { hoursText, INSIGHT_SETTINGS } from '#domain/insight/settings';
import type { InsightSettings } from '#domain/insight/settings';

export type FigureUnit = 'count' | '%' | 's' | 'h' | 'points' | 'ratio' | 'per 12 h';

/** Whose figures they are, which decides who reads them. */
export type FigureSubject =
  /** Incidents, alerts or the pager: nobody in particular. */
  | 'pager'
  /** How fast people answer: of groups alone, and of oneself. */
  | 'answers'
  /** What on-call duty asks of people: for themselves and those who plan for them. */
  | 'load';

interface FigureDefinition {
  unit: FigureUnit;
  subject: FigureSubject;
  /** `{sleep}` stands for the hours of sleep, which are a setting. */
  definition: string;
}

const TIME_TO_PAGE = 'from the opening of an incident to the first attempt that a provider accepted';
const TIME_TO_ANSWER = 'from the first accepted attempt to the first answer by a person';
const TIME_TO_RESOLVE = 'from the opening of an incident to its resolution';
const TIME_TO_SEND = 'from the planning of a delivery to the attempt that the provider accepted';

/** An answer is an acknowledgement, a snooze or a resolution by a person. `docs/insights.md` lists all keys. */
export const FIGURES = {
  incidents: { unit: 'count', subject: 'pager', definition: 'Incidents that opened in the period.' },
  paged: { unit: 'count', subject: 'pager', definition: 'Incidents about which a page was tried.' },
  'timeToPage.mean': { unit: 's', subject: 'pager', definition: `Mean time ${TIME_TO_PAGE}.` },
  'timeToPage.median': { unit: 's', subject: 'pager', definition: `Median time ${TIME_TO_PAGE}.` },
  'timeToPage.p90': { unit: 's', subject: 'pager', definition: `90 % took at most this time ${TIME_TO_PAGE}.` },
  answered: { unit: '%', subject: 'answers', definition: 'Incidents that a person answered, of those that paged.' },
  'timeToAnswer.mean': { unit: 's', subject: 'answers', definition: `Mean time ${TIME_TO_ANSWER}.` },
  'timeToAnswer.median': { unit: 's', subject: 'answers', definition: `Median time ${TIME_TO_ANSWER}.` },
  'timeToAnswer.p90': { unit: 's', subject: 'answers', definition: `90 % took at most this time ${TIME_TO_ANSWER}.` },
  'timeToResolve.mean': { unit: 's', subject: 'answers', definition: `Mean time ${TIME_TO_RESOLVE}.` },
  'timeToResolve.median': { unit: 's', subject: 'answers', definition: `Median time ${TIME_TO_RESOLVE}.` },
  'timeToResolve.p90': { unit: 's', subject: 'answers', definition: `90 % took at most this time ${TIME_TO_RESOLVE}.` },
  snoozed: { unit: 's', subject: 'answers', definition: 'Mean time that resolved incidents were snoozed.' },
  selfHealed: {
    unit: 'count',
    subject: 'pager',
    definition: 'Incidents that their source resolved before anybody answered.',
  },
  'selfHealed.share': {
    unit: '%',
    subject: 'pager',
    definition: 'Incidents that their source resolved before anybody answered, of all.',
  },
  escalationLoss: {
    unit: '%',
    subject: 'answers',
    definition: 'Entries of a step that nobody answered before the next step, of all that paged somebody.',
  },
  coverage: {
    unit: '%',
    subject: 'pager',
    definition: 'Time in which somebody was on call, of the time in which somebody must be.',
  },
  interruptions: {
    unit: 'count',
    subject: 'load',
    definition: 'Wakeful calls to a person that were accepted; those within 60 s of the first are one.',
  },
  'interruptions.work': {
    unit: 'count',
    subject: 'load',
    definition: 'Interruptions in working hours: Monday to Friday 08:00–18:00 in the person’s zone, no public holiday.',
  },
  'interruptions.off': {
    unit: 'count',
    subject: 'load',
    definition: 'Interruptions outside working hours (Monday to Friday 08:00–18:00) and hours of sleep ({sleep}).',
  },
  'interruptions.sleep': {
    unit: 'count',
    subject: 'load',
    definition: 'Interruptions in hours of sleep: {sleep} in the person’s zone, every day.',
  },
  brokenNights: {
    unit: 'count',
    subject: 'load',
    definition: 'Nights ({sleep}) of a person with an interruption of sleep.',
  },
  'brokenNights.series': { unit: 'count', subject: 'load', definition: 'Most broken nights ({sleep}) in a row.' },
  disruptedHours: {
    unit: 'count',
    subject: 'load',
    definition: 'Distinct clock hours of a person with an interruption.',
  },
  effort: {
    unit: 'h',
    subject: 'load',
    definition: 'Work recorded as interventions, with travel, and what is estimated where none is recorded.',
  },
  'effort.estimated': {
    unit: 'h',
    subject: 'load',
    definition: 'The part of the effort that is estimated: from the answer to the resolution, 4 h at most.',
  },
  duty: { unit: 'h', subject: 'load', definition: 'Time on call; time on several rotas at once counts once.' },
  'duty.night': {
    unit: 'h',
    subject: 'load',
    definition: 'Time on call in hours of sleep ({sleep}) of ordinary weekdays.',
  },
  'duty.weekend': { unit: 'h', subject: 'load', definition: 'Time on call on Saturdays and Sundays.' },
  'duty.holiday': { unit: 'h', subject: 'load', definition: 'Time on call on public holidays.' },
  loadPerShift: {
    unit: 'per 12 h',
    subject: 'load',
    definition: 'Incidents that called a person on call, per 12 hours on call; 2 are a full shift.',
  },
  points: {
    unit: 'points',
    subject: 'load',
    definition:
      'Hours on call × 1 (day), 1.25 (18:00 to sleep), 1.5 (sleep, {sleep}), 2 (weekend) or 3 (public holiday), and per interruption 3 (sleep), 1.5 (off) or 0.5 (work).',
  },
  'fairness.hours': {
    unit: 'ratio',
    subject: 'load',
    definition: 'Jain’s index of time on call per day of presence; 1 is equal.',
  },
  'fairness.hours.pairs': {
    unit: 'ratio',
    subject: 'load',
    definition: 'Mean over all pairs of the smaller time on call per day of presence, divided by the larger.',
  },
  'fairness.points': {
    unit: 'ratio',
    subject: 'load',
    definition: 'Jain’s index of points per day of presence; 1 is equal.',
  },
  'fairness.points.pairs': {
    unit: 'ratio',
    subject: 'load',
    definition: 'Mean over all pairs of the smaller points per day of presence, divided by the larger.',
  },
  nothingDone: {
    unit: '%',
    subject: 'answers',
    definition: 'Paged incidents answered within 1 min, on which nobody did anything after that.',
  },
  repeats: {
    unit: 'count',
    subject: 'pager',
    definition: 'Incidents that opened within 7 days of the one before by the same alert.',
  },
  useless: {
    unit: '%',
    subject: 'pager',
    definition: 'Rated incidents of which more than half of the ratings say nothing to do, not ours or false.',
  },
  notOurs: {
    unit: '%',
    subject: 'pager',
    definition: 'Rated incidents of which more than half of the ratings say not ours.',
  },
  sleepCost: {
    unit: 'count',
    subject: 'load',
    definition: 'Interruptions of sleep ({sleep}) that began with the alert’s call.',
  },
  firstTry: {
    unit: '%',
    subject: 'pager',
    definition: 'Deliveries of pages that were accepted at the first attempt, of those that were tried.',
  },
  failovers: {
    unit: 'count',
    subject: 'pager',
    definition: 'Pages that arrived by another delivery after one had failed.',
  },
  'timeToSend.mean': { unit: 's', subject: 'pager', definition: `Mean time ${TIME_TO_SEND}.` },
  'timeToSend.median': { unit: 's', subject: 'pager', definition: `Median time ${TIME_TO_SEND}.` },
  'timeToSend.p90': { unit: 's', subject: 'pager', definition: `90 % took at most this time ${TIME_TO_SEND}.` },
} as const satisfies Record<string, FigureDefinition>;

export type FigureKey = keyof typeof FIGURES;
export const FIGURE_KEYS = Object.keys(FIGURES) as FigureKey[];

export type LeftOut = Readonly<Record<LeftOutReason, number>>;
export const NOTHING_LEFT_OUT: LeftOut = { test: 0, merged: 0, maintenance: 0, shadow: 0 };

/** Their definitions as the settings make them. */
export function definedBy(figures: readonly Figure[], settings: Pick<InsightSettings, 'sleep'>): Figure[] {
  return figures.map((one) => ({ ...one, definition: definitionOf(one.key, settings) }));
}

export interface Figure {
  key: FigureKey;
  /** null: there is nothing to compute it from, or the group is too small. */
  value: number | null;
  unit: FigureUnit;
  /** How many incidents, attempts, people… it is of. */
  n: number;
  leftOut: LeftOut;
  definition: string;
}

export function definitionOf(key: FigureKey, { sleep }: Pick<InsightSettings, 'sleep'>): string {
  return FIGURES[key].definition.replaceAll('{sleep}', hoursText(sleep));
}

/** @param value in the figure's unit */
export function figure(key: FigureKey, value: number | null, n: number, leftOut = NOTHING_LEFT_OUT): Figure {
  const definition = definitionOf(key, INSIGHT_SETTINGS);
  return { key, value: value === null ? null : rounded(value), unit: FIGURES[key].unit, n, leftOut, definition };
}

/** Four decimals: a tenth of a millisecond, or a third of a second of an hour. */
function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}

export function leftOutOf(incidents: readonly Pick<IncidentFact, 'leftOut'>[]): LeftOut {
  const counts = { ...NOTHING_LEFT_OUT };
  for (const { leftOut } of incidents) {
    if (leftOut !== null) {
      counts[leftOut]++;
    }
  }
  return counts;
}

export function counted<Incident extends Pick<IncidentFact, 'leftOut'>>(incidents: readonly Incident[]): Incident[] {
  return incidents.filter(({ leftOut }) => leftOut === null);
}

/** Figures of one subject of a breakdown. */
export interface FigureGroup {
  by: BreakdownKind;
  /** Login, step, kind of channel, `integration/name`, date (of a week its Monday), or weekday and hour. */
  id: string;
  figures: Figure[];
}

export const BREAKDOWN_KINDS = ['person', 'step', 'channel', 'alert', 'day', 'week', 'weekHour'] as const;
export type BreakdownKind = (typeof BREAKDOWN_KINDS)[number];

/** Defines what each figure means: its unit, what it is of, and whose it is. `docs/insights.md` lists all keys. */

export type FigureUnit = 'count' | '%' | 's' | 'h' | 'points' | 'ratio' | 'per 12 h';

/** Whose figures they are, which decides who reads them. */
export const FIGURE_SUBJECTS = [
  /** Incidents, alerts or the pager: nobody in particular. */
  'pager',
  /** How fast people answer: of groups alone, and of oneself. */
  'answers',
  /** What on-call duty asks of people: for themselves and those who plan for them. */
  'load',
] as const;
export type FigureSubject = (typeof FIGURE_SUBJECTS)[number];

/** What `n` counts. `entries`: of a step of the escalation. `work`: pieces of it. */
export const COUNTED_THINGS = [
  ...(['incidents', 'calls', 'interruptions', 'nights', 'shifts', 'work', 'people', 'rotas'] as const),
  ...(['deliveries', 'pages', 'entries'] as const),
] as const;
export type CountedThing = (typeof COUNTED_THINGS)[number];

interface FigureDefinition {
  of: CountedThing;
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
  incidents: { of: 'incidents', unit: 'count', subject: 'pager', definition: 'Incidents that opened in the period.' },
  paged: { of: 'incidents', unit: 'count', subject: 'pager', definition: 'Incidents about which a page was tried.' },
  'timeToPage.mean': { of: 'incidents', unit: 's', subject: 'pager', definition: `Mean time ${TIME_TO_PAGE}.` },
  'timeToPage.median': { of: 'incidents', unit: 's', subject: 'pager', definition: `Median time ${TIME_TO_PAGE}.` },
  'timeToPage.p90': {
    of: 'incidents',
    unit: 's',
    subject: 'pager',
    definition: `90 % took at most this time ${TIME_TO_PAGE}.`,
  },
  answered: {
    of: 'incidents',
    unit: '%',
    subject: 'answers',
    definition:
      'Incidents that a person answered, of those that paged. Your own: those that you were the first to answer, of those that paged you.',
  },
  'timeToAnswer.mean': { of: 'incidents', unit: 's', subject: 'answers', definition: `Mean time ${TIME_TO_ANSWER}.` },
  'timeToAnswer.median': {
    of: 'incidents',
    unit: 's',
    subject: 'answers',
    definition: `Median time ${TIME_TO_ANSWER}.`,
  },
  'timeToAnswer.p90': {
    of: 'incidents',
    unit: 's',
    subject: 'answers',
    definition: `90 % took at most this time ${TIME_TO_ANSWER}.`,
  },
  'timeToResolve.mean': { of: 'incidents', unit: 's', subject: 'answers', definition: `Mean time ${TIME_TO_RESOLVE}.` },
  'timeToResolve.median': {
    of: 'incidents',
    unit: 's',
    subject: 'answers',
    definition: `Median time ${TIME_TO_RESOLVE}.`,
  },
  'timeToResolve.p90': {
    of: 'incidents',
    unit: 's',
    subject: 'answers',
    definition: `90 % took at most this time ${TIME_TO_RESOLVE}.`,
  },
  snoozed: {
    of: 'incidents',
    unit: 's',
    subject: 'answers',
    definition: 'Mean time that resolved incidents were snoozed.',
  },
  selfHealed: {
    of: 'incidents',
    unit: 'count',
    subject: 'pager',
    definition: 'Incidents that their source resolved before anybody answered.',
  },
  'selfHealed.share': {
    of: 'incidents',
    unit: '%',
    subject: 'pager',
    definition: 'Incidents that their source resolved before anybody answered, of all.',
  },
  'selfHealed.before': {
    of: 'incidents',
    unit: 'count',
    subject: 'pager',
    definition: 'Incidents that their source resolved before a page had arrived: nobody had been told.',
  },
  'selfHealed.after': {
    of: 'incidents',
    unit: 'count',
    subject: 'pager',
    definition: 'Incidents that their source resolved after a page had arrived, and before anybody answered.',
  },
  missed: {
    of: 'incidents',
    unit: 'count',
    subject: 'pager',
    definition:
      'Incidents that paged, or whose policy had gone through every step, and that nobody answered by then, or at all until their end.',
  },
  'missed.exhausted': {
    of: 'incidents',
    unit: 'count',
    subject: 'pager',
    definition: 'Of the missed ones, those whose policy had gone through every step before anybody answered.',
  },
  escalationLoss: {
    of: 'entries',
    unit: '%',
    subject: 'answers',
    definition: 'Entries of a step that nobody answered before the next step, of all that paged somebody.',
  },
  coverage: {
    of: 'rotas',
    unit: '%',
    subject: 'pager',
    definition: 'Time in which somebody was on call, of the time in which somebody must be.',
  },
  interruptions: {
    of: 'calls',
    unit: 'count',
    subject: 'load',
    definition:
      'Calls that rang for a person: pages by SMS, voice or push, and updates by these in hours of sleep; those within 60 s of the first are one.',
  },
  'interruptions.work': {
    of: 'calls',
    unit: 'count',
    subject: 'load',
    definition:
      'Interruptions in working hours: Monday to Friday 08:00–18:00 in the person’s zone, unless they are on call for a rota on its public holiday.',
  },
  'interruptions.off': {
    of: 'calls',
    unit: 'count',
    subject: 'load',
    definition: 'Interruptions outside working hours (Monday to Friday 08:00–18:00) and hours of sleep ({sleep}).',
  },
  'interruptions.sleep': {
    of: 'calls',
    unit: 'count',
    subject: 'load',
    definition: 'Interruptions in hours of sleep: {sleep} in the person’s zone, every day.',
  },
  brokenNights: {
    of: 'interruptions',
    unit: 'count',
    subject: 'load',
    definition: 'Nights ({sleep}) of a person with an interruption of sleep, each in the period of its first one.',
  },
  'brokenNights.series': {
    of: 'nights',
    unit: 'count',
    subject: 'load',
    definition: 'Most broken nights ({sleep}) in a row.',
  },
  disruptedHours: {
    of: 'interruptions',
    unit: 'count',
    subject: 'load',
    definition: 'Distinct clock hours of a person with an interruption, each in the period of its first one.',
  },
  effort: {
    of: 'work',
    unit: 'h',
    subject: 'load',
    definition:
      'Work recorded as interventions, with travel, and what is estimated where none is recorded; each counts where it began.',
  },
  'effort.estimated': {
    of: 'work',
    unit: 'h',
    subject: 'load',
    definition: 'The part of the effort that is estimated: from the answer to the resolution, 4 h at most.',
  },
  duty: {
    of: 'shifts',
    unit: 'h',
    subject: 'load',
    definition: 'Time on call; time on several rotas at once counts once.',
  },
  'duty.night': {
    of: 'shifts',
    unit: 'h',
    subject: 'load',
    definition: 'Time on call in hours of sleep ({sleep}) of weekdays that are no public holiday of the rota.',
  },
  'duty.weekend': {
    of: 'shifts',
    unit: 'h',
    subject: 'load',
    definition: 'Time on call on Saturdays and Sundays, public holidays included.',
  },
  'duty.holiday': {
    of: 'shifts',
    unit: 'h',
    subject: 'load',
    definition: 'Time on call on public holidays of the rota, at weekends, too.',
  },
  loadPerShift: {
    of: 'incidents',
    unit: 'per 12 h',
    subject: 'load',
    definition: 'Incidents whose calls rang for a person on call, per 12 hours on call; 2 are a full shift.',
  },
  points: {
    of: 'shifts',
    unit: 'points',
    subject: 'load',
    definition:
      'Hours on call × 1 (day), 1.25 (18:00 to sleep), 1.5 (sleep, {sleep}), 2 (weekend) or 3 (public holiday of the rota), and per interruption 3 (sleep), 1.5 (off) or 0.5 (work).',
  },
  'fairness.hours': {
    of: 'people',
    unit: 'ratio',
    subject: 'load',
    definition: 'Jain’s index of time on call per day of presence; 1 is equal.',
  },
  'fairness.hours.pairs': {
    of: 'people',
    unit: 'ratio',
    subject: 'load',
    definition: 'Mean over all pairs of the smaller time on call per day of presence, divided by the larger.',
  },
  'fairness.points': {
    of: 'people',
    unit: 'ratio',
    subject: 'load',
    definition: 'Jain’s index of points per day of presence; 1 is equal.',
  },
  'fairness.points.pairs': {
    of: 'people',
    unit: 'ratio',
    subject: 'load',
    definition: 'Mean over all pairs of the smaller points per day of presence, divided by the larger.',
  },
  nothingDone: {
    of: 'incidents',
    unit: '%',
    subject: 'answers',
    definition: 'Paged incidents answered within 1 min, on which nobody did anything after that.',
  },
  repeats: {
    of: 'incidents',
    unit: 'count',
    subject: 'pager',
    definition:
      'Incidents that opened within 7 days of the one before by the same alert, also of one before the period.',
  },
  useless: {
    of: 'incidents',
    unit: '%',
    subject: 'pager',
    definition: 'Rated incidents of which more than half of the ratings say nothing to do, not ours or false.',
  },
  notOurs: {
    of: 'incidents',
    unit: '%',
    subject: 'pager',
    definition: 'Rated incidents of which more than half of the ratings say not ours.',
  },
  sleepCost: {
    of: 'calls',
    unit: 'count',
    subject: 'load',
    definition: 'Interruptions of sleep ({sleep}) that began with a call of the alert.',
  },
  firstTry: {
    of: 'deliveries',
    unit: '%',
    subject: 'pager',
    definition: 'Deliveries of pages that were accepted at the first attempt, of those that were tried.',
  },
  failovers: {
    of: 'pages',
    unit: 'count',
    subject: 'pager',
    definition: 'Pages that arrived by another delivery after one had failed for good.',
  },
  'timeToSend.mean': { of: 'deliveries', unit: 's', subject: 'pager', definition: `Mean time ${TIME_TO_SEND}.` },
  'timeToSend.median': { of: 'deliveries', unit: 's', subject: 'pager', definition: `Median time ${TIME_TO_SEND}.` },
  'timeToSend.p90': {
    of: 'deliveries',
    unit: 's',
    subject: 'pager',
    definition: `90 % took at most this time ${TIME_TO_SEND}.`,
  },
} as const satisfies Record<string, FigureDefinition>;

export type FigureKey = keyof typeof FIGURES;
export const FIGURE_KEYS = Object.keys(FIGURES) as FigureKey[];

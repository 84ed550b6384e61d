/**
 * Judges a **remedy**: what a small change for one alert would have saved in a past period, and whether it may be offered.
 * Both nights are replays of the same model, one without the change, so that the model itself is never taken for its effect.
 */
import { groupedBy } from '#domain/grouped';
import { isDifferent, pairedPages, wokenTimes } from '#domain/replay/compare';
import type { NightPair } from '#domain/replay/compare';
import type { Night, NightPage } from '#domain/replay/night';

export const REMEDIES = ['wait-2m', 'wait-5m', 'wait-10m', 'by-day', 'other-urgency'] as const;
/**
 * `wait-…`: the alert pages so much later. `by-day`: what opens in hours of sleep pages at their end. `other-urgency`: in
 * hours of sleep it pages by the rules of `default`.
 */
export type AlertRemedy = (typeof REMEDIES)[number];

export const OBJECTIONS = [
  /** Somebody answered, or was told, who would not have. */
  'missed',
  /** An answer that the model supposes, or one to a page by other methods: nobody knows whether it would have come. */
  'guessed',
  /** A page about a critical incident would have been another one. */
  'critical',
  /** The same of an incident that somebody rated *useful*. */
  'useful',
  /** Somebody recorded work that began before the page would have come. */
  'worked',
  'nothing-saved',
] as const;
/** Why a remedy is not offered. */
export type Objection = (typeof OBJECTIONS)[number];

/** An incident of a replayed night. */
export interface RemedyIncident {
  id: string;
  /** By integration and name; null: opened by hand. */
  alert: string | null;
  policy: string | null;
  critical: boolean;
  /** Acknowledged, or resolved, by a person. */
  answeredAt: number | null;
  /** Everybody had been told, and nobody had answered. */
  exhaustedAt: number | null;
  /** Its source ended it. */
  healedAt: number | null;
}

export interface RemedyNight extends Pick<Night, 'pages' | 'invented'> {
  /** By incident. */
  pagesOf: ReadonlyMap<string, readonly NightPage[]>;
  incidents: ReadonlyMap<string, RemedyIncident>;
}

/** What is known of the incidents beside their pages, by id. */
export interface KnownWorth {
  /** Critical at any time. */
  critical: ReadonlySet<string>;
  /** Somebody rated it *useful*. */
  useful: ReadonlySet<string>;
  /** When the earliest recorded work began. */
  worked: ReadonlyMap<string, number>;
  /** A person did more than to acknowledge or to snooze. */
  handled: ReadonlySet<string>;
}

export interface RemedyVerdict {
  /** null: it may be offered. */
  objection: Objection | null;
  /** Times at which somebody would not have been woken; those of others who would have been are taken off. */
  saved: number;
  /** Answers that would have come later, and by how much at most, ms. */
  delayed: number;
  longestDelay: number;
  /** Incidents that would have paged nobody, since they had healed by then. */
  spared: number;
  /** Incidents that would not have been answered, or told to anybody. */
  missed: number;
}

export function remedyNight(
  { pages, invented }: Pick<Night, 'pages' | 'invented'>,
  incidents: readonly RemedyIncident[],
): RemedyNight {
  return {
    pages,
    invented,
    pagesOf: groupedBy(pages, ({ incident }) => incident),
    incidents: new Map(incidents.map((one) => [one.id, one])),
  };
}

export function judge(before: RemedyNight, after: RemedyNight, known: KnownWorth): RemedyVerdict {
  const changed = groupedBy(pairedPages(before, after).filter(isDifferent), ({ incident }) => incident);
  const looks = [...new Set([...before.incidents.keys(), ...after.incidents.keys(), ...changed.keys()])].map((id) =>
    lookAt(id, changed.get(id) ?? [], { before, after, known }),
  );
  const delays = looks.flatMap(({ delay }) => (delay > 0 ? [delay] : []));
  const saved = wokenTimes(before) - wokenTimes(after);
  const objections = new Set(looks.flatMap((look) => look.objections));
  return {
    objection: OBJECTIONS.find((one) => objections.has(one)) ?? (saved > 0 ? null : 'nothing-saved'),
    saved,
    delayed: delays.length,
    longestDelay: Math.max(0, ...delays),
    spared: looks.filter(({ isSpared }) => isSpared).length,
    missed: looks.filter((look) => look.objections.includes('missed')).length,
  };
}

interface IncidentLook {
  objections: Objection[];
  /** ms by which the answer would have come later. */
  delay: number;
  isSpared: boolean;
}

interface Nights {
  before: RemedyNight;
  after: RemedyNight;
  known: KnownWorth;
}

/** @param pairs its pages that differ */
function lookAt(id: string, pairs: readonly NightPair[], nights: Nights): IncidentLook {
  const { known } = nights;
  const [was, is] = [nights.before.incidents.get(id), nights.after.incidents.get(id)];
  const isMissed = misses(id, was, is, nights);
  const isChanged = pairs.length > 0;
  const isCritical = known.critical.has(id) || was?.critical === true || is?.critical === true;
  const objections: Array<[Objection, boolean]> = [
    ['missed', isMissed],
    ['guessed', is !== undefined && isGuessed(pairs, is)],
    ['critical', isChanged && isCritical],
    ['useful', isChanged && known.useful.has(id)],
    ['worked', isChanged && (known.worked.get(id) ?? Infinity) < alarmAt(id, pairs, nights.after)],
  ];
  return {
    objections: objections.flatMap(([objection, holds]) => (holds ? [objection] : [])),
    delay: (is?.answeredAt ?? 0) - (was?.answeredAt ?? Infinity),
    isSpared: !isMissed && isChanged && pagesOf(nights.after, id).length === 0,
  };
}

/**
 * An answer may be missing only where the source had ended the incident before anybody was told, and where people had done
 * no more than to say that they saw it: otherwise they may be the reason why it ended.
 */
function misses(
  id: string,
  was: RemedyIncident | undefined,
  is: RemedyIncident | undefined,
  { before, after, known }: Nights,
): boolean {
  if (was === undefined || is === undefined) {
    return pagesOf(before, id).length > 0;
  }
  if (was.exhaustedAt === null && is.exhaustedAt !== null) {
    return true;
  }
  const isUntold = reachedIn(before, id) && !reachedIn(after, id);
  const isUnanswered = was.answeredAt !== null && is.answeredAt === null;
  return (isUntold || isUnanswered) && (is.healedAt === null || known.handled.has(id));
}

/** They answered a page that came by other methods than the one that they answered in truth. */
function isGuessed(pairs: readonly NightPair[], { answeredAt }: RemedyIncident): boolean {
  return pairs.some(
    ({ before, after, isSupposed }) =>
      isSupposed ||
      (answeredAt !== null &&
        after !== null &&
        after.at <= answeredAt &&
        (before === null || before.methods.join() !== after.methods.join() || before.urgency !== after.urgency)),
  );
}

/** When somebody would first have noticed it: where it rang before, when it rings. Infinity: never. */
function alarmAt(id: string, pairs: readonly NightPair[], after: RemedyNight): number {
  const rang = pairs.some(({ before }) => (before?.wokeAt.length ?? 0) > 0);
  const noticed = pagesOf(after, id).flatMap(({ reachedAt, atNight, wokeAt }) =>
    reachedAt === null ? [] : rang && atNight ? wokeAt : [reachedAt],
  );
  return Math.min(Infinity, ...noticed);
}

function pagesOf(night: RemedyNight, id: string): readonly NightPage[] {
  return night.pagesOf.get(id) ?? [];
}

function reachedIn(night: RemedyNight, id: string): boolean {
  return pagesOf(night, id).some(({ reachedAt }) => reachedAt !== null);
}

/** Finds the incidents that a figure is of, and says how a list shows exactly those. */
import type { FigureKey } from '#domain/insight/definitions';
import type { IncidentFact } from '#domain/insight/facts';
import { counted } from '#domain/insight/figure';
import type { Figure } from '#domain/insight/figure';
import type { Behind, Had } from '#domain/incident/had';
import { hasFailover, hasRetry } from '#domain/insight/incident/paging';
import {
  answeredAt,
  isExhausted,
  isHealedUntold,
  isMissed,
  isSelfHealed,
  timeToAnswer,
} from '#domain/insight/incident/times';

/** What a list of incidents is narrowed by, besides what each figure is of. */
export interface BehindScope extends Omit<Behind, 'had' | 'rows'> {
  /** Of all its figures. */
  had?: readonly Had[];
  /** Whose page `my-page` means. */
  user?: string;
  /** Incidents with a rating. */
  rated?: { has(incident: string): boolean };
}

type Condition = (incident: IncidentFact, scope: BehindScope) => boolean;

const isBy =
  ({ channel }: BehindScope) =>
  (one: { channel: string }) =>
    channel === undefined || one.channel === channel;

/** As the list of incidents finds them. `my-work` is not among them: it depends on what people recorded. */
const CONDITIONS: Readonly<Record<Exclude<Had, 'my-work'>, Condition>> = {
  alert: ({ alert }) => alert.integration !== null,
  page: ({ tries }, scope) => tries.some(isBy(scope)),
  retry: (incident, { channel }) => hasRetry(incident, channel ?? null),
  failover: (incident, { channel }) => hasFailover(incident, channel ?? null),
  'my-page': ({ tries }, scope) => tries.filter(isBy(scope)).some(({ user }) => user === scope.user),
  reached: ({ tries }, scope) => tries.filter(isBy(scope)).some(({ ok }) => ok),
  answer: (incident) => answeredAt(incident) !== null,
  'answer-to-page': (incident) => timeToAnswer(incident) !== null,
  resolved: ({ resolvedAt }) => resolvedAt !== null,
  'self-healed': isSelfHealed,
  'self-healed-before': isHealedUntold,
  'self-healed-after': (incident) => isSelfHealed(incident) && !isHealedUntold(incident),
  missed: isMissed,
  exhausted: isExhausted,
  rating: ({ id }, { rated }) => rated?.has(id) ?? false,
};

/** What each figure is of: a count of those that it counts, a share or a time of those that it divides by. */
const OF_FIGURES: Readonly<Partial<Record<FigureKey, readonly Exclude<Had, 'my-work'>[]>>> = {
  incidents: [],
  paged: ['page'],
  missed: ['missed'],
  'missed.exhausted': ['exhausted'],
  'timeToPage.mean': ['reached'],
  'timeToPage.median': ['reached'],
  'timeToPage.p90': ['reached'],
  answered: ['page'],
  'timeToAnswer.mean': ['answer-to-page'],
  'timeToAnswer.median': ['answer-to-page'],
  'timeToAnswer.p90': ['answer-to-page'],
  'timeToResolve.mean': ['resolved'],
  'timeToResolve.median': ['resolved'],
  'timeToResolve.p90': ['resolved'],
  snoozed: ['resolved'],
  selfHealed: ['self-healed'],
  'selfHealed.before': ['self-healed-before'],
  'selfHealed.after': ['self-healed-after'],
  'selfHealed.share': [],
  nothingDone: ['page'],
  repeats: [],
  useless: ['rating'],
  notOurs: ['rating'],
  failovers: ['failover'],
  'timeToSend.mean': ['reached'],
  'timeToSend.median': ['reached'],
  'timeToSend.p90': ['reached'],
};

/** Where all went well, those that did are of more use than none. */
function hadOf({ key, value }: Figure): readonly Exclude<Had, 'my-work'>[] | undefined {
  return key === 'firstTry' ? [(value ?? 100) < 100 ? 'retry' : 'page'] : OF_FIGURES[key];
}

/**
 * Adds what is behind each figure. Where a list cannot show exactly the incidents that it is of, nothing is: of whole months
 * of groups some are not told, and what reached somebody first by a channel no list knows.
 *
 * @param all incidents of the scope
 */
export function withBehind(
  figures: readonly Figure[],
  all: readonly IncidentFact[],
  scope: BehindScope = {},
): Figure[] {
  const incidents = counted(all);
  const { user: _, rated: __, had: common = [], ...where } = scope;
  const counts = new Map<string, number>();
  return figures.map((one) => {
    const own = hadOf(one);
    const isFirstBy = scope.channel !== undefined && one.key.startsWith('timeToPage');
    if (own === undefined || isFirstBy) {
      return one;
    }
    const key = own.join();
    const rows =
      counts.get(key) ?? incidents.filter((incident) => own.every((had) => CONDITIONS[had](incident, scope))).length;
    counts.set(key, rows);
    const isWhole = one.subject !== 'answers' || one.n === rows;
    return isWhole && one.value !== null ? { ...one, behind: { ...where, had: [...common, ...own], rows } } : one;
  });
}

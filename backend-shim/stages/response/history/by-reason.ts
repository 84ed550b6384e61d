/** The kinds of entries that have a list of reasons: each language has words for the lists, and gets its sentences here. */
import type { ReasonTexts } from '#contract/reasons/reason';
import {
  DELIVERY,
  EXHAUSTED,
  HELD,
  PAGE,
  REOPENED,
  REPAIRED,
  RESOLVED,
  RESTARTED,
  SHADOW,
  SKIPPED,
  SYNC,
  UNACKNOWLEDGED,
  WAITING,
  WARNING,
} from '#contract/reasons/timeline';
import { of } from './facts.ts';
import type { HistoryFacts } from './facts.ts';

const LISTS = {
  delivery: DELIVERY,
  exhausted: EXHAUSTED,
  held: HELD,
  page: PAGE,
  reopened: REOPENED,
  repaired: REPAIRED,
  resolved: RESOLVED,
  restarted: RESTARTED,
  shadow: SHADOW,
  skipped: SKIPPED,
  sync: SYNC,
  unacknowledged: UNACKNOWLEDGED,
  waiting: WAITING,
  warning: WARNING,
} as const;

export type ReasonWords = { readonly [Kind in keyof typeof LISTS]: ReasonTexts<(typeof LISTS)[Kind], [HistoryFacts]> };

export function byReason(words: ReasonWords) {
  return {
    delivery: of(LISTS.delivery, words.delivery, 'outcome'),
    exhausted: of(LISTS.exhausted, words.exhausted),
    held: of(LISTS.held, words.held),
    page: of(LISTS.page, words.page),
    reopened: of(LISTS.reopened, words.reopened),
    repaired: of(LISTS.repaired, words.repaired),
    resolved: of(LISTS.resolved, words.resolved),
    restarted: of(LISTS.restarted, words.restarted),
    shadow: of(LISTS.shadow, words.shadow),
    skipped: of(LISTS.skipped, words.skipped),
    sync: of(LISTS.sync, words.sync, 'outcome'),
    unacknowledged: of(LISTS.unacknowledged, words.unacknowledged),
    waiting: of(LISTS.waiting, words.waiting),
    warning: of(LISTS.warning, words.warning),
  };
}

/** Names what there was on an incident, by which lists find those that figures are of. */

/**
 * `alert`: an alert opened it, not a person. `page`: a page to a person was tried; `retry`: one was not accepted at its
 * first attempt; `failover`: one arrived by another contact method after one had failed for good; `my-page`: one was the
 * reader's; `reached`: one arrived. `answer`: a person acknowledged, snoozed or resolved it; `answer-to-page`: after a page
 * had arrived, and before its source resolved it. `my-work`: the reader answered it, or an intervention of theirs is
 * recorded. `resolved`: it is over; `self-healed`: its source resolved it before anybody answered; `-before`, `-after`: a page
 * had arrived. `missed`: nobody answered before its policy had gone through every step, or at all; `exhausted`: the former.
 * `rating`: a person said what it was worth.
 */
export const HAD = [
  ...(['alert', 'page', 'retry', 'failover', 'my-page', 'reached', 'answer', 'answer-to-page', 'my-work'] as const),
  ...(['resolved', 'self-healed', 'self-healed-before', 'self-healed-after', 'missed', 'exhausted', 'rating'] as const),
] as const;
export type Had = (typeof HAD)[number];

/** Of these, a kind of channel says by which the page was. */
export const HAD_PAGES = ['page', 'retry', 'failover', 'my-page', 'reached'] as const satisfies readonly Had[];

/** Incidents of the question that a list shows, those that no figure counts left out. */
export interface Behind {
  /** All of these. */
  had: readonly Had[];
  /** Kind of channel of the pages. */
  channel?: string;
  alert?: { integration: string | null; name: string };
  /** Those that opened in it; absent: in the period of the question. */
  opened?: { start: number; end: number };
  /** How many they are. */
  rows: number;
}

/** Notices of rests: to the person whose start moved, and to managers in the morning. */
import type { ReleasesNotice, RestNotice } from '#domain/notify/notice';
import type { PlanningContext } from '../planning/planning.ts';
import { canCarryNews, deliverMessage, listenerOf } from './deliver.ts';
import type { DeliveryTimes } from './deliver.ts';

/** Not before quiet hours end, and never after the planned start. */
export function tellRest(planning: PlanningContext, { user, start, asked }: RestNotice): void {
  const content = {
    ...(start === null ? {} : { release: { start } }),
    ...(asked.length === 0 ? {} : { whenStopped: asked }),
  };
  tellQuietly(planning, user, content, start === null ? {} : { until: start });
}

export function tellReleases(planning: PlanningContext, { user, releases }: ReleasesNotice): void {
  tellQuietly(planning, user, { releases }, { from: releases.at });
}

/** By the quietest method. Nobody can turn it off. */
function tellQuietly(planning: PlanningContext, user: string, content: object, times: DeliveryTimes): void {
  const responder = listenerOf(planning, user, null);
  if (responder) {
    deliverMessage(
      planning,
      responder,
      { urgency: 'default', order: 'quietest', fits: ({ type }) => canCarryNews(planning, type) },
      { kind: 'onCall', incident: null, rank: 0, content: JSON.stringify(content) },
      times,
    );
  }
}

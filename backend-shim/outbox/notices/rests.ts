/** Notices of rests: to the person whose start moved, and to managers in the morning. */
import type { ReleasesNotice, RestNotice } from '#domain/notify/notice';
import type { PlanningContext } from '../planning/planning.ts';
import { canCarryNews, deliverMessage, listenerOf } from './deliver.ts';

/** By the quietest method, not before quiet hours end, and never after the planned start. Nobody can turn it off. */
export function tellRest(planning: PlanningContext, { user, start, asked }: RestNotice): void {
  const responder = listenerOf(planning, user, null);
  if (responder) {
    const parts = {
      ...(start === null ? {} : { release: { start } }),
      ...(asked.length === 0 ? {} : { whenStopped: asked }),
    };
    deliverMessage(
      planning,
      responder,
      { urgency: 'default', order: 'quietest', fits: ({ type }) => canCarryNews(planning, type) },
      { kind: 'onCall', incident: null, rank: 0, content: JSON.stringify(parts) },
      start === null ? {} : { until: start },
    );
  }
}

export function tellReleases(planning: PlanningContext, { user, releases }: ReleasesNotice): void {
  const responder = listenerOf(planning, user, null);
  if (responder) {
    deliverMessage(
      planning,
      responder,
      { urgency: 'default', order: 'quietest', fits: ({ type }) => canCarryNews(planning, type) },
      { kind: 'onCall', incident: null, rank: 0, content: JSON.stringify({ releases }) },
      { from: releases.at },
    );
  }
}

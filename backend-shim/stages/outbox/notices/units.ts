/** Notices about units: to the person whose start moved or whose month is ready, to managers in the morning, to HR. */
import type { HrNotice, ProfileNotice, ReleasesNotice, RestNotice, MonthNotice } from '#domain/notify/notice';
import type { PlanningContext } from '../planning/planning.ts';
import { noteNoMethod } from '../../../store/labour/statements/handed.ts';
import { deliverQuietly } from './deliver.ts';

/** Not before quiet hours end, and never after the planned start. */
export function tellRest(planning: PlanningContext, { user, start, asked }: RestNotice): void {
  const content = {
    ...(start === null ? {} : { release: { start } }),
    ...(asked.length === 0 ? {} : { whenStopped: asked }),
  };
  deliverQuietly(planning, user, content, start === null ? {} : { until: start });
}

export function tellReleases(planning: PlanningContext, { user, releases }: ReleasesNotice): void {
  deliverQuietly(planning, user, { releases }, { from: releases.at });
}

export function tellStatement(planning: PlanningContext, { user, statement: { id, at, tried } }: MonthNotice): void {
  const delivery = deliverQuietly(planning, user, { statement: { id, tried } }, { from: at, tried });
  if (delivery === null) {
    planning.ledger.afterwards(() => noteNoMethod(planning.work, id));
  }
}

export function tellHr(planning: PlanningContext, { user, hr }: HrNotice): void {
  deliverQuietly(planning, user, { hr });
}

export function tellProfile(planning: PlanningContext, { user, profile }: ProfileNotice): void {
  deliverQuietly(planning, user, { profile });
}

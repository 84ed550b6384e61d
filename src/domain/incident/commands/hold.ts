/** Applies a changed maintenance to an incident that it holds: ended early, moved, or deleted. */
import { note } from '#domain/incident/draft';
import type { IncidentDraft } from '#domain/incident/draft';

/** @param until its new end; null if nothing holds the incident any longer */
export function changeHold(draft: IncidentDraft, until: number | null): void {
  const { timers } = draft.incident;
  if (timers.hold === undefined || timers.hold === until) {
    return;
  }
  if (until === null || until <= draft.now) {
    // The hold becomes due at once, so that it ends in the usual way.
    timers.hold = draft.now;
    return;
  }
  timers.hold = until;
  note(
    draft,
    'held',
    null,
    'The maintenance was changed and holds paging until then; if it is still open at its end, it escalates from step 1.',
    { until },
  );
}

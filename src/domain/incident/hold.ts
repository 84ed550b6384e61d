/** A maintenance that holds an incident was changed: ended early, moved, or taken away. */
import { note } from '#domain/incident/draft';
import type { Draft } from '#domain/incident/draft';

/** @param until when it ends now; null: nothing holds the incident any more */
export function changeHold(draft: Draft, until: number | null): void {
  const { timers } = draft.incident;
  if (timers.hold === undefined || timers.hold === until) {
    return;
  }
  if (until === null || until <= draft.now) {
    // Due at once: it ends as it would have at its time.
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

/** How the timeline puts it. */
import type { SyncAction } from '#domain/incident/effects';

const WORDS: Record<SyncAction, string> = {
  acknowledge: 'that it is acknowledged',
  unacknowledge: 'that it is not acknowledged any more',
  resolve: 'that it is resolved',
  note: 'the note',
  severity: 'the severity',
  snooze: 'that it is snoozed',
};

export function words(what: string): string {
  return WORDS[what as SyncAction] ?? what;
}

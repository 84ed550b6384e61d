/** Sentences of the incident page that depend on what happened to the incident. */
import type { IncidentAnswer } from '#contract/incidents/incident';
import { t } from '../../language.ts';

/** Why the incident has no alerts. */
export function noAlertsText({ mergedInto, integration }: Pick<IncidentAnswer, 'integration' | 'mergedInto'>): string {
  if (mergedInto !== null) {
    return t('incident.alerts-moved', 'Its alerts moved to the incident that it was merged into.');
  }
  return integration === null
    ? t('incident.no-alerts', 'No alerts: opened by hand.')
    : t('incident.alerts-gone', 'No alerts are stored.');
}

/** What adding people does besides paging them. */
export function respondersHint(state: IncidentAnswer['state']): string {
  return state === 'open'
    ? t('responders.hint', 'They are paged in addition; the escalation continues.')
    : t('responders.hint-stopped', 'They are paged in addition; nothing else changes.');
}

/** What a snooze takes away. */
export function snoozeHint(state: IncidentAnswer['state']): string {
  return state === 'acknowledged'
    ? t('snooze.hint-acknowledged', 'Ends the acknowledgement; afterwards it is open, and pages from step 1.')
    : t('snooze.hint', 'Afterwards it is open, and pages from step 1.');
}

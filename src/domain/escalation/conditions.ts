/** Whether a step's conditions hold, and if not, why: the reason goes into the timeline. */
import type { StepConditions } from '#domain/escalation/policy';
import { severityRank } from '#domain/incident/alert';
import type { Draft } from '#domain/incident/draft';
import { matches } from '#domain/routing/matches';
import { formatDuration } from '#domain/time/duration';
import { windowContains } from '#domain/time/window';

/** @returns null where all hold, else the first that does not, as a sentence. */
export function failingCondition(when: StepConditions, draft: Draft): string | null {
  const { incident, now, facts } = draft;
  if (when.window && !windowContains(when.window, now, facts.calendar)) {
    return 'it is outside its time window';
  }
  if (when.minSeverity && severityRank(incident.severity) < severityRank(when.minSeverity)) {
    return `the severity ${incident.severity} is below ${when.minSeverity}`;
  }
  const view = {
    labels: incident.labels,
    severity: incident.severity,
    title: incident.title,
    source: incident.source,
  };
  if (when.match.length > 0 && !matches(when.match, view)) {
    return 'its matchers do not match';
  }
  return tooFewAlerts(when, draft);
}

function tooFewAlerts(when: StepConditions, { incident, now, facts }: Draft): string | null {
  if (!when.alerts) {
    return null;
  }
  const seen = facts.signalsSince(incident.id, now - when.alerts.within);
  const { count, within } = when.alerts;
  return seen >= count ? null : `there were ${seen} alerts in the last ${formatDuration(within)}, fewer than ${count}`;
}

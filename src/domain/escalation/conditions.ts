/** Checks whether a step's conditions hold; if not, the reason goes into the timeline. */
import type { StepConditions } from '#domain/escalation/policy';
import { severityRank } from '#domain/incident/signal/alert';
import type { IncidentDraft } from '#domain/incident/draft';
import { matches, smallBudget } from '#domain/routing/matches';
import type { MatchBudget } from '#domain/routing/matches';
import { formatDuration } from '#domain/time/duration';
import { windowContains } from '#domain/time/window';

export interface FailingCondition {
  text: string;
  /** The same for translations; `reason` names the condition. */
  data: { reason: 'window' | 'severity' | 'match' | 'alerts'; [fact: string]: unknown };
}

/** @returns null if all hold, else the first that does not */
export function failingCondition(when: StepConditions, draft: IncidentDraft): FailingCondition | null {
  const { incident, now, facts } = draft;
  if (when.window && !windowContains(when.window, now, facts.calendar)) {
    return { text: 'it is outside its time window', data: { reason: 'window' } };
  }
  if (when.minSeverity && severityRank(incident.severity) < severityRank(when.minSeverity)) {
    return {
      text: `the severity ${incident.severity} is below ${when.minSeverity}`,
      data: { reason: 'severity', severity: incident.severity, needed: when.minSeverity },
    };
  }
  const view = {
    labels: incident.labels,
    severity: incident.severity,
    title: incident.title,
    source: incident.source,
  };
  // Matchers that are too heavy to be tried count as met: a page too many is better than none.
  if (when.match.length > 0 && matches(when.match, view, budgetOf(draft)) === 'no') {
    return { text: 'its matchers do not match', data: { reason: 'match' } };
  }
  return tooFewAlerts(when, draft);
}

/** Of one decision about an incident, which may skip many steps at once. */
const budgets = new WeakMap<IncidentDraft, MatchBudget>();

function budgetOf(draft: IncidentDraft): MatchBudget {
  const budget = budgets.get(draft) ?? smallBudget();
  budgets.set(draft, budget);
  return budget;
}

function tooFewAlerts(when: StepConditions, { incident, now, facts }: IncidentDraft): FailingCondition | null {
  if (!when.alerts) {
    return null;
  }
  const seen = facts.signalsSince(incident.id, now - when.alerts.within);
  const { count, within } = when.alerts;
  if (seen >= count) {
    return null;
  }
  return {
    text: `there were ${seen} alerts in the last ${formatDuration(within)}, fewer than ${count}`,
    data: { reason: 'alerts', seen, needed: count, within },
  };
}

/** Makes the severity of an incident follow that of its firing alerts, and pages where it becomes urgent. */
import { restartRun } from '#domain/escalation/run';
import { note } from '#domain/incident/draft';
import type { IncidentDraft } from '#domain/incident/draft';
import { urgencyOf } from '#domain/incident/model';
import { severityRank } from '#domain/incident/signal/alert';
import type { Severity } from '#domain/incident/signal/alert';
import { beginAnew, wouldBeHeld } from '#domain/incident/progress/begin-anew';
import { topSeverity } from '#domain/incident/signal/severity';

/**
 * The severity is that of the worst firing alert. Once a person has set it, alerts that fired at that moment no longer
 * count: only a new one, or one that gets worse, may raise it.
 * @param news severity of an alert that began to fire or got worse; null: none did
 */
export function followSource(draft: IncidentDraft, news: Severity | null): void {
  const severity = draft.incident.severityPinned ? news : topSeverity(draft.incident);
  if (severity !== null) {
    applySeverity(draft, severity, startAgain);
  }
}

function startForPerson(draft: IncidentDraft): void {
  tellUrgent(draft);
  restartRun(draft);
}

function tellUrgent(draft: IncidentDraft): void {
  note(draft, 'restarted', null, 'It became urgent after everybody had been told: starting at step 1.', {
    reason: 'urgency',
  });
}

/** A maintenance counts for what the source reports, and not where a person sets the severity or merges. */
function startAgain(draft: IncidentDraft): void {
  if (!wouldBeHeld(draft)) {
    tellUrgent(draft);
  }
  beginAnew(draft);
}

/**
 * Writes a timeline entry for a rising severity; one that raises the urgency pages the acknowledger once, or restarts
 * an exhausted escalation.
 */
export function applySeverity(draft: IncidentDraft, severity: Severity, again = startForPerson): void {
  const { incident } = draft;
  const rises = severityRank(severity) > severityRank(incident.severity);
  if (severity === incident.severity || (!rises && incident.severityPinned)) {
    return;
  }
  const before = incident.severity;
  const urgencyBefore = urgencyOf(incident, null);
  incident.severity = severity;
  note(draft, 'severity', null, `Severity ${rises ? 'rose' : 'fell'} from ${before} to ${severity}.`, {
    from: before,
    to: severity,
  });
  if (rises && urgencyBefore === 'default' && urgencyOf(incident, null) === 'urgent') {
    onUrgencyRaised(draft, again);
  }
}

function onUrgencyRaised(draft: IncidentDraft, again: (draft: IncidentDraft) => void): void {
  const { incident } = draft;
  const { acknowledgedBy, run } = incident;
  if (incident.state === 'acknowledged' && acknowledgedBy !== null && incident.acknowledgedKind === 'person') {
    note(draft, 'step', null, `It became urgent: paging ${acknowledgedBy}, who has it.`, {
      reason: 'urgency',
      users: [acknowledgedBy],
      urgency: 'urgent',
    });
    draft.effects.push({ kind: 'page', user: acknowledgedBy, urgency: 'urgent', step: null });
  } else if (incident.state === 'open' && !incident.exhausted && run) {
    draft.effects.push({ kind: 'urge' });
  } else if (incident.state === 'open' && incident.exhausted && run) {
    again(draft);
  }
}

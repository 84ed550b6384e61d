/** Merges the alerts of another incident into this one. */
import { settleDowntime } from '#domain/incident/progress/downtime';
import type { IncidentDraft } from '#domain/incident/draft';
import { note } from '#domain/incident/draft';
import { askAgain } from '#domain/incident/commands/silence';
import type { Actor, Incident } from '#domain/incident/model';
import { applySeverity } from '#domain/incident/signal/follow-severity';
import { severityRank } from '#domain/incident/signal/alert';
import type { Severity } from '#domain/incident/signal/alert';
import { topSeverity } from '#domain/incident/signal/severity';

export interface AbsorbedIncident {
  from: { id: string; number: number };
  /** Alerts of both, after the merge. */
  firing: Incident['firing'];
  total: number;
  /** Number of firing alerts in a downtime of their source. */
  inDowntime?: number;
  actor: Actor;
}

/** A merge is undone: the alerts of the other incident are taken out again. */
export interface SplitIncident extends AbsorbedIncident {
  /** Before the merge. */
  severity: Severity;
}

/** Counts are those of its own alerts again. Whoever was paged meanwhile because the merge made it worse stays paged. */
export function splitOff(
  draft: IncidentDraft,
  { from, firing, total, inDowntime = 0, severity, actor }: SplitIncident,
): void {
  const { incident } = draft;
  Object.assign(incident, { firing: [...firing], totalAlerts: total, inDowntime, severity });
  settleDowntime(draft, null);
  askAgain(draft);
  note(draft, 'note', actor, `${actor.name} took #${from.number} out of this incident again`, {
    reason: 'split',
    from: from.id,
    number: from.number,
  });
}

/** Merges another incident into this one; a severity that it raised stays raised. */
export function absorb(draft: IncidentDraft, { from, firing, total, inDowntime = 0, actor }: AbsorbedIncident): void {
  const { incident } = draft;
  const joined = firing.map((count, rank) => Math.max(0, count - (incident.firing[rank] ?? 0))) as Incident['firing'];
  incident.firing = [...firing];
  incident.totalAlerts = total;
  incident.inDowntime = inDowntime;
  settleDowntime(draft, null);
  askAgain(draft);
  note(draft, 'merged', actor, `#${from.number} was merged into this incident by ${actor.name}`, {
    from: from.id,
    number: from.number,
  });
  const top = topSeverity({ ...incident, firing: joined });
  if (severityRank(top) > severityRank(incident.severity)) {
    applySeverity(draft, top);
  }
}

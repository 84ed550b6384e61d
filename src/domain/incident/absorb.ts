import type { Draft } from '#domain/incident/draft';
import { note } from '#domain/incident/draft';
import type { Actor, Incident } from '#domain/incident/model';
import { applySeverity } from '#domain/incident/signal';
import { severityRank } from '#domain/incident/alert';
import { topSeverity } from '#domain/incident/severity';

export interface Absorbed {
  from: { id: string; number: number };
  /** Alerts of both, after the move. */
  firing: Incident['firing'];
  total: number;
  actor: Actor;
}

/** Another incident was merged into this one; what it raised stays raised. */
export function absorb(draft: Draft, { from, firing, total, actor }: Absorbed): void {
  const { incident } = draft;
  incident.firing = [...firing];
  incident.totalAlerts = total;
  note(draft, 'merged', actor, `#${from.number} was merged into this incident by ${actor.name}`, { from: from.id, number: from.number });
  const top = topSeverity(incident);
  if (severityRank(top) > severityRank(incident.severity)) {
    applySeverity(draft, top);
  }
}

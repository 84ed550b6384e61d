/** Sorts incidents by how urgently they need an answer. */
import { severityRank } from '#domain/incident/signal/alert';
import type { IncidentWire } from '#contract/incidents/incident';

/** Unanswered incidents first, then by severity, then newest first. */
export function worstFirst(incidents: readonly IncidentWire[]): IncidentWire[] {
  return incidents.toSorted(
    (a, b) =>
      Number(b.state === 'open') - Number(a.state === 'open') ||
      severityRank(b.severity) - severityRank(a.severity) ||
      b.openedAt.localeCompare(a.openedAt),
  );
}

/** Sorts incidents by what needs an answer first. */
import { severityRank } from '#domain/incident/signal/alert';
import type { IncidentWire } from '#contract/incidents/incident';

/** What nobody has yet comes before what somebody has, the worse before the lesser, the newer before the older. */
export function worstFirst(incidents: readonly IncidentWire[]): IncidentWire[] {
  return incidents.toSorted(
    (a, b) =>
      Number(b.state === 'open') - Number(a.state === 'open') ||
      severityRank(b.severity) - severityRank(a.severity) ||
      b.openedAt.localeCompare(a.openedAt),
  );
}

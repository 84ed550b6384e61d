/** What the reader may do to an incident, as the sidecar says; it has the last word. */
import type { IncidentRights, IncidentWire } from '#contract/incidents/incident';
import { t } from '../../language.ts';

/** An older sidecar does not say: then everything is offered, and the sidecar refuses what it must. */
const UNSAID: IncidentRights = { note: true, acknowledge: true, act: true };

export function canDo(incident: IncidentWire & { can?: IncidentRights }): IncidentRights {
  return incident.can ?? UNSAID;
}

export function actingAs(): string {
  return t(
    'command.who',
    'Commands are for people who are paged for it, on call on its policy or in its team, for Editors of the team and for administrators. You can leave notes.',
  );
}

/** The reader's rights on an incident according to the sidecar, which checks each command again. */
import type { IncidentRights, IncidentWire } from '#contract/incidents/incident';
import { t } from '../../language.ts';

/** An older sidecar does not send the rights. Everything is offered then, and the sidecar refuses what it must. */
const UNSAID: IncidentRights = { note: true, acknowledge: true, act: true };

export function canDo(incident: IncidentWire & { can?: IncidentRights }): IncidentRights {
  return incident.can ?? UNSAID;
}

export function actingAs(): string {
  return t(
    'command.who',
    'Only people paged for this incident, on call on its policy or in its team, Editors of the team and administrators can act on it. You can leave notes.',
  );
}

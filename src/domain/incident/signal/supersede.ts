/** Ends an incident whose recovery was lost, because its key fired again. */
import { note } from '#domain/incident/draft';
import type { IncidentDraft } from '#domain/incident/draft';
import { closeIncident } from '#domain/incident/lifecycle';
import { VIGIE } from '#domain/incident/model';

/** Another problem began under the same key, so this one's recovery was lost. */
export function supersede(draft: IncidentDraft): void {
  note(
    draft,
    'warning',
    null,
    'The source reports another problem under the same name: the recovery of this one was lost.',
    { reason: 'superseded' },
  );
  draft.incident.firing = [0, 0, 0, 0];
  draft.incident.inDowntime = 0;
  draft.effects.push({ kind: 'resolveAlerts' });
  closeIncident(draft, VIGIE, 'superseded', { reason: 'superseded' });
}

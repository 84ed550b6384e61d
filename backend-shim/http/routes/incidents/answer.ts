/** Makes the answer about one incident, with what the caller may do and what people said about it afterwards. */
import { unlessBroken } from '../../../store/concurrency/aside.ts';
import type { IncidentAnswer } from '#contract/incidents/incident';
import type { Incident } from '#domain/incident/model';
import { knowsSilences, tellsSilences } from '#domain/routing/integration';
import type { Caller } from '../../../rights/caller.ts';
import { canDo } from '../../../rights/incidents.ts';
import { readRatings } from '../../../store/incidents/ratings.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { incidentBody } from '../../incident-body.ts';

export async function incidentAnswerOf(deps: ApiDeps, caller: Caller, incident: Incident): Promise<IncidentAnswer> {
  return {
    ...incidentBody(incident),
    can: await canDo(deps, caller, incident),
    followsSilences: followsSilences(deps, incident),
    ratings: await unlessBroken(() => readRatings(deps.store.read, incident.id), []),
  };
}

export function followsSilences(deps: Pick<ApiDeps, 'directory'>, { source, integration }: Incident): boolean | null {
  return knowsSilences(source) ? tellsSilences(deps.directory().integrations.get(integration ?? '')) : null;
}

/** Finds the incident that a URL names. */
import type { Incident } from '#domain/incident/model';
import { readIncidents } from '../../../store/incidents/incidents.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { noSuch } from '../../errors.ts';
import type { HttpError } from '../../errors.ts';

export function noIncident(): HttpError {
  return noSuch('incident', null, 'There is no such incident; it may have been removed by retention.');
}

export async function findIncident(deps: ApiDeps, id: string): Promise<Incident> {
  const incident = (await readIncidents(deps.store.read, deps.cap, deps.copies, [id])).get(id);
  if (!incident) {
    throw noIncident();
  }
  return incident;
}

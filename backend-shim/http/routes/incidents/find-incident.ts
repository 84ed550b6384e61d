/** Finds the incident that a URL names. */
import type { Incident } from '#domain/incident/model';
import { readIncidents } from '../../../store/incidents/incidents.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { noSuch } from '../../errors.ts';

export async function findIncident(deps: ApiDeps, id: string): Promise<Incident> {
  const incident = (await readIncidents(deps.store.read, deps.cap, deps.copies, [id])).get(id);
  if (!incident) {
    throw noSuch('incident', null, 'There is no such incident; it may have been removed by retention.');
  }
  return incident;
}

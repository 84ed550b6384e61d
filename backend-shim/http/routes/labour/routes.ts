/** Routes about working time: units, work profiles, and what the rules find. */
import type { UnitActions } from '../../../actions/labour/units.ts';
import type { ApiDeps } from '../../api-deps.ts';
import type { ApiServer } from '../../schemas.ts';
import { unitRoutes } from './units.ts';
import { workProfileRoutes } from './work-profiles.ts';

export interface LabourDeps {
  units: UnitActions;
}

export function labourRoutes(app: ApiServer, api: ApiDeps, { units }: LabourDeps): void {
  unitRoutes(app, api, units);
  workProfileRoutes(app, api);
}

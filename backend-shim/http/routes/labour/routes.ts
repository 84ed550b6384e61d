/** Routes about working time: units, work profiles, what the rules find, rests, what is decided of them, and months. */
import type { LabourActions } from '../../../actions/labour/labour.ts';
import type { ApiDeps } from '../../api-deps.ts';
import type { ApiServer } from '../../schemas.ts';
import { decisionRoutes } from './decisions.ts';
import { findingRoutes } from './findings.ts';
import { restRoutes } from './rests.ts';
import { statementRoutes } from './statements.ts';
import { unitRoutes } from './units.ts';
import { workProfileRoutes } from './work-profiles.ts';

export function labourRoutes(app: ApiServer, api: ApiDeps, labour: LabourActions): void {
  unitRoutes(app, api, labour.units);
  workProfileRoutes(app, api);
  findingRoutes(app, api);
  restRoutes(app, api, labour);
  decisionRoutes(app, api, labour);
  statementRoutes(app, api, labour);
}

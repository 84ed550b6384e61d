/** Routes about working time: units, work profiles, what the rules find, rests, decisions, what was told, and months. */
import type { LabourActions } from '../../../actions/labour/labour.ts';
import type { PreviewPort } from '../../../ports/previews.ts';
import type { ApiDeps } from '../../api-deps.ts';
import type { ApiServer } from '../../schemas.ts';
import { decisionRoutes } from './decisions.ts';
import { findingRoutes } from './findings.ts';
import { noticeRoutes } from './notices.ts';
import { labourPreviewRoute } from './preview.ts';
import { restRoutes } from './rests.ts';
import { statementRoutes } from './statements.ts';
import { unitRoutes } from './units.ts';
import { workProfileRoutes } from './work-profiles.ts';

export function labourRoutes(app: ApiServer, api: ApiDeps, labour: LabourActions, previews: PreviewPort): void {
  unitRoutes(app, api, labour.units);
  workProfileRoutes(app, api, labour.units);
  findingRoutes(app, api);
  restRoutes(app, api, labour);
  decisionRoutes(app, api, labour);
  statementRoutes(app, api, labour);
  noticeRoutes(app, api, labour);
  labourPreviewRoute(app, api, previews);
}

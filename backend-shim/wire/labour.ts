/** What the API is handed for working time: units and what is decided of them. */
import { createUnitActions } from '../actions/labour/units.ts';
import type { LabourDeps } from '../http/routes/labour/routes.ts';
import type { CoreServices } from './core.ts';

export function wireLabour(core: CoreServices): LabourDeps {
  return { units: createUnitActions(core, core) };
}

/** Names every route of the API that has a rule, those of modules too: `POST /rotas`. */
import { MODULES } from '../../backend-shim/modules/index.ts';
import { RULES } from '../../backend-shim/rights/table.ts';

export const RULED_ROUTES: ReadonlySet<string> = new Set([
  ...RULES.keys(),
  ...MODULES.flatMap(({ rights = {} }) => Object.keys(rights)),
]);

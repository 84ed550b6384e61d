/** Builds the paths of the pagers that are switched on. */
import type { ModuleCore, StartedModule } from '../../wire/module.ts';
import { readAlertState, readOrigin, readPlaces } from '../../store/intake/alert-states.ts';
import type { CompatDeps } from './http/compat-deps.ts';
import { compatRoutes } from './http/routes.ts';
import { servedApis } from './settings.ts';

export function start(core: ModuleCore): StartedModule {
  const [apis, deps] = [servedApis(core.config), compatDeps(core)];
  return { publicRoutes: (app) => compatRoutes(app, apis, deps) };
}

/** The queries of other pagers' senders, besides their alerts. */
function compatDeps({ store, ids, unreadable, intake }: ModuleCore): CompatDeps {
  return {
    ...intake,
    newId: () => ids.next(),
    placesOf: ({ id, groupBy }, identifier) => readPlaces(store.read, id, identifier, groupBy !== null),
    alertAt: ({ id }, place) => readAlertState(store.read, id, place, unreadable),
    requestNamed: async ({ id }, request) => {
      const row = await readOrigin(store.read, id, request);
      return row && { fingerprint: row.fingerprint, groupKey: row.group_key, at: row.at };
    },
  };
}

/** Builds imports: their routes, and what runs their steps. */
import type { ModuleCore, StartedModule } from '../../wire/module.ts';
import { aside } from '../../store/concurrency/aside.ts';
import { importRoutes } from './http/imports.ts';
import { importDeps } from './routes.ts';
import { runImports } from './running.ts';
import { voidImportLeases } from './store/imports.ts';

const HOUR = 3_600_000;

export function start(core: ModuleCore): StartedModule {
  const imports = runImports(core);
  const deps = importDeps(core, imports.wake);
  return {
    routes: (api, ofApi) => importRoutes(api, ofApi, deps),
    chores: [
      { name: 'imports', every: 5_000, run: async () => imports.wake() },
      { name: 'kept imports', every: HOUR, onlyByTime: true, run: imports.care },
    ],
    takeOver: (work) => aside(work, 'imports', () => voidImportLeases(work), undefined),
    takeUp: imports.wake,
    stop: imports.stop,
  };
}

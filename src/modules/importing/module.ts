/** Module **importing**: the pages on which a team moves in from another pager. */
import { later } from '../../later.ts';
import type { PluginModule } from '../../slots/modules.ts';

export const importing: PluginModule = {
  name: 'importing',
  pages: [{ path: 'integrations/imports/:id', page: later(() => import('./pages/import/import-page.tsx')) }],
  tabs: [{ section: 'integrations', tab: 'imports', page: later(() => import('./pages/list/imports-page.tsx')) }],
};

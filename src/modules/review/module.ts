/** Module **review**: the page of an incident's review, actions on Home, and the template of teams. */
import { later } from '../../later.ts';
import type { PluginModule } from '../../slots/modules.ts';
import { hasTemplate } from './domain/start.ts';
import { OpenActions } from './pages/home/open-actions.tsx';

export const review: PluginModule = {
  name: 'review',
  pages: [{ path: 'incidents/:id/review', page: later(() => import('./pages/review/review-page.tsx')) }],
  homeCards: [OpenActions],
  teamFields: [
    {
      Fields: later(() => import('./pages/people/template-fields.tsx')),
      isSet: ({ reviewTemplate }) => reviewTemplate !== undefined && hasTemplate(reviewTemplate),
    },
  ],
};

/** Module **review**: what people write about incidents afterwards, and what is to be done. */
import { WRITES_OBJECT } from '../../http/budgets/table.ts';
import { read, review as mayReview } from '../../rights/rules.ts';
import type { SidecarModule } from '../../wire/module.ts';

export const review: SidecarModule = {
  name: 'review',
  rights: {
    'GET /incidents/:id/review': read,
    'PUT /incidents/:id/review': mayReview,
    'GET /review-actions': read,
  },
  budgets: { 'PUT /incidents/:id/review': WRITES_OBJECT },
  load: async () => (await import('./start.ts')).start,
};

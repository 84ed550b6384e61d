/** Everybody reads reviews; those whom the incident concerns write them. */
import { all, reviewers } from '../../rights/callers.ts';
import type { Expected } from '../../rights/callers.ts';

export const EXPECTED: readonly Expected[] = [
  { route: 'GET /incidents/:id/review', path: 'incidents/:incident/review', who: all },
  { route: 'PUT /incidents/:id/review', path: 'incidents/:incident/review', who: reviewers, body: {} },
  { route: 'GET /review-actions', path: 'review-actions', who: all },
];

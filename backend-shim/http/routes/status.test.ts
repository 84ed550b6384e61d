/** What of the status is for Admins alone. */
import { expect, it } from 'vitest';
import type { Caller } from '../../rights/caller.ts';
import { statusShownTo } from './status.ts';
import type { StatusAnswer } from './status.ts';

const PATHS = ['units[0].hr', 'workProfiles[1].schedule', 'rotas[0].layers', '', 'unitsOfMeasure'];
const KINDS = ['units', 'workProfiles', 'rests', 'decisions', 'rotas'];
const of = (path: string) => ({ path, message: `${path} is wrong`, reason: 'missing' });
const answer = {
  version: '1',
  provisioning: {
    state: 'failing',
    problems: PATHS.map((path) => `x.yaml ${path}`),
    details: PATHS.map(of),
    warnings: PATHS.map((path) => `x.yaml ${path}`),
    warningDetails: PATHS.map(of),
  },
  unreadable: KINDS.map((kind) => ({ kind, id: 'ann', field: '', reason: 'invalid', message: '' })),
} as unknown as StatusAnswer;
const caller = (role: string) =>
  ({ kind: 'person', name: 'x', role, teams: [], scopes: null, readOnly: false }) as unknown as Caller;

it('shows an Admin all of it', () => {
  expect(statusShownTo(caller('Admin'), answer)).toEqual(answer);
});

it.each(['Viewer', 'Editor'])('shows a person with the role %s nothing of working time', (role) => {
  const open = PATHS.slice(2);
  expect(statusShownTo(caller(role), answer)).toEqual({
    ...answer,
    provisioning: {
      state: 'failing',
      problems: open.map((path) => `x.yaml ${path}`),
      details: open.map(of),
      warnings: open.map((path) => `x.yaml ${path}`),
      warningDetails: open.map(of),
    },
    unreadable: [{ kind: 'rotas', id: 'ann', field: '', reason: 'invalid', message: '' }],
  });
});

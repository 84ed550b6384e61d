/** Tests to which Vigie teams somebody belongs. */
import { expect, it } from 'vitest';
import type { Directory } from '../ports/directory.ts';
import { teamsOf } from './people.ts';

const team = (id: string, grafanaTeam: number | null) => ({
  id,
  name: id,
  members: ['ann'],
  managers: ['max'],
  grafanaTeam,
});
const teams = new Map(
  [team('sre', 7), { ...team('db', null), members: ['ben'], managers: [] }].map((one) => [one.id, one]),
) as Directory['teams'];

it.each([
  ['a member', 'ann', [], ['sre']],
  ['a manager', 'max', [], ['sre']],
  ['somebody of the Grafana team', 'dee', [7], ['sre']],
  ['somebody of another Grafana team', 'dee', [8], []],
  ['a service account of the Grafana team', null, [7], ['sre']],
  ['a service account', null, [], []],
])('%s', (_, login, grafanaTeams, found) => {
  expect(teamsOf({ teams }, login, grafanaTeams)).toEqual(found);
});

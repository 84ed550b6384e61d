import { expect, it } from 'vitest';
import type { RotaOnTimeline } from '#contract/rotas/on-call';
import { lanesOfRotas, peopleInTurn, shownRotas } from './overview.ts';

const rota = (id: string, team: string | null, ...users: Array<string | null>): RotaOnTimeline => ({
  rota: id,
  name: id.toUpperCase(),
  team,
  segments: users.map((user, i) => ({
    start: `2026-01-0${i + 1}T00:00:00Z`,
    end: `2026-01-0${i + 2}T00:00:00Z`,
    onCall: user === null ? [] : [{ user, source: { layer: 'l' } }],
  })),
});
const ALL = [rota('web', 'sre', 'ben', 'ann'), rota('db', 'data', 'cleo', null), rota('boss', null, 'ann')];
const ids = (filter: Partial<Parameters<typeof shownRotas>[1]>) =>
  shownRotas(ALL, { text: '', team: null, person: null, ...filter }).map((one) => one.rota);

it('all rotas are shown by name; a team, a person or words narrow them down', () => {
  expect(ids({})).toEqual(['boss', 'db', 'web']);
  expect(ids({ team: 'sre' })).toEqual(['web']);
  expect(ids({ person: 'ann' })).toEqual(['boss', 'web']);
  expect(ids({ person: 'ann', team: 'sre', text: ' WE ' })).toEqual(['web']);
  expect(ids({ person: 'dee' })).toEqual([]);
});

it('a lane has the shifts of its rota, with its gaps', () => {
  expect(lanesOfRotas(ALL)[1]).toMatchObject({
    kind: 'rota',
    id: 'db',
    shifts: [{ users: ['cleo'], start: Date.UTC(2026, 0, 1) }, { users: [] }],
  });
  expect(peopleInTurn(ALL)).toEqual(['ben', 'ann', 'cleo']);
});

import { expect, test } from 'vitest';
import type { RotaOnCall } from '#contract/rotas/on-call';
import { chosenRotas, onCallRows } from './on-call-rows.ts';

const layer = { layer: 'week' };
const rotas: RotaOnCall[] = [
  {
    rota: 'sre',
    name: 'SRE primary',
    team: 'sre',
    onCall: [{ user: 'ann', source: layer }],
    next: [{ user: 'ben', from: '2026-01-12T08:00:00.000Z' }],
    until: '2026-01-12T08:00:00.000Z',
  },
  { rota: 'office', name: 'Office hours', team: 'sre', onCall: [], next: [] },
];
const nameOf = (login: string) => ({ ann: 'Ann Martin', ben: 'Ben Petit' })[login] ?? login;

test('without a choice all rotas are shown, by name', () => {
  expect(onCallRows(rotas, [], nameOf)).toEqual([
    { rota: 'office', name: 'Office hours', people: [], until: null, next: [] },
    {
      rota: 'sre',
      name: 'SRE primary',
      people: ['Ann Martin'],
      until: '2026-01-12T08:00:00.000Z',
      next: ['Ben Petit'],
    },
  ]);
});

test('rotas are chosen by id or name, each is shown once, and unknown ones are left out', () => {
  const shown = onCallRows(rotas, ['sre', 'Office hours', 'SRE primary', 'gone'], nameOf);
  expect(shown.map(({ rota }) => rota)).toEqual(['sre', 'office']);
});

test('a variable of the dashboard may name several rotas, or none', () => {
  const values: Record<string, string> = { $rota: 'sre,office', $none: '' };
  expect(chosenRotas(['$rota', '$none', 'dba'], (text) => values[text] ?? text)).toEqual(['sre', 'office', 'dba']);
});

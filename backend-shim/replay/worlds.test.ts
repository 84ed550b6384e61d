import { expect, test } from 'vitest';
import type { RotaHistory } from '../configuration/stored/rotas.ts';
import { worldsOf } from './worlds.ts';
import type { WorldParts } from './worlds.ts';

const state = (id: string, savedAt: number, body: RotaHistory['body']): RotaHistory => ({
  id,
  version: savedAt,
  from: savedAt,
  savedAt,
  body,
});
const parts = (history: readonly RotaHistory[]): WorldParts => ({
  versions: [],
  history,
  beside: [],
  known: new Map(),
  draft: [],
  carriers: {},
  calendars: { zones: {}, holidays: {} },
  settings: { sleep: { from: 0, to: 0 }, mail: true },
});

test('a rota that cannot be read as it was then is named, if it was in force within the period', () => {
  const history = [state('old', 1, 'unreadable'), state('old', 5, null), state('lost', 2, 'unreadable')];
  expect(worldsOf(parts(history), { from: 10, to: 20 }).unreadable).toEqual([{ kind: 'rotas', id: 'lost' }]);
  expect(worldsOf(parts(history), { from: 1, to: 2 }).unreadable).toEqual([{ kind: 'rotas', id: 'old' }]);
});

import { expect, test } from 'vitest';
import type { Unreadable } from '#contract/unreadable';
import { createUnreadableRegistry, MOST_UNREADABLE } from './unreadable.ts';

const found = (kind: string, id: string, field = ''): Unreadable => ({
  kind,
  id,
  field,
  reason: 'not-json',
  message: 'is damaged',
});

function registry() {
  const lines: string[] = [];
  const line =
    (level: string) =>
    ({ kind, id }: { kind?: string; id?: string }) =>
      void lines.push(`${level} ${kind}/${id}`);
  return { lines, ...createUnreadableRegistry({ error: line('error'), info: line('info') }) };
}

test('what is met again is listed and logged once', () => {
  const { note, list, lines } = registry();
  [found('rotas', 'b'), found('incidents', 'a'), found('rotas', 'b')].forEach(note);
  expect(list()).toEqual([found('incidents', 'a'), found('rotas', 'b')]);
  expect(lines).toEqual(['error rotas/b', 'error incidents/a']);
});

test('what can be read again is no longer listed, with all its fields', () => {
  const { note, clear, list, lines } = registry();
  [found('rotas', 'b', 'x'), found('rotas', 'b', 'y'), found('rotas', 'c')].forEach(note);
  clear({ kind: 'rotas', id: 'b' });
  clear({ kind: 'rotas', id: 'd' });
  expect(list()).toEqual([found('rotas', 'c')]);
  expect(lines.slice(3)).toEqual(['info rotas/b', 'info rotas/b']);
});

test('what a whole look finds replaces what an earlier one found of the same kinds only', () => {
  const { note, replace, list, lines } = registry();
  [found('rotas', 'b'), found('rotas', 'c'), found('incidents', 'a')].forEach(note);
  replace((kind) => kind === 'rotas', [found('rotas', 'c'), found('rotas', 'd')]);
  expect(list()).toEqual([found('incidents', 'a'), found('rotas', 'c'), found('rotas', 'd')]);
  expect(lines.slice(3)).toEqual(['info rotas/b', 'error rotas/d']);
});

test('of a field that can be read again, that field only', () => {
  const { note, clear, list } = registry();
  [
    found('incidents', 'a', 'inner.timers.wake'),
    found('incidents', 'a', 'inner[0]'),
    found('incidents', 'a', 'innermost'),
    found('incidents', 'a', 'labels'),
  ].forEach(note);
  clear({ kind: 'incidents', id: 'a', field: 'inner' });
  expect(list().map(({ field }) => field)).toEqual(['innermost', 'labels']);
});

test('a table that is damaged as a whole does not fill it', () => {
  const { note, clear, list, lines } = registry();
  Array.from({ length: MOST_UNREADABLE + 5 }, (_, i) => found('timeline', String(i), 'data')).forEach(note);
  expect(list()).toHaveLength(MOST_UNREADABLE);
  expect(lines).toHaveLength(MOST_UNREADABLE + 1);
  clear({ kind: 'timeline', id: '7' });
  note(found('rotas', 'b'));
  expect(list()).toHaveLength(MOST_UNREADABLE);
  expect(list()).toContainEqual(found('rotas', 'b'));
});

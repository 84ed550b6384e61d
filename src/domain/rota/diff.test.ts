import { expect, test } from 'vitest';
import { compareTimelines, diff } from '#domain/rota/diff';
import { resolve } from '#domain/rota/resolve';
import { at, away, every, layer, noFacts, on, override, rota } from '#domain/rota/rota.fixture';

const DAYS = every(1, 'day', '2026-01-05T00:00');
const before = rota('UTC', [layer('l', 'ann, ben', { rotation: DAYS })]);
const [FROM, TO] = [at('2026-01-05T00:00'), at('2026-01-08T00:00')];
const span = (from: string, to: string): { start: number; end: number } => ({
  start: at(`2026-01-${from}`),
  end: at(`2026-01-${to}`),
});

test('nothing changed, nobody to tell', () => {
  const renamed = { ...before, name: 'New name', layers: [{ ...before.layers[0]!, id: 'other' }] };
  expect(diff(before, renamed, noFacts, FROM, TO)).toEqual({
    gains: [],
    losses: [],
    newGaps: [],
    closedGaps: [],
    newConflicts: [],
    mustTell: [],
  });
});

test('who gains and who loses which shifts', () => {
  const after = {
    ...before,
    overrides: [override('2026-01-05T12:00', '2026-01-06T06:00', { kind: 'set', users: ['cleo'] })],
  };
  const changes = diff(before, after, noFacts, FROM, TO);
  expect(changes.gains).toEqual([{ user: 'cleo', ...span('05T12:00', '06T06:00') }]);
  expect(changes.losses).toEqual([
    { user: 'ann', ...span('05T12:00', '06T00:00') },
    { user: 'ben', ...span('06T00:00', '06T06:00') },
  ]);
  expect(changes.mustTell).toEqual(['ann', 'ben', 'cleo']);
});

test('new gaps and closed ones', () => {
  const office = rota('UTC', [
    layer('l', 'ann, ben', { rotation: DAYS, restrictions: [on('daily', '08:00', '20:00')] }),
  ]);
  const shifted = rota('UTC', [
    layer('l', 'ann, ben', { rotation: DAYS, restrictions: [on('daily', '09:00', '21:00')] }),
  ]);
  const changes = diff(office, shifted, noFacts, FROM, at('2026-01-06T00:00'));
  expect(changes.newGaps).toEqual([span('05T08:00', '05T09:00')]);
  expect(changes.closedGaps).toEqual([span('05T20:00', '05T21:00')]);
});

test('new conflicts: on call while absent, but not before', () => {
  const facts = { ...noFacts, absences: [away('ann', '2026-01-05T18:00', '2026-01-06T06:00')] };
  const after = {
    ...before,
    overrides: [override('2026-01-06T00:00', '2026-01-06T12:00', { kind: 'set', users: ['ann'] })],
  };
  expect(diff(before, after, facts, FROM, TO).newConflicts).toEqual([{ user: 'ann', ...span('06T00:00', '06T06:00') }]);
});

test('a new and a deleted rota', () => {
  const made = diff(null, before, noFacts, FROM, TO);
  expect(made.mustTell).toEqual(['ann', 'ben']);
  expect(made.closedGaps).toEqual([{ start: FROM, end: TO }]);
  const gone = diff(before, null, noFacts, FROM, TO);
  expect(gone.losses).toEqual(made.gains);
  expect(gone.newGaps).toEqual([{ start: FROM, end: TO }]);
  expect(diff(null, before, noFacts, TO, FROM).gains).toEqual([]);
});

test('a new absence: what it does to the timeline and to conflicts', () => {
  const absences = [away('ann', '2026-01-05T00:00', '2026-01-06T00:00')];
  const compare = (onAbsence: 'flag' | 'next') => {
    const asked = { ...before, onAbsence };
    return compareTimelines(
      { segments: resolve(asked, noFacts, FROM, TO), absences: [] },
      { segments: resolve(asked, { ...noFacts, absences }, FROM, TO), absences },
    );
  };
  expect(compare('flag')).toMatchObject({
    gains: [],
    losses: [],
    newConflicts: [{ user: 'ann', ...span('05T00:00', '06T00:00') }],
  });
  expect(compare('next')).toMatchObject({
    gains: [{ user: 'ben', ...span('05T00:00', '06T00:00') }],
    losses: [{ user: 'ann', ...span('05T00:00', '06T00:00') }],
    newConflicts: [],
  });
});

test('changes come in the order of time, whoever they are of', () => {
  const set = (day: string, next: string, user: string) =>
    override(`2026-01-${day}T00:00`, `2026-01-${next}T00:00`, { kind: 'set', users: [user] });
  const after = { ...before, overrides: [set('07', '08', 'cleo'), set('05', '06', 'dee'), set('06', '07', 'cleo')] };
  const { gains, losses } = diff(before, after, noFacts, FROM, TO);
  expect(gains.map(({ user, start }) => [user, start])).toEqual([
    ['dee', FROM],
    ['cleo', at('2026-01-06T00:00')],
  ]);
  expect(losses.map(({ user }) => user)).toEqual(['ann', 'ben', 'ann']);
});

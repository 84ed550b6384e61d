import { describe, expect, test } from 'vitest';
import type { Layer, Rota } from '#domain/rota/model';
import { every, layer, on, override, rota } from '#domain/rota/rota.fixture';
import { LONGEST_RANGE, validateRange, validateRota } from '#domain/rota/validate';
import { validateWindow } from '#domain/time/problem';
import type { DayWord } from '#domain/time/window';

const GOOD = rota(
  'Europe/Paris',
  [layer('week', 'ann, ben+cleo, -', { rotation: every(1, 'week', '2026-01-05T09:00'), restrictions: [on('workday holiday', '18:00', '09:00'), on('sat', '00:00', '24:00')], effectiveFrom: '2026-01-01T00:00', effectiveUntil: '2026-06-01T00:00+02:00', timeZone: 'UTC' })],
  { holidays: 'FR-57', overrides: [override('2026-02-03T18:00', '2026-02-04T09:00', { kind: 'set', users: [] }, { layer: 'week' })] },
);
const checks = { isKnownZone: (name: string) => ['Europe/Paris', 'UTC'].includes(name), isKnownRegion: (region: string) => region === 'FR-57' };

test('a good rota has no problems', () => {
  expect(validateRota(GOOD, checks)).toEqual([]);
  expect(validateRota(GOOD)).toEqual([]);
  expect(validateRota(rota('UTC', []))).toEqual([]);
});

const people = (count: number): string => Array.from({ length: count }, (_, i) => `p${i}`).join(', ');
const one = (rest: Partial<Layer>): Partial<Rota> => ({ layers: [layer('l', 'ann', rest)] });
const changed = (rest: object): Partial<Rota> => ({ overrides: [override('2026-02-03T18:00', '2026-02-04T09:00', { kind: 'set', users: ['ann'] }, rest)] });
const rotating = (rest: object): Partial<Rota> => one({ rotation: { ...every(1, 'hour', '2026-01-05T09:00'), ...rest } });

describe('each mistake names its field', () => {
  test.each<[string, Partial<Rota>]>([
    ['id', { id: ' ' }],
    ['name', { name: '' }],
    ['timeZone', { timeZone: 'Mars/Phobos' }],
    ['holidays', { holidays: 'XX' }],
    ['onAbsence', { onAbsence: 'ignore' as 'flag' }],
    ['layers', { layers: Array.from({ length: 101 }, (_, i) => layer(`l${i}`, 'ann')) }],
    ['layers[1].id', { layers: [layer('l', 'ann'), layer('l', 'ben')] }],
    ['layers[0].id', { layers: [layer('', 'ann')] }],
    ['layers[0].timeZone', one({ timeZone: 'Paris' })],
    ['layers[0].participants', one({ participants: layer('l', people(1001)).participants })],
    ['layers[0].participants[0]', one({ participants: [people(101).split(', ')] })],
    ['layers[0].participants[1]', one({ participants: [['ann'], ['']] })],
    ['layers[0].rotation.every', rotating({ every: 0 })],
    ['layers[0].rotation.every', rotating({ every: 0.5 })],
    ['layers[0].rotation.every', rotating({ every: Number.NaN })],
    ['layers[0].rotation.every', rotating({ every: 10_001 })],
    ['layers[0].rotation.unit', rotating({ unit: 'minute' })],
    ['layers[0].rotation.start', rotating({ start: '2026-01-05' })],
    ['layers[0].rotation.start', rotating({ start: '2026-01-05T09:00Z' })],
    ['layers[0].rotation.start', rotating({ start: '1969-12-31T09:00' })],
    ['layers[0].rotation.advance', rotating({ advance: 'never' })],
    ['layers[0].restrictions[0].days', one({ restrictions: [{ days: [], from: '09:00', to: '18:00' }] })],
    ['layers[0].restrictions[0].days', one({ restrictions: [{ days: ['monday' as DayWord], from: '09:00', to: '18:00' }] })],
    ['layers[0].restrictions[1].from', one({ restrictions: [on('mon', '09:00', '18:00'), on('mon', '24:00', '18:00')] })],
    ['layers[0].restrictions[0].to', one({ restrictions: [on('mon', '09:00', '6pm')] })],
    ['layers[0].effectiveFrom', one({ effectiveFrom: 'soon' })],
    ['layers[0].effectiveUntil', one({ effectiveFrom: '2026-01-01T00:00', effectiveUntil: '2026-01-01T00:00' })],
    ['overrides[0].layer', changed({ layer: 'gone' })],
    ['overrides[0].start', changed({ start: '2101-02-01T00:00' })],
    ['overrides[0].end', changed({ end: '2026-02-03T18:00' })],
    ['overrides[0].end', changed({ end: '2026-02-30T18:00' })],
    ['overrides[0].add', changed({ change: { kind: 'add', users: [] } })],
    ['overrides[0].remove', changed({ change: { kind: 'remove', users: [''] } })],
    ['overrides[0].with', changed({ change: { kind: 'replace', user: 'ann', with: 'ann' } })],
    ['overrides[0].replace', changed({ change: { kind: 'replace', user: '', with: 'ann' } })],
  ])('%s', (path, rest) => {
    const problems = validateRota({ ...GOOD, overrides: [], ...rest }, checks);
    expect(problems.map(problem => problem.path)).toEqual([path]);
    expect(problems[0]?.message).toMatch(/\w/);
  });
});

describe('ranges', () => {
  const from = Date.UTC(2026, 0, 1);

  test.each([
    [from, from + 1, []],
    [from, from + LONGEST_RANGE, []],
    [from, from + LONGEST_RANGE + 1, ['to']],
    [from, from, ['to']],
    [from, from - 1, ['to']],
    [Number.NaN, from, ['from']],
    [-1, from, ['from']],
    [from, Number.NaN, ['to']],
    [Date.UTC(2099, 0, 1), Date.UTC(2101, 0, 1), []],
    [Date.UTC(2099, 0, 1), Date.UTC(2101, 0, 1) + 1, ['to']],
  ])('%d to %d', (start, end, paths) => {
    expect(validateRange(start, end).map(({ path }) => path)).toEqual(paths);
  });

  test('five years may hold two leap days', () => {
    expect(validateRange(Date.UTC(2024, 0, 1), Date.UTC(2029, 0, 1))).toEqual([]);
  });
});

test('named windows', () => {
  const window = { timeZone: 'Paris', holidays: null, windows: [on('mon', '09:00', '25:00')] };
  expect(validateWindow(window, checks.isKnownZone).map(({ path }) => path)).toEqual(['timeZone', 'windows[0].to']);
  expect(validateWindow({ ...window, timeZone: 'UTC', windows: [] }, checks.isKnownZone)).toEqual([]);
});

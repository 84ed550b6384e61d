import { expect, test } from 'vitest';
import { parse } from '#contract/base/schema';
import { rota, toRota } from '#contract/rotas/rota';

const week = {
  id: 'week',
  rotation: { every: 1, unit: 'week', start: '2026-01-05T09:00' },
  participants: [['ann'], ['ben', 'cleo'], []],
};
const at = { start: '2026-02-03T18:00', end: '2026-02-04T09:00' };

function problems(changes: object): string[] {
  const result = parse(rota, { id: 'sre', timeZone: 'Europe/Paris', layers: [week], ...changes });
  return result.ok ? [] : result.problems.map(({ path, message }) => `${path} ${message}`);
}

test('becomes the rota of the domain', () => {
  const overrides = [
    { ...at, replace: 'ann', with: 'ben' },
    { id: 'o2', ...at, set: [], layer: 'week' },
    { ...at, add: ['cleo'] },
    { ...at, remove: ['ann'] },
  ];
  const result = parse(rota, { id: 'sre', timeZone: 'Europe/Paris', layers: [week], overrides });
  expect(result.ok && toRota(result.value)).toEqual({
    id: 'sre',
    name: 'sre',
    team: null,
    timeZone: 'Europe/Paris',
    holidays: null,
    onAbsence: 'flag',
    layers: [
      {
        id: 'week',
        timeZone: null,
        rotation: { every: 1, unit: 'week', start: '2026-01-05T09:00', advance: 'always' },
        participants: [['ann'], ['ben', 'cleo'], []],
        restrictions: null,
        effectiveFrom: null,
        effectiveUntil: null,
      },
    ],
    overrides: [
      {
        id: 'override-1',
        layer: null,
        ...at,
        change: { kind: 'replace', user: 'ann', with: 'ben' },
        origin: { kind: 'file' },
        createdAt: null,
      },
      { id: 'o2', layer: 'week', ...at, change: { kind: 'set', users: [] }, origin: { kind: 'file' }, createdAt: null },
      {
        id: 'override-3',
        layer: null,
        ...at,
        change: { kind: 'add', users: ['cleo'] },
        origin: { kind: 'file' },
        createdAt: null,
      },
      {
        id: 'override-4',
        layer: null,
        ...at,
        change: { kind: 'remove', users: ['ann'] },
        origin: { kind: 'file' },
        createdAt: null,
      },
    ],
  });
});

test('no layers is a valid rota, and so is a layer without a rotation', () => {
  expect(problems({ layers: [] })).toEqual([]);
  expect(problems({ layers: [{ id: 'always', participants: [['ann']] }] })).toEqual([]);
});

test('a layer joins the one below it only if it says so', () => {
  const layers = [week, { ...week, id: 'second', join: true }, { ...week, id: 'third', join: false }];
  const result = parse(rota, { id: 'sre', timeZone: 'Europe/Paris', layers });
  expect(result.ok && toRota(result.value).layers.map(({ join }) => join)).toEqual([undefined, true, undefined]);
  expect(problems({ layers: [{ ...week, join: false }] })).toEqual([]);
});

test('the reason of a lowest layer that joins', () => {
  const result = parse(rota, { id: 'sre', timeZone: 'Europe/Paris', layers: [{ ...week, join: true }] });
  expect(result.ok ? [] : result.problems).toEqual([
    {
      path: 'layers[0].join',
      message: 'must not be true for the lowest layer: there is no layer below it',
      reason: 'no-layer-below',
      data: {},
    },
  ]);
});

test.each([
  [{ layers: [{ ...week, join: 'yes' }] }, 'layers[0].join must be true or false, not text'],
  [
    { layers: [{ ...week, participants: ['ann', 'ben'] }] },
    'layers[0].participants[0] must be a list, because a turn can hold several people: write [[ann], [ben]]',
  ],
  [{ layers: [{ ...week, rotation: { ...week.rotation, every: 0 } }] }, 'layers[0].rotation.every must be at least 1'],
  [
    { layers: [{ ...week, rotation: { ...week.rotation, unit: 'minute' } }] },
    'layers[0].rotation.unit must be hour, day, week or month.',
  ],
  [
    { layers: [{ ...week, rotation: { ...week.rotation, start: '2026-01-05T09:00Z' } }] },
    'layers[0].rotation.start must not have an offset; it belongs to the zone named beside it',
  ],
  [
    { layers: [{ ...week, restrictions: [{ days: ['workdays'], from: '9:00', to: '25:00' }] }] },
    'layers[0].restrictions[0].days[0] must be mon, tue, wed, thu, fri, sat, sun, workday, weekend, holiday or daily. Did you mean "workday"?',
  ],
  [
    { layers: [{ ...week, restrictions: [{ days: ['mon'], from: '9:00', to: '18:00' }] }] },
    'layers[0].restrictions[0].from must be a time such as 09:00 (HH:MM)',
  ],
  [
    { layers: Array.from({ length: 101 }, (_, i) => ({ ...week, id: `l${i}` })) },
    'layers must have at most 100 entries',
  ],
  [{ onAbsence: 'ignore' }, 'onAbsence must be flag, skip or next.'],
  [{ timeZone: undefined }, 'timeZone is missing; give text'],
  [{ overrides: [at] }, 'overrides[0] must have exactly one of set, add, remove and replace'],
  [
    { overrides: [{ ...at, set: ['ann'], add: ['ben'] }] },
    'overrides[0] must have exactly one of set, add, remove and replace, not set and add',
  ],
  [{ overrides: [{ ...at, replace: 'ann' }] }, 'overrides[0].with is missing; name who comes instead'],
  [{ overrides: [{ ...at, set: ['ann'], with: 'ben' }] }, 'overrides[0].with belongs to replace only'],
])('%j → %s', (changes, problem) => {
  expect(problems(changes)).toContain(problem);
});

import { expect, test } from 'vitest';
import type { Layer, Rota } from '#domain/rota/model';
import { everyone, nextOnCall } from '#domain/rota/on-call';
import { resolve, resolveLayer } from '#domain/rota/resolve';
import { at, away, every, layer, noFacts, on, override, rota } from '#domain/rota/rota.fixture';

const DAILY = every(1, 'day', '2026-01-05T00:00');

/** `ann (week), ben (day)` at 12:00 of that day, in UTC. */
function onCall(asked: Rota, day: string, absences = noFacts.absences): string {
  const noon = at(`${day}T12:00`);
  const [segment] = resolve(asked, { ...noFacts, absences }, noon, noon + 1);
  return (segment?.onCall ?? [])
    .map(({ user, source }) => `${user} (${'layer' in source ? source.layer : source.override})`)
    .sort()
    .join(', ');
}

const base = layer('base', 'dee');
const first = layer('first', 'ann, ben, cleo', { rotation: DAILY });
const second = layer('second', 'ben, cleo, ann', { rotation: DAILY });
const join = (one: Layer, rest: Partial<Layer> = {}): Layer => ({ ...one, ...rest, join: true });
const [MONDAY, TUESDAY, WEDNESDAY] = ['2026-01-05', '2026-01-06', '2026-01-07'] as const;
const awayOn = (user: string, day: string) => away(user, `${day}T00:00`, `${day}T24:00`);

test.each<[name: string, layers: Layer[], expected: string]>([
  ['two joined layers', [first, join(second)], 'ann (first), ben (second)'],
  ['the same layers apart', [first, second], 'ben (second)'],
  ['three joined layers', [first, join(second), join(base)], 'ann (first), ben (second), dee (base)'],
  ['a stage above another one', [base, first, join(second)], 'ann (first), ben (second)'],
  ['a stage below a layer that has nobody', [first, join(second), layer('top', '')], 'ann (first), ben (second)'],
  ['a stage below a layer that has somebody', [first, join(second), layer('top', 'dee')], 'dee (top)'],
  ['a stage of which one layer has nobody', [first, join(layer('empty', '-'))], 'ann (first)'],
  ['a stage without anybody', [base, layer('empty', '-'), join(layer('none', ''))], 'dee (base)'],
  ['a person of two layers', [first, join(layer('again', 'ann+cleo'))], 'ann (again), cleo (again)'],
  ['a lowest layer that would join', [join(first), second], 'ben (second)'],
  [
    'a layer that is open at other hours',
    [first, join(second, { restrictions: [on('daily', '13:00', '14:00')] })],
    'ann (first)',
  ],
])('%s', (_, layers, expected) => expect(onCall(rota('UTC', layers), MONDAY)).toBe(expected));

test('each layer keeps its own turns, windows, dates and zone', () => {
  const joined = rota('UTC', [
    first,
    join(second, { effectiveFrom: '2026-01-06T00:00', restrictions: [on('daily', '09:00', '15:00')] }),
    join(layer('far', 'dee', { timeZone: 'Australia/Lord_Howe', restrictions: [on('tue', '00:00', '02:00')] })),
  ]);
  const lines = resolve(joined, noFacts, at('2026-01-05T00:00'), at('2026-01-07T00:00')).map(
    ({ start, onCall: people }) =>
      `${new Date(start).toISOString().slice(5, 16)} ${people
        .map(({ user }) => user)
        .sort()
        .join('+')}`,
  );
  expect(lines).toEqual([
    '01-05T00:00 ann',
    '01-05T13:00 ann+dee',
    '01-05T15:00 ann',
    '01-06T00:00 ben',
    '01-06T09:00 ben+cleo',
    '01-06T15:00 ben',
  ]);
});

test('an override of a layer changes that layer alone, one of the rota the whole', () => {
  const window = [`${MONDAY}T00:00`, `${TUESDAY}T00:00`] as const;
  const set = (users: string[], of: string | null) =>
    override(...window, { kind: 'set', users }, { id: 'o', layer: of });
  const withOverride = (of: string | null) => rota('UTC', [first, join(second)], { overrides: [set(['dee'], of)] });
  expect(onCall(withOverride('second'), MONDAY)).toBe('ann (first), dee (o)');
  expect(onCall(withOverride(null), MONDAY)).toBe('dee (o)');
  const removed = rota('UTC', [first, join(second)], {
    overrides: [override(...window, { kind: 'remove', users: ['ben'] }, { layer: 'first' })],
  });
  expect(onCall(removed, MONDAY)).toBe('ann (first), ben (second)');
});

test.each<[mode: Rota['onAbsence'], who: string[], expected: string]>([
  ['flag', ['ann'], 'ann (first), ben (second)'],
  ['skip', ['ann'], 'ben (second)'],
  ['skip', ['ann', 'ben'], 'dee (base)'],
  // Ben would be the next of `first`, but is on call in `second`.
  ['next', ['ann'], 'ben (second), cleo (first)'],
  // The highest layer has the first choice: Cleo. Then nobody is left for `first`.
  ['next', ['ann', 'ben'], 'cleo (second)'],
  ['next', ['ann', 'ben', 'cleo'], 'dee (base)'],
])('absences act on each layer: %s, %j away', (mode, who, expected) => {
  const joined = rota('UTC', [base, first, join(second)], { onAbsence: mode });
  const absences = who.map((user) => awayOn(user, MONDAY));
  expect(onCall(joined, MONDAY, absences)).toBe(expected);
  expect(onCall(joined, WEDNESDAY, absences)).toBe('ann (second), cleo (first)');
});

test('somebody whom an override names stays, in that layer alone', () => {
  const named = override(`${MONDAY}T00:00`, `${TUESDAY}T00:00`, { kind: 'add', users: ['ann'] }, { id: 'o' });
  const joined = rota('UTC', [first, join(second)], {
    onAbsence: 'next',
    overrides: [{ ...named, layer: 'second' }],
  });
  expect(onCall(joined, MONDAY, [awayOn('ann', MONDAY)])).toBe('ann (o), ben (second), cleo (first)');
});

test('a layer by itself is as it is in its stage', () => {
  const joined = rota('UTC', [base, first, join(second)], { onAbsence: 'next' });
  const facts = { ...noFacts, absences: [awayOn('ann', MONDAY)] };
  const lane = (id: string) =>
    resolveLayer(joined, id, facts, at(`${MONDAY}T00:00`), at('2026-01-06T12:00')).map(({ start, onCall: people }) => [
      start,
      people.map(({ user }) => user),
    ]);
  const days = [at(`${MONDAY}T00:00`), at(`${TUESDAY}T00:00`)];
  expect(lane('first')).toEqual([
    [days[0], ['cleo']],
    [days[1], ['ben']],
  ]);
  expect(lane('second')).toEqual([
    [days[0], ['ben']],
    [days[1], ['cleo']],
  ]);
  expect(lane('base')).toEqual([[days[0], ['dee']]]);
  expect(lane('other')).toEqual([]);
  expect(resolveLayer(joined, 'base', facts, 5, 5)).toEqual([]);
});

test('next is whoever is on call in no layer of the stage, and everyone is in all layers', () => {
  const joined = rota('UTC', [first, join(second)]);
  expect(nextOnCall(joined, noFacts, at(`${MONDAY}T12:00`))).toEqual([{ user: 'cleo', from: at(`${TUESDAY}T00:00`) }]);
  expect(everyone(joined, noFacts, at(`${MONDAY}T12:00`))).toEqual(['ann', 'ben', 'cleo']);
});

test('a year with many joined layers is one tiling, and layers that never change cost no segments', () => {
  const many = Array.from({ length: 10 }, (_, i) => join(layer(`l${i}`, `p${i}, q${i}`, { rotation: DAILY })));
  const [from, to] = [at('2026-01-05T00:00'), at('2027-01-05T00:00')];
  const segments = resolve(rota('UTC', many), noFacts, from, to);
  expect(segments).toHaveLength(365);
  expect(segments.every(({ onCall: people }) => people.length === 10)).toBe(true);
  const still = rota('UTC', [layer('a', 'ann'), join(layer('b', 'ben'))]);
  expect(resolve(still, noFacts, from, to)).toHaveLength(1);
});

import { describe, expect, it } from 'vitest';
import type { LayerWire, RotaWire } from '#contract/rotas/rota';
import { rota as schema } from '#contract/rotas/rota';
import { apply, changesOf, keyOf, concurrentChanges } from './changes.ts';

const layer = (id: string, users: string[]): LayerWire => ({
  id,
  name: null,
  timeZone: null,
  rotation: { every: 1, unit: 'week', start: '2026-01-05T09:00', advance: 'always' },
  participants: users.map((user) => [user]),
  restrictions: [],
  effectiveFrom: null,
  effectiveUntil: null,
});
const BASE: RotaWire = schema.parse({
  id: 'sre',
  name: 'SRE',
  team: 'sre',
  timeZone: 'Europe/Paris',
  layers: [layer('week', ['ann', 'ben']), layer('office', ['cleo'])],
  overrides: [{ id: 'o1', start: '2026-02-01T00:00', end: '2026-02-02T00:00', set: ['ann'] }],
});
const keys = (before: RotaWire, after: RotaWire) => changesOf(before, after).map(keyOf);

describe('changes of a rota', () => {
  it('are none where nothing differs', () => expect(changesOf(BASE, structuredClone(BASE))).toEqual([]));

  it('name each part', () => {
    const after = {
      ...BASE,
      name: 'On call',
      layers: [layer('office', ['cleo', 'ann']), layer('night', ['ben'])],
      overrides: [],
    };
    expect(keys(BASE, after)).toEqual([
      'name',
      'layer week',
      'layer office participants',
      'layer night',
      'override o1',
    ]);
    expect(keys(BASE, { ...BASE, layers: [...BASE.layers].reverse() })).toEqual(['order']);
  });

  it('name a layer that joins the one below it, or no longer does', () => {
    const [week, office] = BASE.layers as [LayerWire, LayerWire];
    const joined = { ...BASE, layers: [week, { ...office, join: true }] };
    const apart = { ...BASE, layers: [week, { ...office, join: false }] };
    expect(keys(BASE, joined)).toEqual(['layer office join']);
    expect(keys(joined, BASE)).toEqual(['layer office join']);
    expect(keys(BASE, apart)).toEqual([]);
    expect(apply(BASE, changesOf(BASE, joined))).toEqual(joined);
    expect(changesOf(apply(joined, changesOf(joined, BASE)), BASE)).toEqual([]);
  });

  it('make the one out of the other', () => {
    const after = schema.parse({
      ...BASE,
      holidays: 'FR',
      onAbsence: 'next',
      layers: [layer('office', ['ann']), layer('week', ['ben', 'ann']), layer('night', ['dee'])],
      overrides: [
        { id: 'o1', start: '2026-02-01T00:00', end: '2026-02-03T00:00', set: ['ann'] },
        { id: 'o2', start: '2026-03-01T00:00', end: '2026-03-03T00:00', add: ['ben'] },
      ],
    });
    expect(apply(BASE, changesOf(BASE, after))).toEqual(after);
    expect(apply(after, changesOf(after, BASE))).toEqual(BASE);
  });
});

describe('two people change one rota', () => {
  const withUsers = (id: string, users: string[]): RotaWire => ({
    ...BASE,
    layers: BASE.layers.map((one) => (one.id === id ? layer(id, users) : one)),
  });

  it('in different places: both are had', () => {
    const [mine, theirs] = [
      withUsers('week', ['ann', 'ben', 'dee']),
      { ...withUsers('office', ['ann']), name: 'Renamed' },
    ];
    const met = concurrentChanges(BASE, mine, theirs);
    expect(met.both).toEqual([]);
    const merged = apply(theirs, met.mine);
    expect(merged.name).toBe('Renamed');
    expect(merged.layers.map(({ participants }) => participants.flat())).toEqual([['ann', 'ben', 'dee'], ['ann']]);
  });

  it('in the same place: it is said, and mine is on top', () => {
    const [mine, theirs] = [withUsers('week', ['dee']), withUsers('week', ['cleo'])];
    const met = concurrentChanges(BASE, mine, theirs);
    expect(met.both).toEqual(['layer week participants']);
    expect(apply(theirs, met.mine)).toEqual(mine);
  });

  it('to the same: there is nothing to decide', () =>
    expect(concurrentChanges(BASE, withUsers('week', ['dee']), withUsers('week', ['dee'])).both).toEqual([]));

  it('one takes away the layer that the other changes', () => {
    const without = { ...BASE, layers: BASE.layers.filter(({ id }) => id !== 'week') };
    const changed = withUsers('week', ['dee']);
    expect(concurrentChanges(BASE, changed, without).both).toEqual(['layer week participants']);
    expect(concurrentChanges(BASE, without, changed).both).toEqual(['layer week']);
    expect(apply(without, concurrentChanges(BASE, changed, without).mine).layers.map(({ id }) => id)).toEqual([
      'office',
      'week',
    ]);
  });

  it('adds a layer while the other changes the order', () => {
    const mine = { ...BASE, layers: [layer('night', ['ben']), ...BASE.layers] };
    const theirs = { ...BASE, layers: [...BASE.layers].reverse() };
    expect(apply(theirs, concurrentChanges(BASE, mine, theirs).mine).layers.map(({ id }) => id)).toEqual([
      'night',
      'office',
      'week',
    ]);
  });
});

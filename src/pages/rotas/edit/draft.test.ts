import { describe, expect, it } from 'vitest';
import { rota as schema } from '#contract/rotas/rota';
import type { LayerDraft } from './draft.ts';
import { bodyOf, draftOf, freeLayerId, isJoined, newLayer, problemsOfLayer, withOwnIds } from './draft.ts';

const ROTA = schema.parse({
  id: 'sre',
  name: 'SRE',
  team: 'sre',
  timeZone: 'Europe/Paris',
  holidays: 'FR-57',
  onAbsence: 'next',
  expected: 'office-hours',
  layers: [
    {
      id: 'week',
      rotation: { every: 2, unit: 'week', start: '2026-01-05T09:00' },
      participants: [['ann', 'ben'], [], ['cleo']],
      effectiveFrom: '2026-01-05T00:00Z',
    },
    { id: 'ops', name: 'Ops', calendar: 'ops' },
    {
      id: 'office',
      timeZone: 'UTC',
      rotation: { unit: 'day', start: '2026-01-05T09:00', advance: 'covered' },
      participants: [['cleo']],
      restrictions: [{ days: ['workday'], from: '09:00', to: '18:00' }],
      effectiveUntil: '2027-01-01T00:00',
      join: true,
    },
  ],
  overrides: [{ id: 'o1', start: '2026-02-01T00:00', end: '2026-02-02T00:00', set: [], layer: 'week', note: 'quiet' }],
});

describe('a rota while it is edited', () => {
  it('loses nothing of what the contract knows', () => {
    const { id: _id, ...body } = ROTA;
    const back = bodyOf(draftOf(ROTA));
    expect(schema.parse({ id: 'sre', ...back })).toEqual({
      id: 'sre',
      ...body,
      layers: body.layers.map((layer) => ({ ...layer, calendar: layer.calendar ?? null })),
    });
  });

  it('has its highest layer on top of the list', () =>
    expect(draftOf(ROTA).layers.map(({ id }) => id)).toEqual(['office', 'ops', 'week']));

  it('sends no turns beside a calendar', () => {
    const draft = draftOf(ROTA);
    const layers = draft.layers.map((layer) => (layer.id === 'office' ? { ...layer, calendar: 'ops' } : layer));
    expect(bodyOf({ ...draft, layers }).layers[2]).toMatchObject({ calendar: 'ops', rotation: null, participants: [] });
  });

  it('is valid wherever a joined layer is moved: as the lowest it joins none, and does so again further up', () => {
    const draft = draftOf(ROTA);
    const [office, ops, week] = draft.layers as [LayerDraft, LayerDraft, LayerDraft];
    const joins = (layers: LayerDraft[]) => [
      layers.map((_, i) => isJoined(layers, i)),
      schema.parse({ id: 'sre', ...bodyOf({ ...draft, layers }) }).layers.map(({ join }) => join ?? false),
    ];
    expect(joins([office, ops, week])).toEqual([
      [true, false, false],
      [false, false, true],
    ]);
    expect(joins([ops, week, office])).toEqual([
      [false, false, false],
      [false, false, false],
    ]);
    expect(joins([ops, office, week])).toEqual([
      [false, true, false],
      [false, true, false],
    ]);
    expect(joins([office])).toEqual([[false], [false]]);
  });

  it('that was taken over until a day is so no more with a layer that goes on', () => {
    const [week, ops, office] = ROTA.layers;
    const taken = { ...ROTA, frozenUntil: '2027-01-01T00:00:00Z' };
    const ended = [week, ops].map((layer) => ({ ...layer, effectiveUntil: '2027-01-01T00:00:00Z' }));
    const draft = draftOf(schema.parse({ ...taken, layers: [...ended, office] }));
    const markOf = (layers: LayerDraft[]) => bodyOf({ ...draft, layers }).frozenUntil ?? null;
    expect(markOf(draft.layers)).toBe('2027-01-01T00:00:00Z');
    expect(markOf([...draft.layers, newLayer(9, draft.layers, '2027-01-01T00:00')])).toBeNull();
    const [top, ...others] = draft.layers as [LayerDraft, ...LayerDraft[]];
    for (const [effectiveUntil, isTaken] of [
      [null, false],
      ['2027-04-01T09:00', false],
      ['2026-12-01T09:00', true],
      ['2027-01-01T09:00', true],
    ] as const) {
      expect(markOf([{ ...top, effectiveUntil }, ...others]) !== null, String(effectiveUntil)).toBe(isTaken);
    }
  });

  it('gives a copied layer an id of its own', () => {
    const { layers } = draftOf(ROTA);
    const [first] = layers;
    const copied = withOwnIds([...layers, { ...(first as (typeof layers)[number]), key: 9 }]);
    expect(new Set(copied.map(({ id }) => id)).size).toBe(4);
    expect(freeLayerId([{ id: 'layer-2' }])).toBe('layer-3');
    expect(newLayer(3, layers, '2026-01-05T09:00').id).toBe('layer-4');
  });

  it('says what is wrong beside the layer, which the API counts from below', () => {
    const details = [
      { path: 'layers[0].rotation.every', message: 'must be at least 1' },
      { path: 'rota.layers[2].participants[0][0]', message: 'names nobody' },
      { path: 'name', message: 'is missing' },
    ];
    expect(problemsOfLayer(details, 2, 3)).toEqual([{ path: 'rotation.every', message: 'must be at least 1' }]);
    expect(problemsOfLayer(details, 0, 3)).toEqual([{ path: 'participants[0][0]', message: 'names nobody' }]);
  });
});

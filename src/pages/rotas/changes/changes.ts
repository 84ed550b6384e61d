/** Compares two states of a rota part by part, so that the changes can be shown or applied to a third state. */
import type { LayerWire, OverrideWire, RotaWire } from '#contract/rotas/rota';
import { overrideId } from '#contract/rotas/rota';

const ROTA_FIELDS = ['name', 'team', 'timeZone', 'holidays', 'onAbsence', 'expected', 'frozenUntil'] as const;
export type RotaField = (typeof ROTA_FIELDS)[number];

const LAYER_FIELDS = [
  'name',
  'timeZone',
  'rotation',
  'participants',
  'restrictions',
  'effectiveFrom',
  'effectiveUntil',
  'calendar',
  'join',
] as const;
export type LayerField = (typeof LAYER_FIELDS)[number];

export type RotaChange =
  | { kind: 'field'; field: RotaField; before: RotaWire[RotaField]; after: RotaWire[RotaField] }
  /** `above`: the layer directly below the new one; null if the new layer is the lowest. */
  | { kind: 'layer-added'; layer: LayerWire; above: string | null }
  | { kind: 'layer-removed'; layer: LayerWire }
  /** `layer`: the whole layer after the change. */
  | { kind: 'layer-changed'; field: LayerField; before: LayerWire; layer: LayerWire }
  /** Ids of the layers in both states, lowest priority first. */
  | { kind: 'order'; before: string[]; after: string[] }
  | { kind: 'override-added' | 'override-removed'; id: string; override: OverrideWire }
  | { kind: 'override-changed'; id: string; override: OverrideWire };

/** Identifies the changed part. Two different changes with the same key exclude each other. */
export function keyOf(change: RotaChange): string {
  switch (change.kind) {
    case 'field':
      return change.field;
    case 'layer-added':
    case 'layer-removed':
      return `layer ${change.layer.id}`;
    case 'layer-changed':
      return `layer ${change.layer.id} ${change.field}`;
    case 'order':
      return 'order';
    default:
      return `override ${change.id}`;
  }
}

export function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
}

function layerChanges(before: LayerWire, layer: LayerWire): RotaChange[] {
  // No join and `false` mean the same.
  const valueOf = (one: LayerWire, field: LayerField) => one[field] || null;
  return LAYER_FIELDS.filter((field) => !isSame(valueOf(before, field), valueOf(layer, field))).map((field) => ({
    kind: 'layer-changed',
    field,
    before,
    layer,
  }));
}

function orderChange(before: RotaWire, after: RotaWire): RotaChange[] {
  const both = (one: RotaWire, other: RotaWire) =>
    one.layers.map(({ id }) => id).filter((id) => other.layers.some((layer) => layer.id === id));
  const [old, now] = [both(before, after), both(after, before)];
  return isSame(old, now) ? [] : [{ kind: 'order', before: old, after: now }];
}

function byId(rota: RotaWire): Map<string, OverrideWire> {
  return new Map(rota.overrides.map((override, i) => [overrideId(override, i), override]));
}

function overrideChanges(before: RotaWire, after: RotaWire): RotaChange[] {
  const [old, now] = [byId(before), byId(after)];
  const gone = [...old]
    .filter(([id]) => !now.has(id))
    .map(([id, override]): RotaChange => ({ kind: 'override-removed', id, override }));
  const others = [...now].flatMap(([id, override]): RotaChange[] =>
    !old.has(id)
      ? [{ kind: 'override-added', id, override }]
      : isSame(old.get(id), override)
        ? []
        : [{ kind: 'override-changed', id, override }],
  );
  return [...gone, ...others];
}

export function changesOf(before: RotaWire, after: RotaWire): RotaChange[] {
  const old = new Map(before.layers.map((layer) => [layer.id, layer]));
  const now = new Map(after.layers.map((layer) => [layer.id, layer]));
  return [
    ...ROTA_FIELDS.filter((field) => !isSame(before[field], after[field])).map((field): RotaChange => ({
      kind: 'field',
      field,
      before: before[field] ?? null,
      after: after[field] ?? null,
    })),
    ...before.layers.filter(({ id }) => !now.has(id)).map((layer): RotaChange => ({ kind: 'layer-removed', layer })),
    // The order changes first, so that each added layer finds the one that it lies above.
    ...orderChange(before, after),
    ...after.layers.flatMap((layer, i): RotaChange[] => {
      const earlier = old.get(layer.id);
      return earlier === undefined
        ? [{ kind: 'layer-added', layer, above: after.layers[i - 1]?.id ?? null }]
        : layerChanges(earlier, layer);
    }),
    ...overrideChanges(before, after),
  ];
}

/** Layers in `order` change places among themselves; the others keep their positions. */
function reordered(layers: readonly LayerWire[], order: readonly string[]): LayerWire[] {
  const known = order.flatMap((id) => layers.find((layer) => layer.id === id) ?? []);
  let next = 0;
  return layers.map((layer) => (order.includes(layer.id) ? (known[next++] ?? layer) : layer));
}

function withLayer(rota: RotaWire, change: Extract<RotaChange, { kind: 'layer-added' | 'layer-changed' }>): RotaWire {
  const { layer } = change;
  if (!rota.layers.some(({ id }) => id === layer.id)) {
    const above = change.kind === 'layer-added' ? change.above : undefined;
    const at = above === null ? 0 : rota.layers.findIndex(({ id }) => id === above) + 1;
    // If the neighbour is missing too, the layer goes on top.
    const place = above !== null && at === 0 ? rota.layers.length : at;
    return { ...rota, layers: [...rota.layers.slice(0, place), layer, ...rota.layers.slice(place)] };
  }
  const part = change.kind === 'layer-added' ? layer : { [change.field]: layer[change.field] };
  return { ...rota, layers: rota.layers.map((one) => (one.id === layer.id ? { ...one, ...part } : one)) };
}

function withOverride(rota: RotaWire, id: string, override: OverrideWire | null): RotaWire {
  const rest = rota.overrides.map((one, i) => [overrideId(one, i), one] as const);
  const others = rest.filter(([other]) => other !== id);
  const kept =
    override === null
      ? others
      : rest.length === others.length
        ? [...rest, [id, override] as const]
        : rest.map(([other, one]) => [other, other === id ? override : one] as const);
  return { ...rota, overrides: kept.map(([, one]) => one) };
}

function applied(rota: RotaWire, change: RotaChange): RotaWire {
  switch (change.kind) {
    case 'field':
      return { ...rota, [change.field]: change.after };
    case 'layer-removed':
      return { ...rota, layers: rota.layers.filter(({ id }) => id !== change.layer.id) };
    case 'layer-added':
    case 'layer-changed':
      return withLayer(rota, change);
    case 'order':
      return { ...rota, layers: reordered(rota.layers, change.after) };
    case 'override-removed':
      return withOverride(rota, change.id, null);
    default:
      return withOverride(rota, change.id, change.override);
  }
}

/** A change to a layer that the rota no longer has restores the layer. */
export function apply(rota: RotaWire, changes: readonly RotaChange[]): RotaWire {
  return changes.reduce(applied, rota);
}

export interface ConcurrentChanges {
  mine: RotaChange[];
  theirs: RotaChange[];
  /** Keys of the parts that both sides changed, to different results. */
  both: string[];
}

/** Key of the changed layer, to find conflicts with its removal on the other side. */
function touchedLayer(change: RotaChange): string | null {
  return change.kind === 'layer-changed' ? `layer ${change.layer.id}` : null;
}

/** Compares what two people made of the same state of a rota. */
export function concurrentChanges(base: RotaWire, mine: RotaWire, theirs: RotaWire): ConcurrentChanges {
  const [own, other] = [changesOf(base, mine), changesOf(base, theirs)];
  const removed = (changes: RotaChange[]) => new Set(changes.filter(({ kind }) => kind === 'layer-removed').map(keyOf));
  const [goneHere, goneThere] = [removed(own), removed(other)];
  const isBoth = (change: RotaChange) => {
    const twin = other.find((one) => keyOf(one) === keyOf(change));
    const layer = touchedLayer(change);
    const theyTouched = goneHere.has(keyOf(change)) && other.some((one) => touchedLayer(one) === keyOf(change));
    return (
      (twin !== undefined && !isSame(outcome(twin), outcome(change))) ||
      (layer !== null && goneThere.has(layer)) ||
      theyTouched
    );
  };
  return { mine: own, theirs: other, both: own.filter(isBoth).map(keyOf) };
}

/** The result of a change, for comparison. */
function outcome(change: RotaChange): unknown {
  switch (change.kind) {
    case 'field':
    case 'order':
      return change.after;
    case 'layer-removed':
    case 'override-removed':
      return null;
    case 'layer-added':
      return change.layer;
    case 'layer-changed':
      return change.layer[change.field];
    default:
      return change.override;
  }
}

/** A rota while somebody edits it. */
import type { LayerWire, OverrideWire, RotaWire } from '#contract/rotas/rota';
import type { OnAbsence } from '#domain/rota/model';
import type { FieldProblem } from '../../../api/client/failure.ts';

/** A stable key, so that a slot keeps its place in the list while others move. */
export interface SlotDraft {
  key: number;
  users: string[];
}

export interface LayerDraft extends Omit<LayerWire, 'participants'> {
  key: number;
  slots: SlotDraft[];
}

export interface RotaDraft {
  name: string;
  team: string | null;
  timeZone: string;
  holidays: string | null;
  onAbsence: OnAbsence;
  /** Time window in which somebody must be on call; null for always. */
  expected: string | null;
  /** As what it was taken over from another pager, and how many layers it had then; absent: it was not. */
  frozen?: { until: string; layers: number };
  /** Highest priority first, as on the timeline. */
  layers: LayerDraft[];
  /** The overrides in the rota's own configuration. */
  overrides: OverrideWire[];
}

export type RotaBody = Omit<RotaWire, 'id'>;

function slotsOf(participants: readonly (readonly string[])[]): SlotDraft[] {
  return participants.map((users, key) => ({ key, users: [...users] }));
}

export function draftOf({
  name,
  team,
  timeZone,
  holidays,
  onAbsence,
  expected,
  frozenUntil,
  layers,
  overrides,
}: RotaBody): RotaDraft {
  const drafts = layers.map(({ participants, ...rest }, key): LayerDraft => ({
    ...rest,
    key,
    slots: slotsOf(participants),
  }));
  return {
    name: name ?? '',
    team,
    timeZone,
    holidays,
    onAbsence,
    expected: expected ?? null,
    ...(frozenUntil ? { frozen: { until: frozenUntil, layers: drafts.length } } : {}),
    layers: drafts.reverse(),
    overrides: [...overrides],
  };
}

/** @param index position on the screen, highest priority first */
export function isJoined(layers: readonly LayerDraft[], index: number): boolean {
  return layers[index]?.join === true && index < layers.length - 1;
}

/** @param isLowest it joins nothing, but does so again if it is moved up before the rota is saved */
function layerBody({ key: _key, slots, join, ...rest }: LayerDraft, isLowest: boolean): LayerWire {
  // A calendar replaces the turns of the layer.
  const isRead = (rest.calendar ?? null) !== null;
  return {
    ...rest,
    name: rest.name?.trim() === '' ? null : (rest.name?.trim() ?? null),
    calendar: rest.calendar ?? null,
    rotation: isRead ? null : rest.rotation,
    participants: isRead ? [] : slots.map(({ users }) => users),
    ...(join === true && !isLowest && { join }),
  };
}

/** So long after an instant it is later on every clock. */
const A_DAY = 86_400_000;

/** Whether the layer has people after what was taken over ends. */
function goesOn({ effectiveUntil }: LayerDraft, until: string): boolean {
  return effectiveUntil === null || Date.parse(`${effectiveUntil.slice(0, 10)}T00:00Z`) > Date.parse(until) + A_DAY;
}

/** The body for the API. A rota that got a layer, or one without its end, goes on after what was taken over. */
export function bodyOf({ name, layers, frozen, ...rest }: RotaDraft): RotaBody {
  return {
    ...rest,
    ...(frozen && layers.length <= frozen.layers && !layers.some((layer) => goesOn(layer, frozen.until))
      ? { frozenUntil: frozen.until }
      : {}),
    name: name.trim() === '' ? null : name.trim(),
    layers: [...layers].reverse().map((layer, i) => layerBody(layer, i === 0)),
  };
}

/** An unused id. Ids appear in files and the API, names on the screen. */
export function freeLayerId(layers: ReadonlyArray<{ id: string }>): string {
  for (let n = layers.length + 1; ; n++) {
    if (!layers.some(({ id }) => id === `layer-${n}`)) {
      return `layer-${n}`;
    }
  }
}

/** @param start wall clock of the first handoff */
export function newLayer(key: number, layers: ReadonlyArray<{ id: string }>, start: string): LayerDraft {
  return {
    key,
    id: freeLayerId(layers),
    name: null,
    timeZone: null,
    rotation: { every: 1, unit: 'week', start, advance: 'always' },
    slots: [],
    restrictions: [],
    effectiveFrom: null,
    effectiveUntil: null,
    calendar: null,
  };
}

/** Whether the layer's hours name public holidays, which are none without a country. */
export function hasHolidayHours({ restrictions }: Pick<LayerDraft, 'restrictions'>): boolean {
  return restrictions.some(({ days }) => days.includes('holiday'));
}

/** One for public holidays alone, from midnight to midnight; turns without a holiday go to nobody's account. */
export function holidayLayer(layer: LayerDraft, name: string): LayerDraft {
  return {
    ...layer,
    name,
    rotation: layer.rotation && { ...layer.rotation, advance: 'covered' },
    restrictions: [{ days: ['holiday'], from: '00:00', to: '00:00' }],
  };
}

/** Gives a copied layer its own id; the layer with the lower key is the original. */
export function withOwnIds(layers: readonly LayerDraft[]): LayerDraft[] {
  return layers.map((layer) => {
    const isCopy = layers.some((other) => other !== layer && other.id === layer.id && other.key < layer.key);
    return isCopy ? { ...layer, id: freeLayerId(layers) } : layer;
  });
}

const LAYER_PATH = /^(?:rota\.)?layers\[(\d+)\]\.?/;

/** Problems of one layer. @param index position on the screen, highest priority first */
export function problemsOfLayer(details: readonly FieldProblem[], index: number, count: number): FieldProblem[] {
  return details
    .filter(({ path }) => Number(LAYER_PATH.exec(path)?.[1] ?? -1) === count - 1 - index)
    .map((problem) => ({ ...problem, path: problem.path.replace(LAYER_PATH, '') }));
}

/** Problems of the rota as a whole. */
export function problemsOfRota(details: readonly FieldProblem[]): FieldProblem[] {
  return details
    .filter(({ path }) => !LAYER_PATH.test(path))
    .map((problem) => ({ ...problem, path: problem.path.replace(/^rota\./, '') }));
}

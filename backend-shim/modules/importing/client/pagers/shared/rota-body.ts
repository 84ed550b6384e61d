/** Defines rotas as imports write them: the form of files and of the API, without what has its default. */
import type { ImportedBody } from '#modules/importing/contract/plan';
import type { RotationUnit } from '#domain/rota/model';
import type { WeeklyWindow } from '#domain/time/weekly';

export interface LayerBody {
  id: string;
  name?: string;
  timeZone?: string;
  rotation?: { every: number; unit: RotationUnit; start: string; advance?: 'covered' };
  participants: string[][];
  restrictions?: WeeklyWindow[];
  effectiveFrom?: string;
  effectiveUntil?: string;
  /** On call together with the layer below. */
  join?: true;
}

export interface OverrideBody {
  id: string;
  start: string;
  end: string;
  layer?: string;
  set?: string[];
  add?: string[];
  remove?: string[];
  replace?: string;
  with?: string;
}

export interface ImportedRota extends ImportedBody {
  id: string;
  name: string;
  timeZone: string;
  team?: string;
  /** When the overrides end as which it is taken over. */
  frozenUntil?: string;
  layers: LayerBody[];
  overrides: OverrideBody[];
}

/** The most units of time that a turn may last. */
export const MOST_EVERY = 1_000;

/** `2026-10-25T02:30:00Z`; milliseconds only where there are any. */
export function instantText(instant: number): string {
  return new Date(instant).toISOString().replace('.000Z', 'Z');
}

/** One stage: all layers are on call together. */
export function joined(layers: readonly LayerBody[]): LayerBody[] {
  return layers.map((layer, i) => (i === 0 ? layer : { ...layer, join: true as const }));
}

/** Ids of layers from their names, each used once. */
export function layerIds(slugOf: (name: string) => string): (name: string) => string {
  const used = new Set<string>();
  return (name) => {
    const wanted = slugOf(name) || 'layer';
    let id = wanted;
    for (let i = 2; used.has(id); i++) {
      id = `${wanted}-${i}`;
    }
    used.add(id);
    return id;
  };
}

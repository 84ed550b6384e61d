/** Puts rotas together: what is stated of each today, its saved states, and the overrides that people made. */
import type { ConversionMemory } from '#contract/base/conversions';
import { remade } from '#contract/base/conversions';
import { toOverride, toRota } from '#contract/rotas/rota';
import type { RotaWire } from '#contract/rotas/rota';
import type { AnyRota, Override, Rota, RotaVersion } from '#domain/rota/model';
import { inForce } from '#domain/rota/versions';
import { mapChunked } from '#domain/stretches';
import type { Chunked } from '#domain/stretches';
import type { StoredObject } from '../../ports/configuration.ts';
import { besideOverrides } from '../objects.ts';

/** A saved state of a rota; `body` null: a deletion. */
export interface RotaHistory {
  id: string;
  version: number;
  from: number | null;
  savedAt: number;
  /** `unreadable`: the content of the state is unknown. */
  body: RotaWire | null | 'unreadable';
}

type MadeOverride = ReturnType<typeof besideOverrides>[number];

/** By the rota of today: what was made of it last. */
export type RotaMemory = WeakMap<
  Rota,
  { history: readonly RotaHistory[]; made: readonly MadeOverride[]; rota: AnyRota }
>;

export function* rotasInForce(
  today: ReadonlyMap<string, Rota>,
  { history, objects }: { history: readonly RotaHistory[]; objects: readonly StoredObject[] },
  memory: { conversions: ConversionMemory; rotas: RotaMemory },
): Chunked<Map<string, AnyRota>> {
  const beside = Map.groupBy(besideOverrides(objects), ({ rota }) => rota);
  const past = Map.groupBy(history, ({ id }) => id);
  return new Map(
    yield* mapChunked([...today], ([id, rota]): [string, AnyRota] => [
      id,
      rotaWith(rota, beside.get(id) ?? [], past.get(id) ?? [], memory),
    ]),
  );
}

/** The same value as before where nothing changed, since the domain keeps what it has computed of it. */
function rotaWith(
  today: Rota,
  made: readonly MadeOverride[],
  history: readonly RotaHistory[],
  { conversions, rotas }: { conversions: ConversionMemory; rotas: RotaMemory },
): AnyRota {
  const before = rotas.get(today);
  if (before !== undefined && isSameHistory(before.history, history) && areSameOverrides(before.made, made)) {
    return before.rota;
  }
  const overrides = made.map((one) => toOverride(one.override, { kind: 'person', by: one.by }, one.createdAt));
  const rota = withHistory(today, overrides, history, (wire) => remade(conversions, wire, '', toRota));
  rotas.set(today, { history, made, rota });
  return rota;
}

function areSameOverrides(before: readonly MadeOverride[], now: readonly MadeOverride[]): boolean {
  return (
    before.length === now.length &&
    now.every(({ override, by, createdAt }, i) => {
      const one = before[i];
      return one?.override === override && one.by === by && one.createdAt === createdAt;
    })
  );
}

function isSameHistory(before: readonly RotaHistory[], now: readonly RotaHistory[]): boolean {
  return (
    before.length === now.length &&
    now.every((state, i) => {
      const one = before[i];
      return (
        one?.version === state.version &&
        one.from === state.from &&
        one.savedAt === state.savedAt &&
        one.body === state.body
      );
    })
  );
}

/** Overrides in a state apply while that state is in force; overrides that people made apply beside every state. */
function withHistory(
  today: Rota,
  made: readonly Override[],
  history: readonly RotaHistory[],
  rotaFrom: (wire: RotaWire) => Rota,
): AnyRota {
  const entered = history[0] === undefined ? {} : { enteredAt: history[0].savedAt };
  const whole = (rota: Rota): Rota => ({ ...rota, ...entered, overrides: [...rota.overrides, ...made] });
  const newest = history.at(-1);
  // The overrides of an unreadable state are unknown. The newest state says which overrides the rota itself contains.
  const known = history.filter((state) => state.body !== 'unreadable' || state === newest);
  const rotaOf = (body: RotaHistory['body']): Rota =>
    body === null ? { ...today, layers: [], overrides: [] } : body === 'unreadable' ? today : rotaFrom(body);
  const versions = inForce(known).map(({ from, savedAt, body }): RotaVersion => ({
    from,
    savedAt,
    rota: whole(rotaOf(body)),
  }));
  return versions.length > 1 ? { versions } : whole(today);
}

/** Makes the configuration as it would be after a change that puts people on call. */
import { toOverride } from '#contract/rotas/rota';
import type { OverrideWire } from '#contract/rotas/rota';
import { takeOver } from '#domain/rota/cover';
import type { AnyRota, Override, RotaFacts, Swap } from '#domain/rota/model';
import { versionsOf } from '#domain/rota/model';
import type { Span } from '#domain/time/span';
import type { Directory } from '../ports/directory.ts';

/** A change of one rota: who is on call on it before and after. */
export interface OnCallChange {
  rota: string;
  before: Directory;
  after: Directory;
  /** Who takes the duty themselves, by a swap or a take-over; empty: the employer puts them there. */
  volunteers: readonly string[];
}

/** The rota of a draft. */
export function changedRota(before: Directory, id: string, rota: AnyRota, facts: RotaFacts): OnCallChange {
  return { rota: id, before, after: withRota({ ...before, facts }, id, rota), volunteers: [] };
}

/**
 * An override that `actor` makes, or that takes the place of one with the same id.
 *
 * @returns null: there is no such rota
 */
export function changedOverride(
  before: Directory,
  id: string,
  wire: OverrideWire,
  { actor, now }: { actor: string; now: number },
): OnCallChange | null {
  const rota = before.rotas.get(id);
  const made = toOverride({ ...wire, id: wire.id ?? 'new-override' }, { kind: 'person', by: actor }, now);
  return rota === undefined
    ? null
    : { rota: id, before, after: withRota(before, id, withOverride(rota, made)), volunteers: [actor] };
}

export interface TakenShift {
  rota: string;
  /** The person on call who is relieved. */
  user: string;
  by: string;
  actor: string;
}

/** @returns null: there is no such shift */
export function takenOver(
  before: Directory,
  { rota: id, user, by, actor }: TakenShift,
  now: number,
): OnCallChange | null {
  const rota = before.rotas.get(id);
  const made = rota && takeOver(rota, before.facts, { id: 'take-over', user, by }, now);
  return rota && made
    ? { rota: id, before, after: withRota(before, id, withOverride(rota, made)), volunteers: actor === by ? [by] : [] }
    : null;
}

/** A part of a shift that `by` takes from `user`; both ends are instants. @returns null: there is no such rota */
export function changedShift(
  before: Directory,
  { rota: id, user, by, start, end }: Omit<TakenShift, 'actor'> & Span,
  now: number,
): Directory | null {
  const rota = before.rotas.get(id);
  const instant = (at: number) => new Date(at).toISOString();
  const made: Override = {
    id: 'taken-part',
    layer: null,
    start: instant(start),
    end: instant(end),
    createdAt: now,
    change: { kind: 'replace', user, with: by },
    origin: { kind: 'person', by },
  };
  return rota === undefined ? null : withRota(before, id, withOverride(rota, made));
}

/** @param by who would take the swap */
export function changedSwap(before: Directory, swap: Swap, by: string, now: number): OnCallChange {
  const taken: Swap = { ...swap, state: 'taken', taken: { by, at: now }, closed: null };
  const swaps = [...before.facts.swaps.filter(({ id }) => id !== swap.id), taken];
  const after = { ...before, facts: { ...before.facts, swaps } };
  return { rota: swap.rota, before, after, volunteers: [by, swap.asked.by] };
}

function withRota(directory: Directory, id: string, rota: AnyRota): Directory {
  return { ...directory, rotas: new Map(directory.rotas).set(id, rota) };
}

/** People's overrides are in every version of the rota. */
function withOverride(rota: AnyRota, made: Override): AnyRota {
  return {
    versions: versionsOf(rota).map((version) => ({
      ...version,
      rota: { ...version.rota, overrides: [...version.rota.overrides.filter(({ id }) => id !== made.id), made] },
    })),
  };
}

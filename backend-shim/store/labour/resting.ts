/** Defines the value that says who must rest, and counts how escalation treats these people. */
import type { Effect } from '#domain/incident/effects';
import type { RestTable } from '../schema/labour.ts';

/** A rest that holds: from the planned start the person is not available until the earliest start, unless they began. */
export type ApplyingRest = Pick<RestTable, 'user' | 'unit' | 'planned_at' | 'earliest_at' | 'started_at'>;

/** Rests that apply, by login: a value, as the directory is one. */
export type RestsByPerson = ReadonlyMap<string, readonly ApplyingRest[]>;

export const NO_RESTS: RestsByPerson = new Map();

/** Steps that met people who must rest. */
export interface WaitCounts {
  /** Somebody else was paged, or others were enough. */
  held: number;
  /** Nobody else was at hand, so they were paged. */
  nobodyElse: number;
}

export const noWaits = (): WaitCounts => ({ held: 0, nobodyElse: 0 });

/** Adds the waits that the effects of one change contain. */
export function countWaits(counts: WaitCounts, effects: readonly Effect[]): void {
  const paged = effects.flatMap((effect) => (effect.kind === 'page' ? [effect.user] : []));
  for (const effect of effects) {
    const { reason, user } = effect.kind === 'timeline' ? effect.entry.data : {};
    if (reason === 'nobody-else') {
      counts.nobodyElse += 1;
    } else if (reason === 'not-available' && !paged.includes(String(user))) {
      counts.held += 1;
    }
  }
}

/** Finds people's coming shifts. */
import { dutiesOf } from '#domain/rota/duties';
import { resolve } from '#domain/rota/resolve';
import { DAY } from '#domain/time/duration';
import type { Span } from '#domain/time/span';
import type { RotaData } from './to-domain.ts';

const AHEAD = 120 * DAY;

/** Shifts from now on, a running one first; empty if there are none in the next months. */
export function shiftsOf({ history, facts }: RotaData, login: string, now: number): readonly Span[] {
  return dutiesOf(resolve(history, facts, now, now + AHEAD)).get(login) ?? [];
}

/** Everybody with a turn in a layer, and everybody who will be on call anyway. */
export function participantsOf({ rota }: RotaData): string[] {
  return [...new Set(rota.layers.flatMap(({ participants }) => participants.flat()))].sort();
}

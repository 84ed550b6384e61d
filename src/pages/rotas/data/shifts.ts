/** Finds people's coming shifts. */
import { dutiesOf } from '#domain/rota/duties';
import { participantsOf as everParticipants } from '#domain/rota/participants';
import { resolve } from '#domain/rota/resolve';
import { DAY } from '#domain/time/duration';
import type { Span } from '#domain/time/span';
import type { MeWire } from '../../../api/connection/connection-wire.ts';
import type { RotaData } from './to-domain.ts';

const AHEAD = 120 * DAY;

/** Shifts from now on, a running one first; empty if there are none in the next months. */
export function shiftsOf({ history, facts }: RotaData, login: string, now: number): readonly Span[] {
  return dutiesOf(resolve(history, facts, now, now + AHEAD)).get(login) ?? [];
}

/** Whether the reader may take over a shift: who is of the rota or of its team. The sidecar checks again. */
export function mayTakeOver({ rota, facts }: RotaData, me: MeWire | null): boolean {
  if (me?.kind !== 'person' || me.login === null) {
    return false;
  }
  const isOfTeam = rota.team !== null && me.teams.includes(rota.team);
  return isOfTeam || me.can.administer || everParticipants(rota.layers, facts, -Infinity, Infinity).includes(me.login);
}

/** Everybody with a turn in a layer, and everybody who will be on call anyway. */
export function participantsOf({ rota }: RotaData): string[] {
  return [...new Set(rota.layers.flatMap(({ participants }) => participants.flat()))].sort();
}

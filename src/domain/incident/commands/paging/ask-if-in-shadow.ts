/** Lets whoever pages people by hand decide first, if nothing of it would leave. */
import type { Command, CommandRefusal } from '#domain/incident/commands/command';
import { shadowCauseOf } from '#domain/notify/shadow';
import type { ShadowCause, ShadowState, ShadowSubject } from '#domain/notify/shadow';

type AskingKind<One> = One extends { kind: infer Kind } ? ('evenInShadow' extends keyof One ? Kind : never) : never;

const ASKING: Record<AskingKind<Command>, true> = { reassign: true, responders: true, merge: true, restart: true };

/** Whether the command asks at all, so that what is in shadow must be known. Most page nobody anew, and do not. */
export function asksIfInShadow({ kind }: Pick<Command, 'kind'>): boolean {
  return Object.hasOwn(ASKING, kind);
}

/**
 * @param shadow undefined if the question is not to be asked
 * @returns null if what is sent about `to` leaves
 */
export function askIfInShadow(shadow: ShadowState | undefined, to: ShadowSubject): CommandRefusal | null {
  const data = shadow === undefined ? null : shadowCauseOf(shadow, to);
  return (
    data && {
      code: 'in-shadow',
      message: `${describeCause(data)} is in shadow: nobody would be paged. Repeat it with evenInShadow to do it all the same.`,
      why: { reason: 'in-shadow', data },
    }
  );
}

function describeCause({ cause, id }: ShadowCause): string {
  return cause === 'all' ? 'Everything' : `The ${cause} ${id}`;
}

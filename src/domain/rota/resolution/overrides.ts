/** Applies overrides to the people on call. */
import type { CompiledOverride } from '#domain/rota/resolution/compile';
import type { OnCallCrew } from '#domain/rota/resolution/crew';
import { NOBODY } from '#domain/rota/resolution/crew';
import type { OnCall } from '#domain/rota/model';
import type { TimelinePiece } from '#domain/rota/resolution/timeline';
import { edgesWithin, refine } from '#domain/rota/resolution/timeline';

/** Applies overrides, in the order given, each within its window. */
export function overridden(
  pieces: readonly TimelinePiece[],
  overrides: readonly CompiledOverride[],
): readonly TimelinePiece[] {
  const [first, last] = [pieces[0], pieces.at(-1)];
  if (first === undefined || last === undefined) {
    return pieces;
  }
  const near = overrides.filter(({ start, end }) => start < last.end && end > first.start);
  if (near.length === 0) {
    return pieces;
  }
  return refine(pieces, edgesWithin(near, first.start, last.end), (at) => {
    const active = near.filter(({ start, end }) => start <= at && at < end);
    // Overrides before the last `set` have no effect.
    const from = Math.max(
      0,
      active.findLastIndex(({ change }) => change.kind === 'set'),
    );
    const acting = active.slice(from);
    return (crew) => acting.reduce(applied, crew);
  });
}

function applied(crew: OnCallCrew, { id, change }: CompiledOverride): OnCallCrew {
  switch (change.kind) {
    case 'set':
      return added({ ...NOBODY, slot: crew.slot }, change.users, id);
    case 'add':
      return added(crew, change.users, id);
    case 'remove':
      return without(crew, change.users);
    case 'replace':
      return replaced(crew, change.user, change.with, id);
  }
}

/** A person already on call stays so for the first reason, but no absence removes them now. */
function added(crew: OnCallCrew, users: readonly string[], override: string): OnCallCrew {
  const onCall = [...crew.onCall];
  for (const user of users) {
    if (!isOn(onCall, user)) {
      onCall.push({ user, source: { override } });
    }
  }
  return { onCall, slot: crew.slot, named: [...crew.named, ...users] };
}

function without(crew: OnCallCrew, users: readonly string[]): OnCallCrew {
  return users.some((user) => isOn(crew.onCall, user))
    ? { ...crew, onCall: crew.onCall.filter(({ user }) => !users.includes(user)) }
    : crew;
}

function replaced(crew: OnCallCrew, user: string, standIn: string, override: string): OnCallCrew {
  if (!isOn(crew.onCall, user) || user === standIn) {
    return crew;
  }
  const onCall = isOn(crew.onCall, standIn)
    ? crew.onCall.filter((one) => one.user !== user)
    : crew.onCall.map((one) => (one.user === user ? { user: standIn, source: { override } } : one));
  return { onCall, slot: crew.slot, named: [...crew.named, standIn] };
}

function isOn(onCall: readonly OnCall[], user: string): boolean {
  return onCall.some((one) => one.user === user);
}

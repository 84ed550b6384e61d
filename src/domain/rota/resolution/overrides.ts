/** Applies overrides to the people on call. */
import type { CompiledOverride } from '#domain/rota/resolution/compile';
import type { OnCallCrew } from '#domain/rota/resolution/crew';
import { NOBODY } from '#domain/rota/resolution/crew';
import type { AbsenceIndex } from '#domain/rota/resolution/absences';
import type { OnCall, OverrideChange } from '#domain/rota/model';
import type { TimelinePiece } from '#domain/rota/resolution/timeline';
import { edgesWithin, refine } from '#domain/rota/resolution/timeline';

/**
 * Applies overrides, in the order given, each within its window.
 * @param gone people whom no override puts on call at these times
 */
export function overridden(
  pieces: readonly TimelinePiece[],
  overrides: readonly CompiledOverride[],
  gone: AbsenceIndex['gone'],
): readonly TimelinePiece[] {
  const [first, last] = [pieces[0], pieces.at(-1)];
  if (first === undefined || last === undefined) {
    return pieces;
  }
  const within = overrides.filter(({ start, end }) => start < last.end && end > first.start);
  const near = gone.size === 0 ? within : within.flatMap((override) => whilePresent(override, gone));
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

/** The parts of an override in which at least one of those whom it puts on call is not gone. */
function whilePresent(override: CompiledOverride, gone: AbsenceIndex['gone']): CompiledOverride[] {
  const { start, end, change } = override;
  const away = newcomersOf(change).flatMap((user) => gone.get(user) ?? []);
  if (!away.some((span) => span.start < end && span.end > start)) {
    return [override];
  }
  const edges = [start, ...edgesWithin(away, start, end), end];
  return edges.slice(1).flatMap((until, i) => {
    const from = edges[i] as number;
    const isGone = (user: string) => (gone.get(user) ?? []).some((span) => span.start <= from && from < span.end);
    const left = from < until ? withoutGone(change, isGone) : null;
    return left === null ? [] : [{ ...override, start: from, end: until, change: left }];
  });
}

function newcomersOf(change: OverrideChange): readonly string[] {
  return change.kind === 'replace' ? [change.with] : change.kind === 'remove' ? [] : change.users;
}

/** @returns null if nobody is left, so that whoever was on call before stays so */
function withoutGone(change: OverrideChange, isGone: (user: string) => boolean): OverrideChange | null {
  if (newcomersOf(change).every(isGone)) {
    return null;
  }
  return change.kind === 'set' || change.kind === 'add'
    ? { ...change, users: change.users.filter((user) => !isGone(user)) }
    : change;
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

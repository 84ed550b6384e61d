/** Indexes absences by person, and applies them to a layer. */
import type { Span } from '#domain/time/span';
import { firstEndingAfter, mergeSpans } from '#domain/time/span';
import { actsIn } from '#domain/rota/resolution/known-since';
import type { CompiledLayer } from '#domain/rota/resolution/compile';
import type { OnCallCrew } from '#domain/rota/resolution/crew';
import { NOBODY } from '#domain/rota/resolution/crew';
import type { Absence, OnCall, Rota } from '#domain/rota/model';
import type { TimelinePiece } from '#domain/rota/resolution/timeline';
import { edgesWithin, refine } from '#domain/rota/resolution/timeline';

export type AbsenceIndex = ReadonlyMap<string, readonly Span[]>;

/** Indexes by when rotas were entered: absences act the same on all rotas entered before them. */
const indexes = new WeakMap<readonly Absence[], Map<number, AbsenceIndex>>();

/** @param rota whose past must not be changed by later entries */
export function absenceIndex(
  absences: readonly Absence[],
  { enteredAt = Infinity }: Pick<Rota, 'enteredAt'> = {},
): AbsenceIndex {
  const known = indexes.get(absences) ?? new Map<number, AbsenceIndex>();
  indexes.set(absences, known);
  let index = known.get(enteredAt);
  if (index === undefined) {
    const byUser = new Map<string, Span[]>();
    for (const absence of absences) {
      byUser.set(absence.user, [...(byUser.get(absence.user) ?? []), ...actsIn(absence, absence.enteredAt, enteredAt)]);
    }
    index = new Map(
      [...byUser].map(([user, spans]) => [user, mergeSpans(spans.filter(({ start, end }) => start < end))]),
    );
    known.set(enteredAt, index);
  }
  return index;
}

export function isAbsent(index: AbsenceIndex, user: string, at: number): boolean {
  const spans = index.get(user);
  if (spans === undefined) {
    return false;
  }
  const span = spans[firstEndingAfter(spans, at)];
  return span !== undefined && span.start <= at;
}

/** Applies absences to the pieces of one layer, as the rota says (`skip` or `next`). */
export function withoutAbsent(
  pieces: readonly TimelinePiece[],
  layer: CompiledLayer,
  mode: 'skip' | 'next',
  index: AbsenceIndex,
): readonly TimelinePiece[] {
  const [first, last] = [pieces[0], pieces.at(-1)];
  if (first === undefined || last === undefined) {
    return pieces;
  }
  const spans = layer.people.flatMap((user) => index.get(user) ?? []);
  const near = spans.filter(({ start, end }) => start < last.end && end > first.start);
  if (near.length === 0) {
    return pieces;
  }
  return refine(pieces, edgesWithin(near, first.start, last.end), (at) => {
    const absent = (user: string): boolean => isAbsent(index, user, at);
    return (crew) => staffed(crew, layer, mode, absent);
  });
}

function staffed(
  crew: OnCallCrew,
  layer: CompiledLayer,
  mode: 'skip' | 'next',
  absent: (user: string) => boolean,
): OnCallCrew {
  const leaves = ({ user }: OnCall): boolean => absent(user) && !crew.named.includes(user);
  if (!crew.onCall.some(leaves)) {
    return crew;
  }
  if (mode === 'skip') {
    return withPeople(
      crew,
      crew.onCall.filter((one) => !leaves(one)),
    );
  }
  const onCall = [...crew.onCall];
  for (const one of crew.onCall.filter(leaves)) {
    const standIn = firstFree(
      layer,
      crew.slot,
      (user) => !absent(user) && !onCall.some((other) => other.user === user),
    );
    onCall.splice(
      onCall.indexOf(one),
      1,
      ...(standIn === null ? [] : [{ user: standIn, source: { layer: layer.id } }]),
    );
  }
  return withPeople(crew, onCall);
}

function withPeople(crew: OnCallCrew, onCall: readonly OnCall[]): OnCallCrew {
  return onCall.length === 0 ? NOBODY : { ...crew, onCall };
}

/** Searches the slots that follow for somebody who is free, once around. */
function firstFree({ participants }: CompiledLayer, slot: number, free: (user: string) => boolean): string | null {
  for (let i = 1; i < participants.length; i++) {
    const user = (participants[(slot + i) % participants.length] as readonly string[]).find(free);
    if (user !== undefined) {
      return user;
    }
  }
  return null;
}

/** Indexes absences by person, and applies them to a layer. */
import { groupedBy } from '#domain/grouped';
import type { Span } from '#domain/time/span';
import { firstEndingAfter, mergeSpans } from '#domain/time/span';
import { actsIn } from '#domain/rota/resolution/known-since';
import type { CompiledLayer, RotaStage } from '#domain/rota/resolution/compile';
import type { OnCallCrew } from '#domain/rota/resolution/crew';
import { NOBODY } from '#domain/rota/resolution/crew';
import type { Absence, OnCall, Rota } from '#domain/rota/model';
import type { TimelinePiece } from '#domain/rota/resolution/timeline';
import { edgesWithin, refine } from '#domain/rota/resolution/timeline';

interface SpansByUser {
  readonly size: number;
  get(user: string): readonly Span[] | undefined;
}

export interface AbsenceIndex {
  away: SpansByUser;
  /** Disabled people, who are `away`, too. */
  gone: SpansByUser;
}

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
    index = {
      away: new SpansOnDemand(absencesByUser(absences), enteredAt),
      gone: new SpansOnDemand(goneByUser(absences), enteredAt),
    };
    known.set(enteredAt, index);
  }
  return index;
}

const byUsers = new WeakMap<readonly Absence[], ReadonlyMap<string, readonly Absence[]>>();

/** Grouped once for all rotas. */
export function absencesByUser(absences: readonly Absence[]): ReadonlyMap<string, readonly Absence[]> {
  const known = byUsers.get(absences) ?? groupedBy(absences, ({ user }) => user);
  byUsers.set(absences, known);
  return known;
}

const goneByUsers = new WeakMap<readonly Absence[], ReadonlyMap<string, readonly Absence[]>>();

function goneByUser(absences: readonly Absence[]): ReadonlyMap<string, readonly Absence[]> {
  const known =
    goneByUsers.get(absences) ??
    groupedBy(
      absences.filter(({ gone }) => gone === true),
      ({ user }) => user,
    );
  goneByUsers.set(absences, known);
  return known;
}

/**
 * Spans of the people who are asked for: rotas that were entered at different times share no index, and each asks for its
 * own people alone.
 */
class SpansOnDemand implements SpansByUser {
  readonly #absences: ReadonlyMap<string, readonly Absence[]>;
  readonly #enteredAt: number;
  readonly #spans = new Map<string, readonly Span[] | undefined>();

  constructor(absences: ReadonlyMap<string, readonly Absence[]>, rotaEnteredAt: number) {
    this.#absences = absences;
    this.#enteredAt = rotaEnteredAt;
  }

  get size(): number {
    return this.#absences.size;
  }

  get(user: string): readonly Span[] | undefined {
    const known = this.#spans.get(user);
    if (known !== undefined || this.#spans.has(user)) {
      return known;
    }
    const acts = this.#absences.get(user)?.flatMap((one) => actsIn(one, one.enteredAt, this.#enteredAt));
    const spans = acts && mergeSpans(acts.filter(({ start, end }) => start < end));
    this.#spans.set(user, spans);
    return spans;
  }
}

export function isAbsent(index: AbsenceIndex, user: string, at: number): boolean {
  const spans = index.away.get(user);
  if (spans === undefined) {
    return false;
  }
  const span = spans[firstEndingAfter(spans, at)];
  return span !== undefined && span.start <= at;
}

/** Applies absences to the pieces of a layer that stands alone, as the rota says (`skip` or `next`). */
export function withoutAbsent(
  pieces: readonly TimelinePiece[],
  layer: CompiledLayer,
  mode: 'skip' | 'next',
  index: AbsenceIndex,
): readonly TimelinePiece[] {
  return atAbsences(pieces, [layer], index, (absent) => (crew) => staffed(crew, layer, mode, absent, NOWHERE));
}

/** The same for layers that join each other; a stand-in is nobody who is on call in any of them. */
export function withoutAbsentOfStage(
  pieces: readonly TimelinePiece<readonly OnCallCrew[]>[],
  stage: RotaStage,
  mode: 'skip' | 'next',
  index: AbsenceIndex,
): readonly TimelinePiece<readonly OnCallCrew[]>[] {
  return atAbsences(pieces, stage, index, (absent) => (crews) => {
    let present = crews;
    // The highest layer has the first choice of stand-ins.
    for (let i = stage.length - 1; i >= 0; i--) {
      const others = present;
      const isElsewhere = (user: string): boolean =>
        others.some((crew, other) => other !== i && isOn(crew.onCall, user));
      const crew = staffed(present[i] as OnCallCrew, stage[i] as CompiledLayer, mode, absent, isElsewhere);
      present = crew === present[i] ? present : present.with(i, crew);
    }
    return present;
  });
}

const NOWHERE = (): boolean => false;

function isOn(onCall: readonly OnCall[], user: string): boolean {
  return onCall.some((one) => one.user === user);
}

function atAbsences<Crew>(
  pieces: readonly TimelinePiece<Crew>[],
  layers: readonly CompiledLayer[],
  index: AbsenceIndex,
  change: (absent: (user: string) => boolean) => (crew: Crew) => Crew,
): readonly TimelinePiece<Crew>[] {
  const [first, last] = [pieces[0], pieces.at(-1)];
  if (first === undefined || last === undefined) {
    return pieces;
  }
  const spans = layers.flatMap(({ people }) => people.flatMap((user) => index.away.get(user) ?? []));
  const near = spans.filter(({ start, end }) => start < last.end && end > first.start);
  if (near.length === 0) {
    return pieces;
  }
  return refine(pieces, edgesWithin(near, first.start, last.end), (at) => change((user) => isAbsent(index, user, at)));
}

/** @param isElsewhere whether somebody is on call in a layer that this one is joined with */
function staffed(
  crew: OnCallCrew,
  layer: CompiledLayer,
  mode: 'skip' | 'next',
  absent: (user: string) => boolean,
  isElsewhere: (user: string) => boolean,
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
    const standIn = firstFree(layer, crew.slot, (user) => !absent(user) && !isOn(onCall, user) && !isElsewhere(user));
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

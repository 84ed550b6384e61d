/** Answers short questions about a rota by `resolve`. */
import { DAY } from '#domain/time/duration';
import { absenceIndex, isAbsent } from '#domain/rota/resolution/absences';
import type { AnyRota, OnCall, RotaFacts, OnCallSegment } from '#domain/rota/model';
import { participantsOf } from '#domain/rota/participants';
import { resolve, versionAt } from '#domain/rota/resolve';

/** Who is on call at an instant. */
export function onCallAt(rota: AnyRota, facts: RotaFacts, at: number): readonly OnCall[] {
  return resolve(rota, facts, at, at + 1)[0]?.onCall ?? [];
}

/** How far ahead the next person on call is searched. */
export const NEXT_WITHIN = 90 * DAY;
const LOOK_AHEAD = [2 * DAY, 16 * DAY, NEXT_WITHIN];

/** The segments after `at`, lazily, since most questions are answered within days. */
function* segmentsAhead(rota: AnyRota, facts: RotaFacts, at: number): Generator<OnCallSegment> {
  let from = at;
  for (const ahead of LOOK_AHEAD) {
    yield* resolve(rota, facts, from, at + ahead);
    from = at + ahead;
  }
}

/** The first people after `at` who are not on call at it, and when they will be. */
export function nextOnCall(rota: AnyRota, facts: RotaFacts, at: number): { user: string; from: number }[] {
  const current = new Set(onCallAt(rota, facts, at).map(({ user }) => user));
  for (const segment of segmentsAhead(rota, facts, at)) {
    const others = newcomers(segment, current);
    if (others.length > 0) {
      return others;
    }
  }
  return [];
}

/**
 * When the first of those on call at `at` goes off call; if nobody is on call, when somebody will be. null: not within
 * `NEXT_WITHIN`.
 */
export function onCallUntil(rota: AnyRota, facts: RotaFacts, at: number): number | null {
  const current = onCallAt(rota, facts, at).map(({ user }) => user);
  for (const { start, onCall } of segmentsAhead(rota, facts, at)) {
    const users = new Set(onCall.map(({ user }) => user));
    if (current.length === 0 ? users.size > 0 : current.some((user) => !users.has(user))) {
      return start;
    }
  }
  return null;
}

function newcomers({ start, onCall }: OnCallSegment, current: ReadonlySet<string>): { user: string; from: number }[] {
  return onCall.filter(({ user }) => !current.has(user)).map(({ user }) => ({ user, from: start }));
}

/**
 * All participants of all layers (of a calendar: in the next 90 days), once each, without those absent at the instant.
 */
export function everyone(rota: AnyRota, facts: RotaFacts, at: number): string[] {
  const version = versionAt(rota, at);
  const absences = absenceIndex(facts.absences, version ?? undefined);
  return participantsOf(version?.layers ?? [], facts, at, at + NEXT_WITHIN).filter(
    (user) => !isAbsent(absences, user, at),
  );
}

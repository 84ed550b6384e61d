/** Finds who can take a shift: colleagues on the rota who are not away then. */
import type { Absence } from '#domain/rota/model';
import type { Span } from '#domain/time/span';

/** @param window null if it is not complete yet */
export function whoCan(
  participants: readonly string[],
  absences: readonly Absence[],
  { me, window }: { me: string; window: Span | null },
): string[] {
  const isAway = (login: string) =>
    window !== null &&
    absences.some(({ user, start, end }) => user === login && start < window.end && end > window.start);
  return participants.filter((login) => login !== me && !isAway(login));
}

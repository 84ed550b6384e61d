/** Groups a diff by person. */
import type { RotaDiff } from '#domain/rota/diff';
import type { Span } from '#domain/time/span';
import { lengthOf } from '#domain/time/span';

export interface PersonChange {
  user: string;
  gains: Span[];
  losses: Span[];
  /** In milliseconds. */
  gained: number;
  lost: number;
}

/** People with the largest change first. */
export function byPerson({ gains, losses }: Pick<RotaDiff, 'gains' | 'losses'>): PersonChange[] {
  const users = [...new Set([...gains, ...losses].map(({ user }) => user))];
  return users
    .map((user): PersonChange => {
      const own = (changes: RotaDiff['gains']) =>
        changes.filter((change) => change.user === user).map(({ start, end }) => ({ start, end }));
      const [plus, minus] = [own(gains), own(losses)];
      return { user, gains: plus, losses: minus, gained: lengthOf(plus), lost: lengthOf(minus) };
    })
    .sort((a, b) => b.gained + b.lost - (a.gained + a.lost) || (a.user < b.user ? -1 : 1));
}

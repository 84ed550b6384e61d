/** Computes the coverage of the coming week, as numbers that can be alerted on. */
import { peopleFacts } from '#domain/notify/reachable';
import { dutiesOf, gapsOf } from '#domain/rota/duties';
import { expectedSpans } from '#domain/rota/health/examined';
import { onCallAt } from '#domain/rota/on-call';
import { resolve, versionAt } from '#domain/rota/resolve';
import { DAY, SECOND } from '#domain/time/duration';
import { intersectSpans, lengthOf } from '#domain/time/span';
import type { Directory } from '../../ports/directory.ts';

export interface RotaCoverage {
  rota: string;
  /** Seconds of the next 7 days in which somebody must be on call, and nobody is. */
  gap: number;
  /** People on call in the next 7 days whom an urgent page would not reach. */
  unreachable: number;
}

const AHEAD = 7 * DAY;

/** The people on call at an instant, once for each rota. */
export function peopleOnCall({ rotas, facts }: Directory, at: number): Array<{ rota: string; user: string }> {
  return [...rotas].flatMap(([rota, body]) =>
    [...new Set(onCallAt(body, facts, at).map(({ user }) => user))].map((user) => ({ rota, user })),
  );
}

function coverageOf({ rotas, facts, responders, timeWindows }: Directory, now: number): RotaCoverage[] {
  const people = peopleFacts(responders.values(), now, facts);
  return [...rotas].map(([id, rota]) => {
    const segments = resolve(rota, facts, now, now + AHEAD);
    const unreachable = [...dutiesOf(segments).keys()].filter(
      (login) => people.get(login)?.disabled !== false || !people.get(login)?.reachable,
    );
    const wanted = versionAt(rota, now)?.expected;
    const expected = expectedSpans(
      wanted === undefined ? null : (timeWindows.get(wanted) ?? null),
      facts,
      now,
      now + AHEAD,
    );
    return {
      rota: id,
      gap: Math.round(lengthOf(intersectSpans(gapsOf(segments), expected)) / SECOND),
      unreachable: unreachable.length,
    };
  });
}

/** Computed again after a minute, or when the configuration has changed. */
export function rememberCoverage(
  directory: () => Directory,
  now: () => Promise<number>,
): () => Promise<readonly RotaCoverage[]> {
  let known: { at: number; revision: number; coverage: readonly RotaCoverage[] } | null = null;
  return async () => {
    const [at, current] = [await now(), directory()];
    if (known === null || known.revision !== current.revision || at < known.at || at - known.at >= 60 * SECOND) {
      known = { at, revision: current.revision, coverage: coverageOf(current, at) };
    }
    return known.coverage;
  };
}

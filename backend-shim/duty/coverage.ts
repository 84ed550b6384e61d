/** Whether the coming week is covered, in numbers that can be alerted on. */
import { peopleFacts } from '#domain/notify/reachable';
import { dutiesOf, gapsOf } from '#domain/rota/duties';
import { resolve } from '#domain/rota/resolve';
import { DAY, SECOND } from '#domain/time/duration';
import { lengthOf } from '#domain/time/span';
import type { Directory } from '../ports/directory.ts';

export interface Coverage {
  rota: string;
  /** Seconds of the next 7 days in which nobody is on call. */
  gap: number;
  /** People on call in the next 7 days whom an urgent page would not reach. */
  unreachable: number;
}

const AHEAD = 7 * DAY;

export function coverageOf({ rotas, facts, responders }: Directory, now: number): Coverage[] {
  const people = peopleFacts(responders.values(), now, facts);
  return [...rotas].map(([id, rota]) => {
    const segments = resolve(rota, facts, now, now + AHEAD);
    const unreachable = [...dutiesOf(segments).keys()].filter((login) => people.get(login)?.disabled !== false || !people.get(login)?.reachable);
    return { rota: id, gap: Math.round(lengthOf(gapsOf(segments)) / SECOND), unreachable: unreachable.length };
  });
}

/** Worked out again after a minute, or when the configuration has changed. */
export function rememberCoverage(directory: () => Directory, now: () => Promise<number>): () => Promise<readonly Coverage[]> {
  let known: { at: number; revision: number; coverage: readonly Coverage[] } | null = null;
  return async () => {
    const [at, current] = [await now(), directory()];
    if (known === null || known.revision !== current.revision || at < known.at || at - known.at >= 60 * SECOND) {
      known = { at, revision: current.revision, coverage: coverageOf(current, at) };
    }
    return known.coverage;
  };
}

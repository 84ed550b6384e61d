/** Lists that a sidecar of an earlier version does not have. */
import type { QueryState } from '../client/use-api.ts';

/** During an upgrade the plugin may be newer than the sidecar: a list that is not there is an empty one, no failure. */
export function orNone<T>(asked: QueryState<T[]>): QueryState<T[]> {
  return asked.failure?.kind === 'not-found' ? { ...asked, data: asked.data ?? [], failure: null } : asked;
}

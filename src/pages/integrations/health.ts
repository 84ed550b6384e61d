/** How an integration does, from what came in and what was refused. */
import type { IntegrationState } from '../../api/resources/integrations.ts';
import { isRefusing } from '../../components/integration/refusing.ts';

export type IntegrationHealth =
  /** Nothing ever came: not set up yet, or set up wrongly. */
  | { kind: 'unused' }
  /** What came last was refused. */
  | { kind: 'refusing'; count: number }
  | { kind: 'some-refused'; count: number }
  /** A heartbeat stays away. */
  | { kind: 'silent' }
  | { kind: 'well' };

/** @param isHeartbeat it tells of nothing but that it is alive */
export function healthOf(
  isHeartbeat: boolean,
  { last, refused, silent }: Pick<IntegrationState, 'last' | 'refused' | 'silent'>,
): IntegrationHealth {
  if (isHeartbeat) {
    return silent ? { kind: 'silent' } : { kind: 'well' };
  }
  if (refused !== null) {
    return isRefusing({ last, refused })
      ? { kind: 'refusing', count: refused.count }
      : { kind: 'some-refused', count: refused.count };
  }
  return last === null ? { kind: 'unused' } : { kind: 'well' };
}

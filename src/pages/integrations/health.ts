/** Derives the health of an integration from its received and refused payloads. */
import type { IntegrationState } from '../../api/resources/integrations.ts';
import { isRefusing } from '../../components/integration/refusing.ts';

export type IntegrationHealth =
  /** Nothing has been received: not set up yet, or set up wrongly. */
  | { kind: 'unused' }
  /** The last payload was refused. */
  | { kind: 'refusing'; count: number }
  | { kind: 'some-refused'; count: number }
  /** The heartbeat is overdue. */
  | { kind: 'silent' }
  | { kind: 'well' };

/** @param isHeartbeat the integration reports only that it is alive */
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

/** Tells whether an integration refuses what it receives. */
import type { IntegrationState } from '../../api/resources/integrations.ts';

/** Whether the last payload was refused. */
export function isRefusing({ last, refused }: Pick<IntegrationState, 'last' | 'refused'>): boolean {
  return refused !== null && (last === null || refused.at > last.receivedAt);
}

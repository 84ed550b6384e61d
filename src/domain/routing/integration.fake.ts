/** Makes an integration as it is without any settings. */
import type { Integration } from '#domain/routing/integration';
import { MINUTE } from '#domain/time/duration';

export function fakeIntegration(given: Partial<Integration> = {}): Integration {
  return {
    id: 's',
    name: 's',
    type: 'webhook',
    team: null,
    token: 's',
    hmac: null,
    policy: 'p',
    routes: [],
    groupBy: null,
    resolveDelay: 0,
    reopenWindow: 10 * MINUTE,
    autoResolve: null,
    heartbeat: null,
    template: null,
    sync: null,
    ...given,
  };
}

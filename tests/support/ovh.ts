/** Runs an OVHcloud on loopback, as a sidecar's channel meets it. */
import { KEYS, startFakeOvh } from '../../backend-shim/channels/ovh-sms/ovh.fake.ts';
import type { FakeOvh } from '../../backend-shim/channels/ovh-sms/ovh.fake.ts';

export const OVH_TOKEN = 'ovh-token-of-24-letters-0123';

export interface OvhWorld extends FakeOvh {
  /** An entry under `channels`. */
  channel(
    id: string,
    settings?: Record<string, string | number>,
  ): { id: string; type: string; settings: Record<string, string | number>; secrets: Record<string, string> };
  texts(): string[];
  /** Receives a text message just now: the sidecar asks for the last half hour by its machine's clock. */
  writes(message: string, sender?: string): void;
  /** Makes all messages so far old. */
  agesAll(): void;
}

const machine = () => performance.timeOrigin + performance.now();

export async function startOvhWorld(): Promise<OvhWorld> {
  const ovh = await startFakeOvh(machine);
  const { applicationKey, applicationSecret, consumerKey } = KEYS;
  return {
    ...ovh,
    channel: (id, settings = {}) => ({
      id,
      type: 'ovh-sms',
      settings: { service: 'sms-ab12345-1', applicationKey, apiUrl: ovh.url, ...settings },
      secrets: { applicationSecret, consumerKey, callbackToken: OVH_TOKEN },
    }),
    texts: () => ovh.jobs.map(({ message }) => message),
    writes: (message, sender = '+33612345678') =>
      void ovh.incoming.push({ sender, message, creationDatetime: new Date(machine()).toISOString() }),
    agesAll: () => ovh.incoming.forEach((one) => (one.creationDatetime = '2026-01-01T00:00:00Z')),
  };
}

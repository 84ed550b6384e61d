/** Fakes a subscribed browser, which decrypts push messages with keys that never leave it. */
import { createECDH, createHash } from 'node:crypto';
import ece from 'http_ece';
import type { PushSubscriptionWire } from '#contract/people/device';
import type { PushPayload } from './render.ts';

export interface FakeBrowser {
  subscription(endpoint: string): PushSubscriptionWire;
  /** @throws where the message was encrypted for another browser */
  read(body: Uint8Array): PushPayload;
}

export function createFakeBrowser(): FakeBrowser {
  const pair = createECDH('prime256v1');
  const p256dh = pair.generateKeys('base64url');
  // The hash is as good as random, since nobody else has the private key.
  const auth = createHash('sha256').update(pair.getPrivateKey()).digest().subarray(0, 16).toString('base64url');
  return {
    subscription: (endpoint) => ({ endpoint, expirationTime: null as unknown as number, keys: { p256dh, auth } }),
    read: (body) =>
      JSON.parse(
        ece
          .decrypt(Buffer.from(body), { version: 'aes128gcm', privateKey: pair, dh: p256dh, authSecret: auth })
          .toString('utf8'),
      ) as PushPayload,
  };
}

/** Sends encrypted web push messages and classifies the outcome. */
import { parse } from '#contract/base/schema';
import { pushKeys } from '#contract/people/device';
import type { PushKeys } from '#contract/people/device';
import type { Channel, DeliveryRequest, DeliveryOutcome } from '../../ports/channel.ts';
import type { HttpResult } from '../../ports/http.ts';
import type { PushIdentity, PushSettings } from '../../ports/push.ts';
import { hostOf } from '../shared/fields/destination.ts';
import { serviceOutcome } from '../shared/http/http-outcome.ts';
import type { HttpChannelDeps } from '../shared/http/post-json.ts';
import { definition } from './definition.ts';
import { lifeOf, renderPush, topicOf, urgencyOf } from './render.ts';
import { wrongEndpoint } from './service.ts';

export interface WebPushDeps extends HttpChannelDeps {
  push: PushSettings;
}

function keysOf(secret: string | undefined): PushKeys | null {
  try {
    const read = parse(pushKeys, JSON.parse(secret ?? 'null'));
    return read.ok ? read.value : null;
  } catch {
    return null;
  }
}

/** The error code for a key whose 65 bytes are not a point of the curve. */
const NO_POINT = 'ERR_CRYPTO_ECDH_INVALID_PUBLIC_KEY';

interface Sealed {
  headers: Record<string, string>;
  body: Uint8Array;
}

/** Encrypts for the device (RFC 8291, aes128gcm) and identifies Vigie to the service (RFC 8292). */
async function seal(
  { to, message, idempotencyKey }: DeliveryRequest,
  keys: PushKeys,
  identity: PushIdentity,
): Promise<Sealed | null> {
  const { default: webpush } = await import('web-push');
  const topic = topicOf(message);
  try {
    const { headers, body } = webpush.generateRequestDetails(
      { endpoint: to, keys },
      JSON.stringify(renderPush(message, idempotencyKey)),
      {
        vapidDetails: identity,
        TTL: lifeOf(message),
        urgency: urgencyOf(message),
        contentEncoding: 'aes128gcm',
        ...(topic === null ? {} : { topic }),
      },
    );
    return {
      headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)])),
      body,
    };
  } catch (error) {
    if ((error as { code?: unknown }).code === NO_POINT) {
      return null;
    }
    throw error;
  }
}

/** 404 and 410: the subscription has ended (RFC 8030 §7.3). 413: too large, which no retry changes. */
function pushOutcome(result: HttpResult, request: DeliveryRequest, machineNow: number): DeliveryOutcome {
  if (result.ok && (result.response.status === 404 || result.response.status === 410)) {
    return {
      kind: 'never',
      reason: 'bad-address',
      detail: `the device takes no notifications any more (status ${result.response.status}): open the app on it, or remove it`,
    };
  }
  const outcome = serviceOutcome(result, machineNow);
  return outcome.kind === 'done' ? { kind: 'done', providerId: request.idempotencyKey } : outcome;
}

export function createWebPushChannel({ http, clock, push }: WebPushDeps): Channel {
  return {
    definition,
    lane: (to) => `web-push:${hostOf(to)}`,
    async send(request) {
      const { to, secrets, signal } = request;
      const wrong = wrongEndpoint(to, push.services);
      if (wrong !== null) {
        return { kind: 'never', reason: 'refused-address', detail: `the address of the device ${wrong}` };
      }
      const keys = keysOf(secrets['secret']);
      const identity = await push.identity();
      if (identity === null) {
        return {
          kind: 'retry',
          reason: 'misconfigured',
          detail: 'the key pair for web push cannot be read from the database (meta, push_keys)',
          after: null,
        };
      }
      const sealed = keys && (await seal(request, keys, identity));
      if (!sealed) {
        return {
          kind: 'never',
          reason: 'bad-address',
          detail: 'the keys of the device are not valid: add the device again',
        };
      }
      // The address came from a browser, whoever the recipient is.
      const result = await http.send({
        method: 'POST',
        url: to,
        headers: { 'user-agent': 'Vigie', ...sealed.headers },
        body: sealed.body,
        trusted: push.services.includes(new URL(to).origin),
        signal,
      });
      return pushOutcome(result, request, clock.machine());
    },
  };
}

import { createHmac } from 'node:crypto';
import type { Channel, DeliveryRequest } from '../../ports/channel.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Http } from '../../ports/http.ts';
import { httpOutcome } from '../http-outcome.ts';
import { definition } from './definition.ts';
import { renderWebhook } from './render.ts';

export interface WebhookDeps {
  http: Http;
  clock: Pick<Clock, 'machine'>;
}

/** A room has its URL among the settings, a person's contact method as its address. */
function urlOf(to: string, settings: Record<string, unknown>): string {
  return typeof settings['url'] === 'string' ? settings['url'] : to;
}

/** @param timestamp whole seconds since 1970, as sent in `X-Vigie-Timestamp` */
export function signature(secret: string, timestamp: string, body: string): string {
  return `sha256=${createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')}`;
}

/** The timestamp is the machine's: the receiver compares it with its own clock to refuse replays. */
function headersOf(request: DeliveryRequest, body: string, machineNow: number): Record<string, string> {
  const timestamp = String(Math.floor(machineNow / 1000));
  const secret = request.secrets['secret'];
  return {
    'content-type': 'application/json; charset=utf-8',
    'user-agent': 'Vigie',
    'idempotency-key': request.idempotencyKey,
    'x-vigie-timestamp': timestamp,
    ...(secret ? { 'x-vigie-signature': signature(secret, timestamp, body) } : {}),
  };
}

export function createWebhookChannel({ http, clock }: WebhookDeps): Channel {
  return {
    definition,
    lane: (to, settings) => `webhook:${URL.parse(urlOf(to, settings))?.host ?? 'invalid'}`,
    async send(request) {
      const body = renderWebhook(request.message, request.idempotencyKey);
      const result = await http.send({
        method: 'POST',
        url: urlOf(request.to, request.settings),
        headers: headersOf(request, body, clock.machine()),
        body,
        trusted: request.trusted,
        signal: request.signal,
      });
      return httpOutcome(result, clock.machine());
    },
  };
}

/** Posts messages to a webhook, signed, and classifies the outcome. */
import { createHmac } from 'node:crypto';
import type { Channel, DeliveryRequest } from '../../ports/channel.ts';
import type { Clock } from '../../ports/clock.ts';
import type { HttpClient } from '../../ports/http.ts';
import { httpOutcome, serviceOutcome } from '../shared/http/http-outcome.ts';
import { withAnswer } from './answer.ts';
import { definition } from './definition.ts';
import { createLogins } from './login.ts';
import { prepare, urlOf } from './request.ts';
import type { PreparedRequest } from './request.ts';

export interface WebhookDeps {
  http: HttpClient;
  clock: Pick<Clock, 'machine'>;
}

/** @param timestamp whole seconds since 1970, as sent in `X-Vigie-Timestamp` */
function signature(secret: string, timestamp: string, body: string): string {
  return `sha256=${createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')}`;
}

/** The timestamp is the machine's clock, since the receiver compares it with its own to refuse replays. */
function headersOf(
  request: DeliveryRequest,
  { body, headers }: PreparedRequest,
  machineNow: number,
): Record<string, string> {
  const timestamp = String(Math.floor(machineNow / 1000));
  const secret = request.secrets['secret'];
  return {
    'user-agent': 'Vigie',
    ...headers,
    'idempotency-key': request.idempotencyKey,
    'x-vigie-timestamp': timestamp,
    ...(secret ? { 'x-vigie-signature': signature(secret, timestamp, body) } : {}),
  };
}

export function createWebhookChannel({ http, clock }: WebhookDeps): Channel {
  const logins = createLogins(http, clock);
  return {
    definition,
    lane: (to, settings) => `webhook:${URL.parse(urlOf(to, settings))?.host ?? 'invalid'}`,
    async send(request) {
      const login = await logins.of(request);
      if (!login.ok) {
        return login.outcome;
      }
      const preparation = prepare(request, login.session);
      if (!preparation.ok) {
        return preparation.outcome;
      }
      const { prepared } = preparation;
      // A template that renders nothing for this event sends nothing.
      if (prepared.body === '') {
        return { kind: 'done', providerId: null };
      }
      const { method, url, body } = prepared;
      const result = await http.send({
        method,
        url,
        headers: headersOf(request, prepared, clock.machine()),
        body,
        trusted: request.trusted,
        signal: request.signal,
      });
      // A login can be corrected while the room's deliveries wait.
      const knowsUs =
        request.secrets['token'] !== undefined || request.secrets['password'] !== undefined || login.session !== null;
      const outcome = knowsUs ? serviceOutcome(result, clock.machine()) : httpOutcome(result, clock.machine());
      if (outcome.kind === 'retry' && outcome.reason === 'misconfigured') {
        logins.forget(request);
      }
      return withAnswer(outcome, result, request, login.session);
    },
  };
}

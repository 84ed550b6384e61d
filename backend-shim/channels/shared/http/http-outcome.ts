/** Maps an HTTP answer to the outcome of a delivery, for every channel that speaks HTTP. */
import type { DeliveryOutcome } from '../../../ports/channel.ts';
import type { HttpFailure, HttpResponse, HttpResult } from '../../../ports/http.ts';

/** Longer than any page lives; a longer `Retry-After` is not honoured. */
const LONGEST_WAIT = 60 * 60 * 1000;

/**
 * @param machineNow epoch ms of the machine's clock: `Retry-After` may be a date (RFC 9110 §10.2.3)
 * @returns ms to wait, or null where the header is absent or not understood
 */
export function retryAfter(header: string | undefined, machineNow: number): number | null {
  if (header === undefined || header.trim() === '') {
    return null;
  }
  const text = header.trim();
  const wait = /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : Date.parse(text) - machineNow;
  return Number.isFinite(wait) ? Math.min(Math.max(0, Math.ceil(wait)), LONGEST_WAIT) : null;
}

/** Everybody may read what went wrong, but only the owner and Admins may see the address, so it is left out. */
function fromFailure(failure: HttpFailure): DeliveryOutcome {
  const detail = failure.host ? failure.detail.replaceAll(failure.host, 'the receiver') : failure.detail;
  switch (failure.kind) {
    case 'refused-address':
      return { kind: 'never', reason: 'refused-address', detail };
    case 'bad-url':
      return { kind: 'never', reason: 'bad-address', detail };
    case 'timeout':
    case 'cancelled':
    case 'network':
      return { kind: 'retry', reason: failure.kind, detail, after: null };
  }
}

function fromStatus({ status, headers }: HttpResponse, machineNow: number): DeliveryOutcome {
  const detail = `the receiver answered with status ${status}`;
  const after = retryAfter(headers['retry-after'], machineNow);
  if (status === 429) {
    return { kind: 'retry', reason: 'rate-limited', detail, after };
  }
  if (status === 408) {
    return { kind: 'retry', reason: 'timeout', detail, after };
  }
  if (status >= 500 && status < 600) {
    return { kind: 'retry', reason: 'server-error', detail, after };
  }
  if (status >= 300 && status < 400) {
    return {
      kind: 'never',
      reason: 'refused',
      detail: `${detail}: redirects are not followed, enter the final address`,
    };
  }
  if (status === 404 || status === 410) {
    return { kind: 'never', reason: 'bad-address', detail };
  }
  return { kind: 'never', reason: 'refused', detail };
}

/** 2xx is done; 408, 429, 5xx and network failures are retried; everything else fails for good. */
export function httpOutcome(result: HttpResult, machineNow: number): DeliveryOutcome {
  if (!result.ok) {
    return fromFailure(result.failure);
  }
  const { response } = result;
  return response.status >= 200 && response.status < 300
    ? { kind: 'done', providerId: null }
    : fromStatus(response, machineNow);
}

/**
 * The same for services that know us by credentials of ours. A refusal of those is retried: the message was fine, and
 * somebody can correct the credentials.
 */
export function serviceOutcome(result: HttpResult, machineNow: number): DeliveryOutcome {
  if (result.ok && (result.response.status === 401 || result.response.status === 403)) {
    return {
      kind: 'retry',
      reason: 'misconfigured',
      detail: `the service refused our credentials with status ${result.response.status}`,
      after: null,
    };
  }
  return httpOutcome(result, machineNow);
}

/** Maps answers and receipts of the OVHcloud API to outcomes. */
import type { DeliveryOutcome, DeliveryReceipt } from '../../ports/channel.ts';
import type { HttpResult } from '../../ports/http.ts';
import { serviceOutcome } from '../shared/http/http-outcome.ts';
import { misconfigured } from '../shared/services/services.ts';
import { readObject } from '../shared/json.ts';

/** `errorCode` of answers that mean that the keys are wrong, not the message. */
const KEYS = [
  'INVALID_SIGNATURE',
  'INVALID_KEY',
  'INVALID_CREDENTIAL',
  'NOT_CREDENTIAL',
  'NOT_GRANTED_CALL',
  'NOT_GRANTED',
];
export const CLOCK = 'QUERY_TIME_OUT';

interface OvhAnswer {
  ids?: unknown[];
  invalidReceivers?: unknown[];
  errorCode?: string;
  message?: string;
}

export function answerOf(result: HttpResult): OvhAnswer {
  return (result.ok ? readObject(result.response.body) : null) ?? {};
}

/** Never repeats what OVHcloud wrote, which may contain numbers and keys. */
export function ovhOutcome(result: HttpResult, machineNow: number): DeliveryOutcome {
  const outcome = serviceOutcome(result, machineNow);
  if (!result.ok || (outcome.kind === 'retry' && outcome.reason !== 'misconfigured')) {
    return outcome;
  }
  const { ids = [], invalidReceivers = [], errorCode = '', message = '' } = answerOf(result);
  if (outcome.kind === 'done') {
    return invalidReceivers.length > 0
      ? { kind: 'never', reason: 'bad-address', detail: 'OVHcloud cannot reach this number' }
      : { kind: 'done', providerId: ids.length > 0 ? String(ids[0]) : null };
  }
  if (errorCode === CLOCK) {
    return {
      kind: 'retry',
      reason: 'server-error',
      detail: 'OVHcloud reports that the request was too old; its time is fetched before the next one',
      after: null,
    };
  }
  if (KEYS.includes(errorCode) || result.response.status === 401 || result.response.status === 403) {
    return misconfigured(
      `OVHcloud refused the keys${errorCode === '' ? '' : ` (${errorCode})`}: check the application key and secret, and that the consumer key may GET and POST /sms/*`,
    );
  }
  if (result.response.status === 404) {
    return misconfigured('OVHcloud does not know the SMS account: check "service"');
  }
  if (result.response.status === 402 || /credit/i.test(message)) {
    return misconfigured('OVHcloud says that the SMS account has no credits left');
  }
  return /sender/i.test(message)
    ? misconfigured('OVHcloud does not accept "sender": it must be validated in the control panel first')
    : outcome;
}

/** Maps `dlr` of a receipt, with the numbers usual among SMS gateways; null: still on its way. */
export function receiptOf(dlr: string | null): DeliveryReceipt | null {
  switch (dlr) {
    case '1':
      return { kind: 'delivered' };
    case '2':
    case '16':
      return {
        kind: 'never',
        reason: 'undelivered',
        detail: `OVHcloud says that the SMS did not arrive (${dlr === '2' ? 'not delivered' : 'refused by the operator'})`,
      };
    default:
      return null;
  }
}

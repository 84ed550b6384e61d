/** Maps Twilio's error codes to outcomes (twilio.com/docs/api/errors). */
import type { NeverReason, DeliveryOutcome, RetryReason } from '../../../ports/channel.ts';
import type { HttpResult } from '../../../ports/http.ts';
import { serviceOutcome } from '../http/http-outcome.ts';
import { misconfigured } from '../services/services.ts';
import { readObject } from '../json.ts';

type ErrorMeaning = { never: NeverReason; hint?: string } | { retry: RetryReason; hint?: string };

const BAD: ErrorMeaning = { never: 'bad-address' };
const REFUSED: ErrorMeaning = { never: 'refused' };
const LIMITED: ErrorMeaning = { retry: 'rate-limited' };
const FROM: ErrorMeaning = {
  retry: 'misconfigured',
  hint: 'the sender is not one that this account may use here: check "from" or "messagingService"',
};
const COUNTRY: ErrorMeaning = {
  retry: 'misconfigured',
  hint: 'this country is not allowed: allow it in the console under Geo permissions',
};
const TRIAL: ErrorMeaning = {
  retry: 'misconfigured',
  hint: 'a trial account reaches only numbers that were verified in the console',
};
const CREDENTIALS: ErrorMeaning = {
  retry: 'misconfigured',
  hint: 'check "accountSid" and the secret "authToken", or "apiKey" and "apiSecret"',
};
const ADDRESS: ErrorMeaning = {
  retry: 'misconfigured',
  hint: 'Twilio cannot call back: VIGIE_PUBLIC_URL must be an address that the internet reaches',
};
const ACCOUNT: ErrorMeaning = { retry: 'misconfigured', hint: 'the account was suspended or has no money left' };

const CODES: Record<number, ErrorMeaning> = {
  // 21401, 13224: not a number at all; 21614: a landline asked for an SMS.
  21211: BAD,
  21214: BAD,
  21217: BAD,
  21401: BAD,
  21421: BAD,
  21614: BAD,
  13223: BAD,
  13224: BAD,
  13225: BAD,
  30005: BAD,
  30006: BAD,
  21610: { never: 'stopped', hint: 'the person answered STOP to this sender; START from their phone undoes it' },
  // 21612: not from this sender; another service may carry the message.
  21612: REFUSED,
  21602: REFUSED,
  21605: REFUSED,
  21617: REFUSED,
  30004: REFUSED,
  30007: REFUSED,
  14107: LIMITED,
  20429: LIMITED,
  21611: LIMITED,
  30001: LIMITED,
  30022: LIMITED,
  30023: LIMITED,
  21210: FROM,
  21212: FROM,
  21213: FROM,
  21603: FROM,
  21606: FROM,
  21659: FROM,
  21660: FROM,
  21661: FROM,
  21701: FROM,
  21703: FROM,
  21705: FROM,
  21712: FROM,
  30032: FROM,
  30034: FROM,
  30035: FROM,
  21215: COUNTRY,
  21216: COUNTRY,
  21408: COUNTRY,
  13227: COUNTRY,
  21219: TRIAL,
  21608: TRIAL,
  20003: CREDENTIALS,
  20005: ACCOUNT,
  30002: ACCOUNT,
  21205: ADDRESS,
  21609: ADDRESS,
  21626: ADDRESS,
};

/** @returns null: an unknown code. Never contains what Twilio wrote, which repeats numbers. */
export function outcomeOfCode(code: number): DeliveryOutcome | null {
  const meaning = CODES[code];
  if (meaning === undefined) {
    return null;
  }
  const detail = `Twilio says error ${code}${meaning.hint === undefined ? '' : `: ${meaning.hint}`}`;
  return 'never' in meaning
    ? { kind: 'never', reason: meaning.never, detail }
    : { kind: 'retry', reason: meaning.retry, detail, after: null };
}

function bodyOf(body: string): { code?: unknown; sid?: unknown } {
  return readObject(body) ?? {};
}

/** `providerId` is the SID of the message or call. */
export function twilioOutcome(result: HttpResult, machineNow: number): DeliveryOutcome {
  const outcome = serviceOutcome(result, machineNow);
  if (!result.ok) {
    return outcome;
  }
  const { code, sid } = bodyOf(result.response.body);
  if (outcome.kind === 'done') {
    return { kind: 'done', providerId: typeof sid === 'string' ? sid : null };
  }
  const meant = typeof code === 'number' ? outcomeOfCode(code) : null;
  if (meant !== null) {
    return meant.kind === 'retry' && outcome.kind === 'retry' ? { ...meant, after: outcome.after } : meant;
  }
  if (result.response.status === 404) {
    return misconfigured('Twilio does not know the account: check "accountSid"');
  }
  return typeof code === 'number' ? { ...outcome, detail: `${outcome.detail} (Twilio error ${code})` } : outcome;
}

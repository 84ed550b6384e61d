/**
 * Handles callbacks of Twilio calls: reads what happened and answers what to say next. The state of a call is in its
 * addresses, which Twilio signs.
 */
import type { Language } from '#domain/notify/responder';
import type { ServiceCallback, CallbackAnswer, CallbackUrl } from '../../ports/callback.ts';
import type { CallEvent, CallState } from '../../ports/call.ts';
import type { ChannelService, InboundHandler, DeliveryReceipt } from '../../ports/channel.ts';
import { readAccount } from '../shared/twilio/twilio-account.ts';
import { outcomeOfCode } from '../shared/twilio/twilio-errors.ts';
import { isFromTwilio } from '../shared/twilio/twilio-signature.ts';
import { FORBIDDEN, twiml } from '../shared/twilio/twiml.ts';
import { renderTurn } from './render.ts';
import { voicesOf } from './settings.ts';

/** The state of a call, kept in its addresses. */
export interface CallKeys {
  delivery: string;
  language: Language;
}

export function addressOf(
  callbackUrl: CallbackUrl,
  service: string,
  what: 'answered' | 'ended' | 'key',
  { delivery, language }: CallKeys,
  state: CallState | null = null,
): string {
  const query = new URLSearchParams({
    d: delivery,
    l: language,
    ...(state && { t: String(state.turn), m: String(state.misses), p: state.pressed ? '1' : '0' }),
  });
  return callbackUrl(service, `/${what}?${query.toString()}`);
}

function stateOf(query: URLSearchParams): CallState {
  return { turn: Number(query.get('t') ?? 1), misses: Number(query.get('m') ?? 0), pressed: query.get('p') === '1' };
}

/**
 * Maps `AnsweredBy` (twilio.com/docs/voice/answering-machine-detection): `machine_start`, `machine_end_beep`…, `fax`,
 * `human`, `unknown`.
 */
function answeredBy(value: string | null): 'person' | 'machine' | 'unknown' {
  return value === 'human' ? 'person' : value !== null && /^(machine|fax)/.test(value) ? 'machine' : 'unknown';
}

type CallNews = CallEvent | { kind: 'failed'; receipt: DeliveryReceipt } | null;

/** @returns null: an event that needs no answer */
function eventOf({ path, query }: ServiceCallback, fields: URLSearchParams): CallNews {
  if (path === '/answered') {
    return { kind: 'answered', by: answeredBy(fields.get('AnsweredBy')) };
  }
  if (path === '/key') {
    return { kind: 'key', key: fields.get('Digits') || null, state: stateOf(query) };
  }
  switch (path === '/ended' ? fields.get('CallStatus') : null) {
    case 'completed':
      return answeredBy(fields.get('AnsweredBy')) === 'machine'
        ? { kind: 'answered', by: 'machine' }
        : { kind: 'ended' };
    case 'busy':
      return { kind: 'unanswered', why: 'busy' };
    case 'no-answer':
    case 'canceled':
      return { kind: 'unanswered', why: 'no-answer' };
    case 'failed':
      return { kind: 'failed', receipt: failure(Number(fields.get('ErrorCode') ?? 0)) };
    default:
      return null;
  }
}

function failure(code: number): DeliveryReceipt {
  const known = outcomeOfCode(code);
  return known !== null && known.kind !== 'done'
    ? known
    : {
        kind: 'never',
        reason: 'undelivered',
        detail: `Twilio says that the call could not be connected${code > 0 ? ` (error ${code})` : ': the number may not exist'}`,
      };
}

export async function takeCallCallback(
  service: ChannelService,
  callback: ServiceCallback,
  hearing: InboundHandler,
  callbackUrl: CallbackUrl,
): Promise<CallbackAnswer> {
  const account = readAccount(service);
  if (!account.ok || !isFromTwilio(account.account.authToken, callback)) {
    return FORBIDDEN;
  }
  const fields = new URLSearchParams(callback.body);
  const sid = fields.get('CallSid');
  const delivery = callback.query.get('d');
  const event = eventOf(callback, fields);
  if (!sid || !delivery || event === null) {
    return twiml('');
  }
  const providerId = `${service.id}/${sid}`;
  if (event.kind === 'failed') {
    await hearing.receipt(providerId, event.receipt);
    return twiml('');
  }
  const language: Language = callback.query.get('l') === 'fr' ? 'fr' : 'en';
  const turn = await hearing.call({ service: service.id, providerId, delivery, language, event });
  const keyUrl = addressOf(callbackUrl, service.id, 'key', { delivery, language }, turn.ask);
  return callback.path === '/ended' ? twiml('') : renderTurn(turn, voicesOf(service)[turn.language], keyUrl);
}

/**
 * Reads callbacks of SMS gateways: receipts and replies. Each gateway names its fields differently, so the names are
 * settings.
 */
import type { ServiceCallback, CallbackAnswer } from '../../ports/callback.ts';
import type { ChannelService, InboundHandler, DeliveryReceipt } from '../../ports/channel.ts';
import { textSetting } from '../shared/fields/destination.ts';
import { numberOf } from '../shared/fields/number.ts';
import { hasToken, NO_TOKEN } from '../shared/fields/callback-token.ts';
import { readJson } from '../shared/json.ts';

/** An empty body: some gateways send the answer as an SMS. */
const OK: CallbackAnswer = { status: 200, contentType: 'text/plain; charset=utf-8', body: '' };

const NAMES = { replyFrom: 'from', replyText: 'text', replyId: 'id', receiptId: 'id', receiptState: 'status' } as const;
const DELIVERED = '1 delivered delivrd sms:delivered';
const UNDELIVERED = '2 16 undelivered undeliv failed rejected rejectd expired deleted sms:failed';

/** Prefix of ids of answers to replies, whose receipts are ignored. */
export const ANSWER = 'answer-';

type FieldReader = (name: keyof typeof NAMES) => string | null;

/** `payload.message` → the value there, if it is a text or number. */
function inside(value: unknown, path: string): string | null {
  const found = path
    .split('.')
    .reduce<unknown>(
      (at, name) =>
        typeof at === 'object' && at !== null && Object.hasOwn(at, name) ? (at as Record<string, unknown>)[name] : null,
      value,
    );
  return typeof found === 'string' || typeof found === 'number' ? String(found) : null;
}

/** Reads fields from the query, a form or JSON, whichever has them. */
function fieldsOf({ settings }: ChannelService, { query, body }: ServiceCallback): FieldReader {
  const json = body.trimStart().startsWith('{') ? readJson(body) : null;
  const form = json === null ? new URLSearchParams(body) : null;
  return (name) => {
    const theirs = textSetting(settings, name) ?? NAMES[name];
    return query.get(theirs) ?? form?.get(theirs) ?? inside(json, theirs);
  };
}

/** Accepts `+`, `00` and bare numbers. An unescaped `+` arrives as a space. */
function senderOf(text: string | null): string | null {
  return numberOf(`+${(text ?? '').trim().replace(/^\+|^00/, '')}`);
}

function receiptOf({ settings }: ChannelService, state: string): DeliveryReceipt | null {
  const says = (name: string, usual: string) =>
    (textSetting(settings, name) ?? usual)
      .toLowerCase()
      .split(/[\s,;]+/)
      .includes(state.toLowerCase());
  if (says('delivered', DELIVERED)) {
    return { kind: 'delivered' };
  }
  return says('undelivered', UNDELIVERED)
    ? {
        kind: 'never',
        reason: 'undelivered',
        detail: `the SMS gateway says that the SMS did not arrive (${state.slice(0, 40)})`,
      }
    : null;
}

async function takeReceipt(
  service: ChannelService,
  field: FieldReader,
  hearing: InboundHandler,
): Promise<CallbackAnswer> {
  const id = field('receiptId');
  const receipt = receiptOf(service, field('receiptState') ?? '');
  if (id !== null && !id.startsWith(ANSWER) && receipt !== null) {
    await hearing.receipt(`${service.id}/${id}`, receipt);
  }
  return OK;
}

/** @param answer sends an SMS; it is not awaited, since the gateway waits for our response */
async function takeReply(
  service: ChannelService,
  field: FieldReader,
  hearing: InboundHandler,
  answer: (to: string, text: string, id: string | null) => void,
): Promise<CallbackAnswer> {
  const [from, text, id] = [senderOf(field('replyFrom')), field('replyText'), field('replyId')];
  if (from !== null && text !== null) {
    const words = await hearing.reply({ service: service.id, from, text, id });
    if (words !== null) {
      answer(from, words, id);
    }
  }
  return OK;
}

export function takeGatewayCallback(
  service: ChannelService,
  callback: ServiceCallback,
  hearing: InboundHandler,
  answer: (to: string, text: string, id: string | null) => void,
): Promise<CallbackAnswer> | CallbackAnswer {
  if (hasToken(service, callback.path, '/receipt')) {
    return takeReceipt(service, fieldsOf(service, callback), hearing);
  }
  return hasToken(service, callback.path, '/reply')
    ? takeReply(service, fieldsOf(service, callback), hearing, answer)
    : NO_TOKEN;
}

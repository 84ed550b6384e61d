/** Reads Twilio's callbacks about SMS: receipts and replies. */
import type { ServiceCallback, CallbackAnswer } from '../../ports/callback.ts';
import type { ChannelService, InboundHandler, DeliveryReceipt } from '../../ports/channel.ts';
import { numberOf } from '../shared/fields/number.ts';
import { readAccount } from '../shared/twilio/twilio-account.ts';
import { outcomeOfCode } from '../shared/twilio/twilio-errors.ts';
import { isFromTwilio } from '../shared/twilio/twilio-signature.ts';
import { FORBIDDEN, twiml, xmlText } from '../shared/twilio/twiml.ts';

/** @returns null: still on its way */
function receiptOf(status: string | null, code: number): DeliveryReceipt | null {
  if (status === 'delivered' || status === 'read') {
    return { kind: 'delivered' };
  }
  if (status !== 'undelivered' && status !== 'failed' && status !== 'canceled') {
    return null;
  }
  const known = outcomeOfCode(code);
  if (known !== null && known.kind !== 'done') {
    return known;
  }
  return {
    kind: 'never',
    reason: 'undelivered',
    detail: `Twilio says that the SMS did not arrive (${status}${code > 0 ? `, error ${code}` : ''})`,
  };
}

export async function takeSmsCallback(
  service: ChannelService,
  callback: ServiceCallback,
  hearing: InboundHandler,
): Promise<CallbackAnswer> {
  const read = readAccount(service);
  if (!read.ok || !isFromTwilio(read.account.authToken, callback)) {
    return FORBIDDEN;
  }
  const fields = new URLSearchParams(callback.body);
  return callback.path === '/status' ? takeStatus(service, fields, hearing) : takeReply(service, fields, hearing);
}

async function takeStatus(
  { id }: ChannelService,
  fields: URLSearchParams,
  hearing: InboundHandler,
): Promise<CallbackAnswer> {
  const sid = fields.get('MessageSid') ?? fields.get('SmsSid');
  const receipt = receiptOf(
    fields.get('MessageStatus') ?? fields.get('SmsStatus'),
    Number(fields.get('ErrorCode') ?? 0),
  );
  if (sid && receipt) {
    await hearing.receipt(`${id}/${sid}`, receipt);
  }
  return twiml('');
}

/** With Advanced Opt-Out (`OptOutType`), Twilio answers STOP, START and HELP itself, so Vigie does not. */
async function takeReply(
  { id }: ChannelService,
  fields: URLSearchParams,
  hearing: InboundHandler,
): Promise<CallbackAnswer> {
  const from = numberOf(fields.get('From') ?? '');
  if (from === null) {
    return twiml('');
  }
  const answer = await hearing.reply({
    service: id,
    from,
    text: fields.get('Body') ?? '',
    id: fields.get('MessageSid'),
  });
  return twiml(answer === null || fields.has('OptOutType') ? '' : `<Message>${xmlText(answer)}</Message>`);
}

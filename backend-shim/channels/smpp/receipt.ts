/** Reads delivery receipts and mobile-originated messages, both in `deliver_sm` (SMPP 3.4 §4.6, Appendix B). */
import type { Pdu, Text } from 'smpp';
import type { DeliveryReceipt } from '../../ports/channel.ts';

/** Bits 2–5 of esm_class give the type of a deliver_sm; 0 is a message from a phone (§5.2.12). */
const MESSAGE_TYPE = 0b0011_1100;
const RECEIPT = 0b0000_0100;

export function isReceipt({ esm_class: esmClass = 0 }: Pdu): boolean {
  return (esmClass & MESSAGE_TYPE) === RECEIPT;
}

export function isMessage({ esm_class: esmClass = 0 }: Pdu): boolean {
  return (esmClass & MESSAGE_TYPE) === 0;
}

function plain(text: Text | undefined): string {
  const { message = '' } = text ?? {};
  return typeof message === 'string' ? message : message.toString('latin1');
}

export function textOf({ short_message: short, message_payload: payload }: Pdu): string {
  return plain(short) || plain(payload);
}

/** By name (Appendix B) and by number (§5.2.28). */
const STATES: Record<string, 'delivered' | 'failed'> = {
  DELIVRD: 'delivered',
  EXPIRED: 'failed',
  DELETED: 'failed',
  UNDELIV: 'failed',
  REJECTD: 'failed',
  '2': 'delivered',
  '3': 'failed',
  '4': 'failed',
  '5': 'failed',
  '8': 'failed',
};

export interface SmppReceipt {
  messageId: string;
  receipt: DeliveryReceipt;
}

/** @returns null: still on its way, or unreadable */
export function receiptOf(pdu: Pdu): SmppReceipt | null {
  const text = textOf(pdu);
  const messageId = pdu.receipted_message_id ?? /\bid:\s*(\S+)/i.exec(text)?.[1];
  const named = /\bstat:\s*([A-Z]+)/i.exec(text)?.[1]?.toUpperCase();
  const state = STATES[named ?? ''] ?? STATES[String(pdu.message_state)];
  if (!messageId || state === undefined) {
    return null;
  }
  const error = /\berr:\s*(\w+)/i.exec(text)?.[1];
  const detail = `the SMSC says that the SMS did not arrive (${named ?? `state ${pdu.message_state}`}${error === undefined || /^0+$/.test(error) ? '' : `, error ${error}`})`;
  return {
    messageId,
    receipt: state === 'delivered' ? { kind: 'delivered' } : { kind: 'never', reason: 'undelivered', detail },
  };
}

/**
 * `hex-in-answers` and `decimal-in-answers`: the form of ids in answers to submits where receipts write the same number
 * in the other form.
 */
export const ID_FORMS = ['same', 'hex-in-answers', 'decimal-in-answers'] as const;
export type IdForm = (typeof ID_FORMS)[number];

/** The id that the receipt will carry. */
export function expectedId(messageId: string, form: IdForm): string {
  const id = messageId.trim().toLowerCase();
  if (form === 'hex-in-answers' && /^[0-9a-f]{1,32}$/.test(id)) {
    return BigInt(`0x${id}`).toString();
  }
  if (form === 'decimal-in-answers' && /^\d{1,38}$/.test(id)) {
    return BigInt(id).toString(16);
  }
  return id;
}

/** Receipts often have leading zeros. */
export function receiptId(messageId: string, form: IdForm): string {
  const id = messageId.trim().toLowerCase();
  return form === 'same' ? id : id.replace(/^0+(?=.)/, '');
}

/** Splits a message into the parts of an SMS. */
import { createHash } from 'node:crypto';
import type { Message } from '#domain/notify/message/message';
import { gsm7Length, gsm7Octets, isGsm7, toGsm7 } from '#domain/notify/render/gsm7';
import { renderMessage } from '#domain/notify/render/render-message';

/** One part: header and text in octets. */
export interface SmsPart {
  octets: Buffer;
  /** 0: the SMSC's own alphabet, which is GSM 03.38; 8: UCS-2 (SMPP 3.4 §5.2.19). */
  dataCoding: 0 | 8;
  hasHeader: boolean;
}

/** Septets of a single part and of one of several parts, and the same in UTF-16 units (3GPP TS 23.040 §9.2.3.24.1). */
const GSM7 = { alone: 160, joined: 153 };
const UCS2 = { alone: 70, joined: 67 };

export interface SmsForm {
  /** The most parts of a message; above 1 the long form is sent. */
  parts: number;
  /** Sends characters outside GSM 03.38 as they are, at 70 characters per part. */
  unicode: boolean;
}

function words(message: Message, { parts }: SmsForm): string {
  const { short, subject, content } = renderMessage(message);
  if (parts === 1) {
    return short;
  }
  const link = content.actions[0]?.url ?? null;
  return [
    link === null ? null : `${subject} ${link}`,
    ...(link === null ? [short] : []),
    ...content.lead,
    content.description,
    content.next,
  ]
    .filter((line) => line !== null && line !== '')
    .join('\n');
}

/** Pieces of at most `size`, never split inside a character. */
function pieces(text: string, size: number, sizeOf: (character: string) => number): string[] {
  const all: string[] = [];
  let piece = '';
  let used = 0;
  for (const character of text) {
    const length = sizeOf(character);
    if (used + length > size) {
      all.push(piece);
      piece = '';
      used = 0;
    }
    piece += character;
    used += length;
  }
  return [...all, piece];
}

function split(text: string, { alone, joined }: typeof GSM7, sizeOf: (character: string) => number): string[] {
  const whole = pieces(text, alone, sizeOf);
  return whole.length === 1 ? whole : pieces(text, joined, sizeOf);
}

/** The same reference in every attempt, so that a phone joins the parts into one message. */
function header(idempotencyKey: string, count: number, index: number): Buffer {
  const reference = createHash('sha256').update(idempotencyKey).digest()[0] ?? 0;
  return Buffer.of(5, 0, 3, reference, count, index + 1);
}

function utf16(text: string): Buffer {
  return Buffer.from(text.toWellFormed(), 'utf16le').swap16();
}

/** Splits a text into at most `form.parts` parts; the rest is cut off. */
export function partsOf(text: string, form: SmsForm, idempotencyKey: string): SmsPart[] {
  const wide = form.unicode && !isGsm7(text);
  const written = wide ? text : toGsm7(text);
  const all = wide ? split(written, UCS2, (character) => character.length) : split(written, GSM7, gsm7Length);
  const kept = all.slice(0, form.parts);
  return kept.map((piece, index): SmsPart => {
    const octets = wide ? utf16(piece) : Buffer.from(gsm7Octets(piece));
    const hasHeader = kept.length > 1;
    return {
      octets: hasHeader ? Buffer.concat([header(idempotencyKey, kept.length, index), octets]) : octets,
      dataCoding: wide ? 8 : 0,
      hasHeader,
    };
  });
}

export function renderSmpp(message: Message, form: SmsForm, idempotencyKey: string): SmsPart[] {
  return partsOf(words(message, form), form, idempotencyKey);
}

/** `onCall`: a duty begins or has ended. */
import type { Message } from '#domain/notify/message';
import { oneLine } from '#domain/notify/render/clean';
import { footerOf, timeOf } from '#domain/notify/render/incident-parts';
import { plainText } from '#domain/notify/render/plain-text';
import type { Content, RenderedMessage } from '#domain/notify/render/rendered';
import { composeShort } from '#domain/notify/render/short';
import { texts } from '#domain/notify/render/texts';

const NAME = 100;

type Duty = NonNullable<Message['onCall']>;

function sentenceOf(message: Message, duty: Duty): string {
  const { onCall } = texts(message.language);
  const rota = oneLine(duty.rota, NAME);
  const start = duty.start === null ? null : timeOf(message, duty.start);
  const end = duty.end === null ? null : timeOf(message, duty.end);
  if (!duty.on) {
    return end === null ? onCall.off(rota) : onCall.offSince(rota, end);
  }
  if (start !== null && end !== null) {
    return onCall.from(rota, start, end);
  }
  if (start !== null) {
    return onCall.since(rota, start);
  }
  return end === null ? onCall.on(rota) : onCall.until(rota, end);
}

export function renderOnCall(message: Message, duty: Duty): RenderedMessage {
  const sentence = sentenceOf(message, duty);
  const content: Content = {
    heading: oneLine(duty.rota, NAME),
    lead: [`${sentence}.`],
    facts: [],
    description: null,
    next: null,
    actions: [],
    footer: footerOf(message, false),
  };
  const short = composeShort({ before: '', title: sentence, extras: [], link: null });
  return { subject: sentence, thread: null, short, text: plainText(content, message.language), content };
}

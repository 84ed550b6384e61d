/** Renders `test`, which shows whether a contact method works. */
import type { Message } from '#domain/notify/message/message';
import { footerOf, timeOf } from '#domain/notify/render/messages/incident-parts';
import { plainText } from '#domain/notify/render/plain-text';
import type { MessageContent, RenderedMessage } from '#domain/notify/render/rendered';
import { composeShort } from '#domain/notify/render/short';
import { texts } from '#domain/notify/render/words/texts';

export function renderTest(message: Message): RenderedMessage {
  const { test: plain, verify, confirm, profile } = texts(message.language);
  const link = message.profile;
  const test = message.code !== undefined ? verify(message.code) : link !== undefined ? confirm : plain;
  const content: MessageContent = {
    heading: test.subject,
    lead: link === undefined ? test.lead : [...test.lead, profile(link)],
    facts: [],
    description: null,
    next: null,
    actions: [],
    footer: footerOf(message, false),
  };
  const short = composeShort({
    before: '',
    title: test.short,
    extras: [timeOf(message, message.at)],
    link: link ?? null,
  });
  return { subject: test.subject, thread: null, short, text: plainText(content, message.language), content };
}

/** Renders the message to the others of HR when an Admin has named themselves HR of their unit. */
import type { DutyMessage, Message } from '#domain/notify/message/message';
import { oneLine } from '#domain/notify/render/clean';
import { footerOf } from '#domain/notify/render/messages/incident-parts';
import { plainText } from '#domain/notify/render/plain-text';
import type { MessageContent, RenderedMessage } from '#domain/notify/render/rendered';
import { composeShort } from '#domain/notify/render/short';
import { restTexts } from '#domain/notify/render/words/rest-texts';

const NAME = 60;

export function renderHr(message: Message, { unit, by }: NonNullable<DutyMessage['hr']>): RenderedMessage {
  const words = restTexts(message.language);
  const title = words.hrTitle(oneLine(by, NAME), oneLine(unit, NAME));
  const content: MessageContent = {
    heading: title,
    lead: [`${title}.`, words.hrLead],
    facts: [],
    description: null,
    next: null,
    actions: [],
    footer: footerOf(message, false),
  };
  return {
    subject: title,
    thread: null,
    short: composeShort({ before: '', title, extras: [], link: null }),
    text: plainText(content, message.language),
    content,
  };
}

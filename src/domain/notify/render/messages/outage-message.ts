/** Renders the message to Admins that a channel is down, or up again. */
import type { DutyMessage, Message } from '#domain/notify/message/message';
import { oneLine } from '#domain/notify/render/clean';
import { footerOf, timeOf } from '#domain/notify/render/messages/incident-parts';
import { joinNames } from '#domain/notify/render/messages/next';
import { plainText } from '#domain/notify/render/plain-text';
import type { MessageContent, RenderedMessage } from '#domain/notify/render/rendered';
import { composeShort } from '#domain/notify/render/short';
import { texts } from '#domain/notify/render/words/texts';

const NAME = 100;
const PROBLEM = 500;

export function renderOutage(
  message: Message,
  { channel, up, since, problem, people }: NonNullable<DutyMessage['outage']>,
): RenderedMessage {
  const words = texts(message.language).outage;
  const title = up ? words.well(oneLine(channel, NAME)) : words.down(oneLine(channel, NAME));
  const names = people.map((one) => oneLine(one, NAME));
  const content: MessageContent = {
    heading: title,
    lead: [
      `${up ? words.wellLead(timeOf(message, since)) : words.downLead(timeOf(message, since))}`,
      ...(names.length > 0 ? [words.cutOff(joinNames(names, message.language))] : []),
    ],
    facts: [],
    description: up ? null : oneLine(problem, PROBLEM) || null,
    next: null,
    actions: [],
    footer: [...(up ? [] : [words.why]), ...footerOf(message, false)],
  };
  const short = composeShort({ before: '', title, extras: up ? [] : [oneLine(problem, PROBLEM)], link: null });
  return { subject: title, thread: null, short, text: plainText(content, message.language), content };
}

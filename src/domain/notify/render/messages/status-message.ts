/** Renders several updates in one message to a subscriber, as in a storm. */
import type { Message, StatusLine } from '#domain/notify/message/message';
import { oneLine } from '#domain/notify/render/clean';
import { footerOf, statusFooter, titleOf } from '#domain/notify/render/messages/incident-parts';
import { plainText } from '#domain/notify/render/plain-text';
import type { MessageContent, RenderedMessage } from '#domain/notify/render/rendered';
import { composeShort } from '#domain/notify/render/short';
import { texts } from '#domain/notify/render/words/texts';
import { sentenceOf } from '#domain/notify/render/messages/update-message';

const LISTED = 50;
const TITLE = 120;

export function renderStatus(
  message: Message,
  { subscription, others }: NonNullable<Message['status']>,
): RenderedMessage {
  const { status } = texts(message.language);
  const lines = [...first(message), ...others];
  const subject = `${status.many(lines.length)} (${oneLine(subscription, TITLE)})`;
  const shown = lines.slice(0, LISTED).map((line) => `- ${lineOf(message, line)}`);
  const content: MessageContent = {
    heading: subject,
    lead: [],
    facts: [],
    description: [...shown, ...(lines.length > LISTED ? [status.more(lines.length - LISTED)] : [])].join('\n'),
    next: null,
    actions: [],
    footer: [...statusFooter(message), ...footerOf(message, false)],
  };
  const latest = lines.at(-1);
  const short = composeShort({
    before: `${status.many(lines.length)}: `,
    title: latest ? lineOf(message, latest) : '',
    extras: [],
    link: null,
  });
  return { subject, thread: null, short, text: plainText(content, message.language), content };
}

function first({ incident, update }: Message): StatusLine[] {
  return incident && update
    ? [{ number: incident.number, title: titleOf(incident), severity: incident.severity, update }]
    : [];
}

function lineOf({ language }: Message, { number, title, severity, update }: StatusLine): string {
  const words = texts(language);
  return words.status.line(number, oneLine(title, TITLE), sentenceOf(language, update, words.severity[severity]));
}

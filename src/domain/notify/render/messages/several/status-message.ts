/** Renders several updates in one message to a subscriber, as in a storm. */
import type { Message, StatusFacts, StatusLine } from '#domain/notify/message/message';
import { oneLine } from '#domain/notify/render/clean';
import { footerOf, statusFooter, titleOf } from '#domain/notify/render/messages/incident-parts';
import { plainText } from '#domain/notify/render/plain-text';
import type { MessageContent, RenderedMessage } from '#domain/notify/render/rendered';
import { composeShort } from '#domain/notify/render/short';
import { texts } from '#domain/notify/render/words/texts';
import { sentenceOf } from '#domain/notify/render/messages/update-message';

const LISTED = 50;
const TITLE = 120;

export function renderStatus(message: Message, { subscription, others, more = 0 }: StatusFacts): RenderedMessage {
  const { labelled, status } = texts(message.language);
  const lines = [...first(message), ...others];
  const [count, unlisted] = [lines.length + more, Math.max(0, lines.length - LISTED) + more];
  const subject = `${status.many(count)} (${oneLine(subscription, TITLE)})`;
  const shown = lines.slice(0, LISTED).map((line) => `- ${lineOf(message, line)}`);
  const content: MessageContent = {
    heading: subject,
    lead: [],
    facts: [],
    description: [...shown, ...(unlisted > 0 ? [status.more(unlisted)] : [])].join('\n'),
    next: null,
    actions: [],
    footer: [...statusFooter(message), ...footerOf(message, false)],
  };
  const latest = lines.at(-1);
  const short = composeShort({
    before: labelled(status.many(count), ''),
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

/** Renders the message that hands over the document of a month, and the one that says that it is closed. */
import { writtenDate, writtenMonth } from '#domain/labour/document/written';
import type { Message, StatementMessage } from '#domain/notify/message/message';
import { manyLines, oneLine } from '#domain/notify/render/clean';
import { footerOf } from '#domain/notify/render/messages/incident-parts';
import { plainText } from '#domain/notify/render/plain-text';
import type { MessageContent, RenderedMessage } from '#domain/notify/render/rendered';
import { composeShort } from '#domain/notify/render/short';
import { statementTexts } from '#domain/notify/render/labour/statement-texts';

const NAME = 100;
const REASON = 1_000;

export function renderStatement(message: Message, statement: StatementMessage): RenderedMessage {
  const words = statementTexts(message.language);
  const month = writtenMonth(statement.month, message.language);
  const title = statement.closed ? words.closed(month) : words.ready(month);
  const lead = statement.closed
    ? words.closedLead(month)
    : words.readyLead(month, writtenDate(statement.until, message.language));
  const content: MessageContent = {
    heading: title,
    lead: [lead, ...(statement.closed ? [] : [words.what(oneLine(statement.unit, NAME))])],
    facts: [],
    description: statement.reason === null ? null : words.reason(manyLines(statement.reason, REASON)),
    next: null,
    actions: [{ kind: 'open', label: words.look, url: statement.url }],
    footer: [words.hash(statement.hash), ...footerOf(message, false)],
  };
  return {
    subject: title,
    thread: null,
    short: composeShort({ before: '', title: lead, extras: [], link: statement.url }),
    text: plainText(content, message.language),
    content,
  };
}

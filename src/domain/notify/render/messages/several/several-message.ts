/** Renders several pages, or several updates, in one message that lists them, as in a storm. */
import { SEVERITIES } from '#domain/incident/signal/alert';
import type { Message, MessageEntry, SeveralPart } from '#domain/notify/message/message';
import { manyLines } from '#domain/notify/render/clean';
import {
  actionsOf,
  footerOf,
  severityOf,
  sourceOf,
  threadOf,
  timeOf,
} from '#domain/notify/render/messages/incident-parts';
import { asksForAnswer, sentenceOf } from '#domain/notify/render/messages/update-message';
import { plainText } from '#domain/notify/render/plain-text';
import type { ListedEntry, MessageContent, RenderedMessage } from '#domain/notify/render/rendered';
import { composeShort, responderPage } from '#domain/notify/render/short';
import { texts } from '#domain/notify/render/words/texts';

const NOTE = 300;

export function renderSeveral(message: Message, { entries, acknowledgeUrl }: SeveralPart): RenderedMessage {
  const words = texts(message.language);
  const { several } = words;
  const isPage = message.kind === 'page';
  const count = entries.length;
  const counts = SEVERITIES.toReversed().flatMap((severity) => {
    const those = entries.filter(({ incident }) => incident.severity === severity).length;
    return those === 0 ? [] : [several.counted[severity](those)];
  });
  const heading = (isPage ? several.incidents : several.updates)(count, counts.join(', '));
  const [worst] = entries;
  const subject = isPage && worst ? several.worst(heading, threadOf(message, worst.incident)) : heading;
  const content: MessageContent = {
    heading,
    isPage,
    lead: isPage ? [several.lead] : [],
    facts: [],
    description: null,
    entries: entries.map((entry) => listed(message, entry)),
    next: null,
    actions:
      acknowledgeUrl === null ? [] : [{ kind: 'acknowledge', url: acknowledgeUrl, label: several.acknowledgeAll }],
    footer: footerOf(
      message,
      entries.some(({ incident }) => incident.acknowledgeUrl !== null),
    ),
  };
  return {
    subject,
    thread: null,
    get short() {
      return composeShort({ before: '', title: subject, extras: [], link: responderPage(acknowledgeUrl) });
    },
    text: plainText(content, message.language),
    content,
  };
}

function listed(message: Message, { incident, update }: MessageEntry): ListedEntry {
  const { since } = texts(message.language).several;
  const facts = [since(timeOf(message, incident.openedAt)), sourceOf(message, incident)].join(' · ');
  const isAsked = update === null || asksForAnswer(update.kind, incident);
  const news =
    update === null
      ? []
      : [
          sentenceOf(message.language, update, severityOf(message, incident)),
          ...(update.text === null ? [] : [manyLines(update.text, NOTE)]),
        ].filter((line) => line !== '');
  return {
    severity: incident.severity,
    title: threadOf(message, incident),
    url: responderPage(incident.acknowledgeUrl) ?? (incident.url === '' ? null : incident.url),
    lines: [...news, facts],
    actions: actionsOf(message, incident, isAsked).filter(({ kind }) => kind === 'acknowledge'),
  };
}

/** Renders `page`, the message that says that somebody is needed. */
import type { Message, MessageIncident } from '#domain/notify/message/message';
import {
  actionsOf,
  descriptionOf,
  factsOf,
  footerOf,
  linksOf,
  nextOf,
  severityOf,
  sourceOf,
  threadOf,
  timeOf,
  titleOf,
  unavailableOf,
  viewOf,
} from '#domain/notify/render/messages/incident-parts';
import { plainText } from '#domain/notify/render/plain-text';
import type { MessageContent, RenderedMessage } from '#domain/notify/render/rendered';
import { composeShort, responderPage } from '#domain/notify/render/short';
import { texts } from '#domain/notify/render/words/texts';

function leadOf(message: Message): string {
  const { page } = texts(message.language);
  if (message.bundled > 1) {
    return page.bundled(message.bundled);
  }
  return message.person === null ? page.room : page.lead;
}

function shortOf(message: Message, incident: MessageIncident): string {
  const severity = severityOf(message, incident).toUpperCase();
  const title = titleOf(incident);
  const isBundle = message.bundled > 1;
  const { labelled, page } = texts(message.language);
  return composeShort({
    before: isBundle ? '' : labelled(severity, ''),
    title: isBundle ? page.bundledHeading(message.bundled, labelled(severity, title)) : title,
    extras: [timeOf(message, incident.openedAt), sourceOf(message, incident), `#${incident.number}`],
    link: responderPage(incident.acknowledgeUrl) ?? incident.url,
  });
}

export function renderPage(message: Message, incident: MessageIncident): RenderedMessage {
  const thread = threadOf(message, incident);
  const content: MessageContent = {
    heading: titleOf(incident),
    isPage: true,
    lead: [leadOf(message), ...(message.bundled > 1 ? [] : unavailableOf(message))],
    facts: factsOf(message, incident),
    description: descriptionOf(incident),
    links: linksOf(incident),
    next: nextOf(message),
    actions: actionsOf(message, incident, true),
    view: viewOf(message, incident),
    footer: footerOf(message, incident.acknowledgeUrl !== null),
  };
  const subject = message.bundled > 1 ? texts(message.language).page.bundledHeading(message.bundled, thread) : thread;
  return {
    subject,
    thread,
    // Computed only on demand: only SMS uses it, and fitting a text into one costs as much as the rest.
    get short() {
      return shortOf(message, incident);
    },
    text: plainText(content, message.language),
    content,
  };
}

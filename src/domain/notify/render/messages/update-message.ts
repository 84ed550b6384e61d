/** Renders `update`: the news about an incident that somebody was paged for. */
import type { Message, MessageIncident, UpdateKind } from '#domain/notify/message/message';
import type { Language } from '#domain/notify/responder';
import { manyLines, oneLine } from '#domain/notify/render/clean';
import {
  actionsOf,
  descriptionOf,
  factsOf,
  footerOf,
  linksOf,
  nextOf,
  severityOf,
  statusFooter,
  threadOf,
  titleOf,
  viewOf,
} from '#domain/notify/render/messages/incident-parts';
import { plainText } from '#domain/notify/render/plain-text';
import type { MessageContent, RenderedMessage } from '#domain/notify/render/rendered';
import { composeShort, responderPage } from '#domain/notify/render/short';
import { texts } from '#domain/notify/render/words/texts';
import type { MessageTexts } from '#domain/notify/render/words/en';

const NAME = 100;
const NOTE = 1000;

type UpdateSentence = (words: MessageTexts, actor: string | null, severity: string) => string;

const SENTENCES: Record<UpdateKind, UpdateSentence> = {
  opened: ({ update }) => update.opened,
  escalated: ({ update }) => update.escalated,
  acknowledged: ({ update, somebody }, actor) => update.acknowledged(actor ?? somebody),
  unacknowledged: ({ update }, actor) => (actor === null ? update.unacknowledgedAlone : update.unacknowledged(actor)),
  resolved: ({ update }, actor) => (actor === null ? update.resolvedAlone : update.resolved(actor)),
  reopened: ({ update }, actor) => (actor === null ? update.reopenedAlone : update.reopened(actor)),
  snoozed: ({ update, somebody }, actor) => update.snoozed(actor ?? somebody),
  severity: ({ update }, _actor, severity) => update.severity(severity),
  confirm: ({ update }) => update.confirm,
  exhausted: ({ update }) => update.exhausted,
  reassigned: ({ update }, actor) => (actor === null ? update.reassignedAlone : update.reassigned(actor)),
  merged: ({ update }, actor) => (actor === null ? update.mergedAlone : update.merged(actor)),
  note: ({ update, somebody }, actor) => update.note(actor ?? somebody),
  review: ({ update, somebody }, actor) => update.review(actor ?? somebody),
};

/** Whether the reader may have to act. */
const ASKS: Record<UpdateKind, boolean> = {
  opened: false,
  escalated: false,
  acknowledged: false,
  unacknowledged: true,
  resolved: false,
  reopened: true,
  snoozed: false,
  severity: true,
  confirm: true,
  exhausted: true,
  reassigned: true,
  merged: false,
  note: false,
  review: false,
};

/** Whether somebody may have to act now. */
export function asksToAct(kind: UpdateKind): boolean {
  return ASKS[kind];
}

/** Whether the message offers to answer, too: what is over asks nobody. */
export function asksForAnswer(kind: UpdateKind, { state }: Pick<MessageIncident, 'state'>): boolean {
  return ASKS[kind] && state !== 'resolved';
}

/** @param severity in the reader's language */
export function sentenceOf(
  language: Language,
  { kind, actor }: NonNullable<Message['update']>,
  severity: string,
): string {
  return SENTENCES[kind](texts(language), actor === null ? null : oneLine(actor, NAME) || null, severity);
}

export function renderUpdate(
  message: Message,
  incident: MessageIncident,
  update: NonNullable<Message['update']>,
): RenderedMessage {
  const { kind, text: note } = update;
  const { labelled } = texts(message.language);
  const thread = threadOf(message, incident);
  const title = titleOf(incident);
  const sentence = sentenceOf(message.language, update, severityOf(message, incident));
  const asks = asksForAnswer(kind, incident) && message.status === undefined;
  // Never on a page: whoever is woken is asked to answer, and nothing else.
  const rates = (kind === 'acknowledged' || kind === 'resolved') && message.status === undefined;
  const hasOwnLinks = incident.acknowledgeUrl !== null && message.status === undefined;
  const content: MessageContent = {
    heading: title,
    lead: [sentence, ...(note === null ? [] : [manyLines(note, NOTE)])].filter((line) => line !== ''),
    facts: factsOf(message, incident),
    // Who is asked to act reads what to do.
    description: asks ? descriptionOf(incident) : null,
    links: asks ? linksOf(incident) : [],
    next: nextOf(message),
    actions: actionsOf(message, incident, asks, rates),
    view: hasOwnLinks ? viewOf(message, incident) : null,
    footer: [...statusFooter(message), ...footerOf(message, hasOwnLinks)],
  };
  const short = composeShort({
    before: labelled(sentence, ''),
    title: note === null ? title : `${oneLine(note, NOTE)} (${title})`,
    extras: [`#${incident.number}`],
    link: asks ? (responderPage(incident.acknowledgeUrl) ?? incident.url) : null,
  });
  return {
    subject: labelled(sentence, `${title} (#${incident.number})`),
    thread,
    short,
    text: plainText(content, message.language),
    content,
  };
}

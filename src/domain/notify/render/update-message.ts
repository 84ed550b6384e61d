/** `update`: what became of an incident somebody was paged for. */
import type { Message, MessageIncident, UpdateKind } from '#domain/notify/message';
import { manyLines, oneLine } from '#domain/notify/render/clean';
import { actionsOf, factsOf, footerOf, nextOf, severityOf, threadOf, titleOf } from '#domain/notify/render/incident-parts';
import { plainText } from '#domain/notify/render/plain-text';
import type { Content, RenderedMessage } from '#domain/notify/render/rendered';
import { composeShort, shortLink } from '#domain/notify/render/short';
import { texts } from '#domain/notify/render/texts';
import type { Texts } from '#domain/notify/render/en';

const NAME = 100;
const NOTE = 1000;

type Sentence = (words: Texts, actor: string | null, severity: string) => string;

const SENTENCES: Record<UpdateKind, Sentence> = {
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
};

/** After these the reader may have to act; after the others looking is enough. */
const ASKS: Record<UpdateKind, boolean> = {
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
};

function sentenceOf(message: Message, incident: MessageIncident, kind: UpdateKind): string {
  const name = message.update?.actor;
  const actor = name === null || name === undefined ? null : oneLine(name, NAME) || null;
  return SENTENCES[kind](texts(message.language), actor, severityOf(message, incident));
}

export function renderUpdate(message: Message, incident: MessageIncident, kind: UpdateKind): RenderedMessage {
  const thread = threadOf(message, incident);
  const title = titleOf(incident);
  const sentence = sentenceOf(message, incident, kind);
  const note = message.update?.text ?? null;
  const asks = ASKS[kind] && incident.state !== 'resolved';
  const content: Content = {
    heading: title,
    lead: [sentence, ...(note === null ? [] : [manyLines(note, NOTE)])].filter((line) => line !== ''),
    facts: factsOf(message, incident),
    description: null,
    next: nextOf(message),
    actions: actionsOf(message, incident, asks),
    footer: footerOf(message, asks && incident.acknowledgeUrl !== null),
  };
  const short = composeShort({
    before: `${sentence}: `,
    title: note === null ? title : `${oneLine(note, NOTE)} (${title})`,
    extras: [`#${incident.number}`],
    link: asks ? (shortLink(incident.acknowledgeUrl) ?? incident.url) : null,
  });
  return { subject: `${sentence}: ${title} (#${incident.number})`, thread, short, text: plainText(content, message.language), content };
}

/**
 * Renders the one message about an incident that stands in a chat and is changed as the incident proceeds: its state,
 * who is on it, and what can be done.
 */
import { RATINGS } from '#domain/incident/rating';
import type { Language } from '#domain/notify/responder';
import { areSeveral } from '#domain/notify/message/message';
import type { Message, MessageIncident, UpdateKind } from '#domain/notify/message/message';
import {
  actionsOf,
  descriptionOf,
  factsOf,
  nextOf,
  severityOf,
  threadOf,
  timeOf,
} from '#domain/notify/render/messages/incident-parts';
import { manyLines, oneLine } from '#domain/notify/render/clean';
import type { MessageFact } from '#domain/notify/render/rendered';
import { texts } from '#domain/notify/render/words/texts';
import { asksToAct, sentenceOf } from '#domain/notify/render/messages/update-message';

/** `rate` is no command: it says whether it was worth waking somebody. */
export const CHAT_ACTIONS = ['acknowledge', 'resolve', 'snooze', 'escalate', 'rate'] as const;
export type ChatAction = (typeof CHAT_ACTIONS)[number];

/** How long a press of "snooze" lasts, in the words of the buttons. */
const CHAT_SNOOZES = ['30m', '1h', '4h', '8h'] as const;

/** What a button that is a list offers; null: it is a single button. */
export function choicesOf(action: ChatAction, language: Language): Array<{ value: string; label: string }> | null {
  const { chat, rating } = texts(language);
  switch (action) {
    case 'snooze':
      return CHAT_SNOOZES.map((value) => ({ value, label: chat.snoozeFor(value) }));
    case 'rate':
      return RATINGS.map((value) => ({ value, label: rating[value] }));
    default:
      return null;
  }
}

export interface ChatButton {
  action: ChatAction;
  label: string;
}

export interface StandingMessage {
  /** A single line. */
  subject: string;
  /** A single line with a sign and the state. */
  status: string;
  /** Further facts, one sentence each. */
  lead: string[];
  facts: MessageFact[];
  description: string | null;
  next: string | null;
  buttons: ChatButton[];
  open: { label: string; url: string } | null;
  /** A reply below the message when it changes, since a change alone notifies nobody; null for no reply. */
  call: string | null;
}

const NAME = 100;
const NOTE = 500;

const SIGNS: Record<MessageIncident['state'], string> = {
  open: '🔴',
  acknowledged: '🟡',
  snoozed: '💤',
  resolved: '✅',
};

/** After an acknowledgement, other actions stay possible. What is asked last is optional, and never asked of an open one. */
const BUTTONS: Record<MessageIncident['state'], readonly ChatAction[]> = {
  open: ['acknowledge', 'resolve', 'snooze', 'escalate'],
  acknowledged: ['resolve', 'snooze', 'escalate', 'rate'],
  snoozed: ['acknowledge', 'resolve', 'escalate'],
  resolved: ['rate'],
};

function statusOf(message: Message, incident: MessageIncident): string {
  const { page, update, somebody } = texts(message.language);
  const by = incident.by === null ? null : oneLine(incident.by, NAME) || null;
  switch (incident.state) {
    case 'open':
      return message.person === null ? page.room : page.lead;
    case 'acknowledged':
      return update.acknowledged(by ?? somebody);
    case 'snoozed':
      return snoozeOf(message, incident, by);
    case 'resolved':
      return by === null ? update.resolvedAlone : update.resolved(by);
  }
}

function snoozeOf(message: Message, { snoozedUntil }: MessageIncident, by: string | null): string {
  const { update, chat, somebody } = texts(message.language);
  if (snoozedUntil === null) {
    return update.snoozed(by ?? somebody);
  }
  const until = timeOf(message, snoozedUntil);
  return by === null ? chat.snoozedAlone(until) : chat.snoozedUntil(by, until);
}

/** Facts that the status does not contain. */
function leadOf(message: Message, incident: MessageIncident): string[] {
  if (message.update === null) {
    return [];
  }
  const { kind, text } = message.update;
  const isSaid = kind === 'note' || kind === 'merged' || isLoud(message);
  return [
    isSaid ? sentenceOf(message.language, message.update, severityOf(message, incident)) : '',
    text === null ? '' : manyLines(text, NOTE),
  ].filter((line) => line !== '');
}

/** The state in which news still asks for something; after an answer it does not. Missing: any state but resolved. */
const ASKED_IN: Partial<Record<UpdateKind, MessageIncident['state']>> = {
  unacknowledged: 'open',
  reopened: 'open',
  exhausted: 'open',
  confirm: 'acknowledged',
};

/** News that needs no action notifies nobody. */
function isLoud({ kind, incident, update, status }: Message): boolean {
  if (status !== undefined) {
    return false;
  }
  if (update === null) {
    return kind === 'page' && incident?.state === 'open';
  }
  const asked = ASKED_IN[update.kind];
  return asksToAct(update.kind) && (asked === undefined ? incident?.state !== 'resolved' : incident?.state === asked);
}

function callOf(message: Message, incident: MessageIncident): string | null {
  if (!isLoud(message)) {
    return null;
  }
  const what =
    message.update === null
      ? texts(message.language).chat.stillOpen
      : sentenceOf(message.language, message.update, severityOf(message, incident));
  return [what, nextOf(message)].filter((line) => line !== null).join('\n');
}

/**
 * null if the message is about no incident or several, or is news for one person, so that no standing message exists.
 */
export function renderStanding(message: Message): StandingMessage | null {
  const { incident, status, person } = message;
  if (incident === null || (status !== undefined && (person !== null || areSeveral(status)))) {
    return null;
  }
  const { button } = texts(message.language).chat;
  const isQuestion = message.update?.kind === 'confirm' && incident.state === 'acknowledged';
  const actions = isQuestion ? BUTTONS.open : BUTTONS[incident.state];
  const open = actionsOf(message, incident, false).find(({ kind }) => kind === 'open') ?? null;
  return {
    subject: threadOf(message, incident),
    status: `${SIGNS[incident.state]} ${statusOf(message, incident)}`,
    lead: leadOf(message, incident),
    facts: factsOf(message, incident),
    description: descriptionOf(incident),
    next: nextOf(message),
    buttons: actions.map((action) => ({ action, label: button[action] })),
    open: open && { label: button.open, url: open.url },
    call: callOf(message, incident),
  };
}

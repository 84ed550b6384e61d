/**
 * Renders the payload that the app's service worker shows as a notification. Push services carry 4,096 bytes,
 * encryption included.
 */
import { createHash } from 'node:crypto';
import type { Message } from '#domain/notify/message/message';
import { clip } from '#domain/notify/render/clean';
import type { MessageContent } from '#domain/notify/render/rendered';
import { renderMessage } from '#domain/notify/render/render-message';

export interface PushPayload {
  /** The id of the delivery, with which the app reports that it was shown. */
  id: string;
  kind: Message['kind'];
  title: string;
  body: string;
  lang: string;
  /** Notifications with the same tag (one incident) replace each other. */
  tag: string;
  incident: string | null;
  /** Rings again even if a notification with this tag is shown already. */
  ring: boolean;
  /** Stays until somebody acts. */
  stay: boolean;
  at: number;
  actions: Array<{ action: 'acknowledge' | 'take' | 'decline'; title: string }>;
  /** Pages to open, by action; `default` for the notification itself. Absent: the app. */
  links?: Partial<Record<'default' | 'take' | 'decline', string>>;
}

/** RFC 8291 §4 leaves 3,993 bytes for the text. */
const MOST_BYTES = 3_900;
const LONGEST_TITLE = 180;
const LONGEST_BODY = 700;

function bodyOf(content: MessageContent): string {
  return [content.heading, ...content.lead, content.next, content.description]
    .filter((part) => part !== null && part !== '')
    .join('\n');
}

/** Whether the recipient has to act. */
function asks({ kind, update }: Message): boolean {
  return kind === 'page' || (kind === 'update' && update?.kind === 'confirm');
}

export function renderPush(message: Message, id: string): PushPayload {
  const { subject, content } = renderMessage(message);
  const acknowledge = content.actions.find((action) => action.kind === 'acknowledge');
  const payload: PushPayload = {
    id,
    kind: message.kind,
    title: clip(subject, LONGEST_TITLE),
    body: clip(bodyOf(content), LONGEST_BODY),
    lang: message.language,
    tag: message.incident === null ? message.kind : `incident-${message.incident.id}`,
    incident: message.incident?.id ?? null,
    ring: asks(message),
    stay: asks(message),
    at: message.at,
    actions: acknowledge ? [{ action: 'acknowledge', title: clip(acknowledge.label, 40) }] : [],
    ...answersOf(message, content),
  };
  return withinLimit(payload);
}

/** The answers to a swap open the page that asks once more. */
function answersOf({ onCall }: Message, { actions }: MessageContent): Partial<Pick<PushPayload, 'actions' | 'links'>> {
  const links = onCall?.swap?.links;
  if (links === undefined) {
    return {};
  }
  const label = (url: string | undefined) => clip(actions.find((one) => one.url === url)?.label ?? '', 40);
  const answers = (['take', 'decline'] as const).filter((action) => links[action] !== undefined);
  return {
    actions: answers.map((action) => ({ action, title: label(links[action]) })),
    links: { default: links.take, ...links },
  };
}

function withinLimit(payload: PushPayload): PushPayload {
  const over = Buffer.byteLength(JSON.stringify(payload)) - MOST_BYTES;
  // A control character takes six bytes in JSON, so a third of the characters always fits.
  return over <= 0
    ? payload
    : withinLimit({ ...payload, body: clip(payload.body, Math.floor(payload.body.length / 3)) });
}

/**
 * A message replaces an undelivered one with the same topic at the push service (RFC 8030 §5.4: at most 32 characters
 * of base64url).
 */
export function topicOf({ incident }: Message): string | null {
  return incident === null ? null : createHash('sha256').update(incident.id).digest('base64url').slice(0, 32);
}

/** Phones in power-saving mode wake for `high` (RFC 8030 §5.3). */
export function urgencyOf(message: Message): 'high' | 'normal' {
  return asks(message) || message.kind === 'test' ? 'high' : 'normal';
}

const HOUR = 3_600;
/** Seconds that a push service keeps a message for a phone that is off. News about an incident replaces the page. */
export function lifeOf(message: Message): number {
  return message.kind === 'test' ? HOUR / 6 : 12 * HOUR;
}

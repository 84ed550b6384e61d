/** Renders messages for ntfy. */
import type { Severity } from '#domain/incident/signal/alert';
import type { Message } from '#domain/notify/message/message';
import type { MessageAction, MessageContent } from '#domain/notify/render/rendered';
import { renderMessage } from '#domain/notify/render/render-message';
import { texts } from '#domain/notify/render/words/texts';

/** Longer messages arrive as a file to download (docs.ntfy.sh, "Limitations": 4,096 bytes). */
const LONGEST = 3_800;

/** ntfy's scale: 5 overrides "do not disturb", 2 makes no sound. */
const PRIORITY = { urgentPage: 5, page: 4, asks: 4, quiet: 2, other: 3 } as const;

/** Short names of emoji that ntfy puts before the title. */
const TAGS: Record<Severity, string> = {
  critical: 'rotating_light',
  error: 'rotating_light',
  warning: 'warning',
  info: 'information_source',
};

function priorityOf(message: Message, asks: boolean): number {
  if (message.kind === 'page') {
    return message.urgency === 'urgent' ? PRIORITY.urgentPage : PRIORITY.page;
  }
  if (message.kind === 'update') {
    return asks ? PRIORITY.asks : PRIORITY.quiet;
  }
  return PRIORITY.other;
}

/** `http` posts from the phone itself, without a browser; our links act on POST only. */
function actionOf({ kind, label, url }: MessageAction) {
  return kind === 'open' || kind === 'rate'
    ? { action: 'view', label, url }
    : { action: 'http', label, url, method: 'POST', clear: true };
}

function clipBytes(text: string): string {
  const bytes = Buffer.from(text, 'utf8');
  // A character that was cut in two decodes to U+FFFD, which is dropped with the rest.
  return bytes.length <= LONGEST
    ? text
    : `${bytes
        .subarray(0, LONGEST)
        .toString('utf8')
        .replace(/\ufffd+$/, '')}…`;
}

function bodyOf(content: MessageContent, message: Message): string {
  const { labelled } = texts(message.language);
  const facts = content.facts.map(({ label, value }) => labelled(label, value)).join('\n');
  return clipBytes(
    [content.lead.join('\n'), content.next, facts, content.description]
      .filter((part) => part !== null && part !== '')
      .join('\n\n'),
  );
}

export function renderNtfy(message: Message, topic: string) {
  const { subject, content } = renderMessage(message);
  const page = message.incident?.acknowledgeUrl?.replace(/\/acknowledge$/, '') ?? message.incident?.url;
  return {
    topic,
    title: subject,
    message: bodyOf(content, message),
    priority: priorityOf(
      message,
      content.actions.some((action) => action.kind === 'acknowledge'),
    ),
    tags:
      message.incident === null
        ? []
        : [message.incident.state === 'resolved' ? 'white_check_mark' : TAGS[message.incident.severity]],
    ...(page ? { click: page } : {}),
    actions: content.actions.map(actionOf),
  };
}

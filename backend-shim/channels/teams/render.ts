/** Renders messages for Microsoft Teams. */
import type { Severity } from '#domain/incident/signal/alert';
import type { Message } from '#domain/notify/message/message';
import { clip } from '#domain/notify/render/clean';
import { renderMessage } from '#domain/notify/render/render-message';

/** A request may have 28 kB; this leaves room for everything else. */
const DESCRIPTION = 1_500;

const COLOURS: Record<Severity, 'attention' | 'warning' | 'accent'> = {
  critical: 'attention',
  error: 'attention',
  warning: 'warning',
  info: 'accent',
};

/** Cards interpret some Markdown; a zero-width space after its first character keeps foreign text plain. */
function plain(text: string): string {
  return text.replace(/[*_[\]`#~]/g, '$&\u200b');
}

function block(text: string, more: Record<string, unknown> = {}) {
  return { type: 'TextBlock', text: plain(text), wrap: true, ...more };
}

export function renderTeams(message: Message) {
  const { content, subject } = renderMessage(message);
  const color =
    message.incident === null
      ? 'default'
      : message.incident.state === 'resolved'
        ? 'good'
        : COLOURS[message.incident.severity];
  const body = [
    block(subject, { weight: 'bolder', size: 'medium', color }),
    ...content.lead.map((line) => block(line)),
    ...(content.facts.length === 0
      ? []
      : [
          {
            type: 'FactSet',
            facts: content.facts.map(({ label, value }) => ({ title: plain(label), value: plain(value) })),
          },
        ]),
    ...(content.next === null ? [] : [block(content.next, { weight: 'bolder' })]),
    ...(content.description === null ? [] : [block(clip(content.description, DESCRIPTION), { isSubtle: true })]),
  ];
  const actions = content.actions.map(({ label, url }) => ({ type: 'Action.OpenUrl', title: label, url }));
  const card = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    msteams: { width: 'Full' },
    body,
    actions,
  };
  return {
    type: 'message',
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content: card }],
  };
}

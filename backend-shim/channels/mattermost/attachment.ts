/**
 * Renders the standing message as a post with an attachment
 * (developers.mattermost.com/integrate/reference/message-attachments).
 */
import { clip } from '#domain/notify/render/clean';
import { choicesOf } from '#domain/notify/render/messages/standing-message';
import type { ChatButton, StandingMessage } from '#domain/notify/render/messages/standing-message';
import { texts } from '#domain/notify/render/words/texts';
import type { Language } from '#domain/notify/responder';
import { escape, markup } from './render.ts';
import { buttonSignature } from './press/signature.ts';

const DESCRIPTION = 800;

interface AttachmentContext {
  incident: string;
  language: Language;
  /** Our address for button presses, and the key that signs the buttons. */
  pressUrl: string;
  token: string;
}

function actionOf({ action, label }: ChatButton, { incident, language, pressUrl, token }: AttachmentContext): object {
  const integration = {
    url: pressUrl,
    context: { incident, action, signature: buttonSignature(token, incident, action) },
  };
  const choices = choicesOf(action, language);
  if (choices !== null) {
    return {
      id: action,
      name: label,
      type: 'select',
      options: choices.map((one) => ({ text: one.label, value: one.value })),
      integration,
    };
  }
  return {
    id: action,
    name: label,
    type: 'button',
    ...(action === 'acknowledge' ? { style: 'primary' } : {}),
    integration,
  };
}

export function renderAttachment(standing: StandingMessage, place: AttachmentContext) {
  const { labelled } = texts(place.language);
  const facts = standing.facts.map(({ label, value }) => escape(labelled(label, value))).join(' · ');
  const description = standing.description === null ? null : escape(clip(standing.description, DESCRIPTION));
  const link = standing.open === null ? null : markup.link(standing.open.label, standing.open.url);
  const lines = [facts, standing.next === null ? null : escape(standing.next), description, link];
  return {
    message: [markup.bold(escape(standing.subject)), ...[standing.status, ...standing.lead].map(escape)].join('\n'),
    props: {
      attachments: [
        {
          fallback: escape(`${standing.subject}: ${standing.status}`),
          text: lines.filter((line) => line !== null && line !== '').join('\n'),
          actions: standing.buttons.map((button) => actionOf(button, place)),
        },
      ],
    },
  };
}

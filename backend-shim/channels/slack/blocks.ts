/** Renders the standing message in Slack's Block Kit (docs.slack.dev/reference/block-kit). */
import { safeHref } from '#domain/notify/escape-html';
import { clip } from '#domain/notify/render/clean';
import { choicesOf } from '#domain/notify/render/messages/standing-message';
import type { ChatButton, StandingMessage } from '#domain/notify/render/messages/standing-message';
import { texts } from '#domain/notify/render/words/texts';
import type { Language } from '#domain/notify/responder';
import { escape, markup } from './render.ts';

/** A section takes 3,000 characters. Escaping lengthens the text, so it is cut afterwards. */
const SECTION = 2_900;
const DESCRIPTION = 800;
const LINK = 3_000;

export interface SlackMessage {
  /** The text for notifications, and for clients that show no blocks. */
  text: string;
  blocks: object[];
}

/** Cuts a text, but never inside an entity such as `&amp;`. */
function fit(escaped: string): string {
  return escaped.length <= SECTION ? escaped : `${escaped.slice(0, SECTION - 1).replace(/&[a-z]*$/, '')}…`;
}

function section(escaped: string): object[] {
  return escaped === '' ? [] : [{ type: 'section', text: { type: 'mrkdwn', text: fit(escaped), verbatim: true } }];
}

/** @param incident its id: no foreign text goes into a button's value */
function buttonOf({ action, label }: ChatButton, incident: string, language: Language): object {
  const text = { type: 'plain_text', text: label };
  const choices = choicesOf(action, language);
  if (choices !== null) {
    const options = choices.map((one) => ({
      text: { type: 'plain_text', text: one.label },
      value: `${incident} ${one.value}`,
    }));
    return { type: 'static_select', action_id: action, placeholder: text, options };
  }
  return {
    type: 'button',
    action_id: action,
    text,
    value: incident,
    ...(action === 'acknowledge' ? { style: 'primary' } : {}),
  };
}

interface BlocksContext {
  incident: string;
  language: Language;
  /** Whether Slack can send presses to Vigie. */
  hasButtons: boolean;
}

function actionsOf({ buttons, open }: StandingMessage, { incident, language, hasButtons }: BlocksContext): object[] {
  const href = open && safeHref(open.url);
  const elements = [
    ...(hasButtons ? buttons.map((button) => buttonOf(button, incident, language)) : []),
    ...(open && href !== null && open.url.length <= LINK
      ? [{ type: 'button', action_id: 'open', text: { type: 'plain_text', text: open.label }, url: open.url }]
      : []),
  ];
  return elements.length === 0 ? [] : [{ type: 'actions', block_id: 'vigie', elements }];
}

export function renderBlocks(standing: StandingMessage, place: BlocksContext): SlackMessage {
  const { labelled } = texts(place.language);
  const head = [markup.bold(escape(standing.subject)), ...[standing.status, ...standing.lead].map(escape)];
  const facts = standing.facts.map(({ label, value }) => escape(labelled(label, value))).join(' · ');
  const next = standing.next === null ? '' : escape(standing.next);
  return {
    text: fit([standing.subject, standing.status].map(escape).join('\n')),
    blocks: [
      ...section(head.join('\n')),
      ...section([facts, next].filter((line) => line !== '').join('\n')),
      ...section(standing.description === null ? '' : escape(clip(standing.description, DESCRIPTION))),
      ...actionsOf(standing, place),
    ],
  };
}

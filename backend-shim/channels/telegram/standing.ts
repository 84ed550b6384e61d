/** Renders the standing message for Telegram, with buttons below (core.telegram.org/bots/api#inlinekeyboardmarkup). */
import { clip } from '#domain/notify/render/clean';
import { CHAT_ACTIONS } from '#domain/notify/render/messages/standing-message';
import type { ChatAction, StandingMessage } from '#domain/notify/render/messages/standing-message';
import { texts } from '#domain/notify/render/words/texts';
import type { Language } from '#domain/notify/responder';
import { escape, markup } from './render.ts';

const DESCRIPTION = 800;
const SNOOZE = '1h';
const PER_ROW = 2;

interface StandingContext {
  incident: string;
  language: Language;
  hasButtons: boolean;
}

interface InlineButton {
  text: string;
  callback_data?: string;
  url?: string;
}

/** A button carries at most 64 bytes. */
export function writeData(action: ChatAction, incident: string): string {
  return `${action} ${incident}`;
}

export function readData(data: string): { action: ChatAction; incident: string } | null {
  const [word = '', incident = ''] = data.split(' ');
  const action = CHAT_ACTIONS.find((one) => one === word);
  return action === undefined || incident === '' ? null : { action, incident };
}

function buttonsOf(
  { buttons, open }: StandingMessage,
  { incident, language, hasButtons }: StandingContext,
): InlineButton[][] {
  const { snoozeFor } = texts(language).chat;
  const own = hasButtons
    ? buttons.map(({ action, label }): InlineButton => ({
        text: action === 'snooze' ? snoozeFor(SNOOZE) : label,
        callback_data: writeData(action, incident),
      }))
    : [];
  const rows = Array.from({ length: Math.ceil(own.length / PER_ROW) }, (_, row) =>
    own.slice(row * PER_ROW, (row + 1) * PER_ROW),
  );
  return open !== null && isPublic(open.url) ? [...rows, [{ text: open.label, url: open.url }]] : rows;
}

/** Telegram refuses a whole message with a button to an address that has no public name. */
function isPublic(url: string): boolean {
  const host = URL.parse(url)?.hostname ?? '';
  return /^https?:/i.test(url) && host.includes('.') && !/^[\d.]+$/.test(host);
}

export function renderStandingText(standing: StandingMessage, place: StandingContext) {
  const { labelled } = texts(place.language);
  const facts = standing.facts.map(({ label, value }) => escape(labelled(label, value))).join(' · ');
  const link =
    standing.open !== null && !isPublic(standing.open.url) ? markup.link(standing.open.label, standing.open.url) : null;
  const description = standing.description === null ? null : escape(clip(standing.description, DESCRIPTION));
  const lines = [
    markup.bold(escape(standing.subject)),
    escape(standing.status),
    ...standing.lead.map(escape),
    facts,
    standing.next === null ? null : escape(standing.next),
    description,
    link,
  ];
  return {
    text: lines.filter((line) => line !== null && line !== '').join('\n'),
    parse_mode: 'HTML',
    link_preview_options: { is_disabled: true },
    // A message that needs no action makes no sound, even where it is posted anew.
    disable_notification: standing.call === null,
    reply_markup: { inline_keyboard: buttonsOf(standing, place) },
  };
}

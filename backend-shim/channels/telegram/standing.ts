/** Renders the standing message for Telegram, with buttons below (core.telegram.org/bots/api#inlinekeyboardmarkup). */
import { ratingIn } from '#domain/incident/rating';
import type { Rating } from '#domain/incident/rating';
import { clip } from '#domain/notify/render/clean';
import { CHAT_ACTIONS, choicesOf } from '#domain/notify/render/messages/standing-message';
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
function writeData(action: ChatAction, incident: string, rating?: string): string {
  return [action, incident, ...(rating === undefined ? [] : [rating])].join(' ');
}

export function readData(data: string): { action: ChatAction; incident: string; rating: Rating | null } | null {
  const [word = '', incident = '', said] = data.split(' ');
  const action = CHAT_ACTIONS.find((one) => one === word);
  const rating = action === 'rate' ? ratingIn(said) : null;
  return action === undefined || incident === '' || (action === 'rate' && rating === null)
    ? null
    : { action, incident, rating };
}

/** Telegram has no lists, so each answer is a button. */
function ratingButtons(incident: string, language: Language): InlineButton[] {
  return (choicesOf('rate', language) ?? []).map(({ value, label }) => ({
    text: label,
    callback_data: writeData('rate', incident, value),
  }));
}

function inRows(buttons: readonly InlineButton[]): InlineButton[][] {
  return Array.from({ length: Math.ceil(buttons.length / PER_ROW) }, (_, row) =>
    buttons.slice(row * PER_ROW, (row + 1) * PER_ROW),
  );
}

function buttonsOf(
  { buttons, open }: StandingMessage,
  { incident, language, hasButtons }: StandingContext,
): InlineButton[][] {
  const { snoozeFor } = texts(language).chat;
  const own = hasButtons
    ? buttons
        .filter(({ action }) => action !== 'rate')
        .map(({ action, label }): InlineButton => ({
          text: action === 'snooze' ? snoozeFor(SNOOZE) : label,
          callback_data: writeData(action, incident),
        }))
    : [];
  const rates = hasButtons && buttons.some(({ action }) => action === 'rate');
  const rows = [...inRows(own), ...(rates ? inRows(ratingButtons(incident, language)) : [])];
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

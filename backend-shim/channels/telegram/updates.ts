/** Processes updates from Telegram: pressed buttons and messages to the bot (core.telegram.org/bots/api#update). */
import { texts } from '#domain/notify/render/words/texts';
import type { Language } from '#domain/notify/responder';
import type { ServiceCallback, CallbackAnswer } from '../../ports/callback.ts';
import type { ChannelService, InboundHandler } from '../../ports/channel.ts';
import { isSame } from '../shared/is-same.ts';
import { readObject } from '../shared/json.ts';
import { buttonsOf, definition } from './definition.ts';
import { readData } from './standing.ts';

export interface TelegramUpdate {
  update_id?: number;
  callback_query?: { id?: string; from?: { id?: number }; data?: string };
  message?: { chat?: { id?: number }; text?: string; from?: { language_code?: string } };
}

/** A Bot API call that answers the update. */
export interface TelegramAction {
  method: 'answerCallbackQuery' | 'sendMessage';
  [field: string]: unknown;
}

/** Telegram refuses longer answers. */
const LONGEST_ANSWER = 200;

/** @returns the answer; null: none */
export async function handleUpdate(
  service: string,
  update: TelegramUpdate,
  hearing: InboundHandler,
): Promise<TelegramAction | null> {
  const { callback_query: pressed, message } = update;
  if (pressed?.id !== undefined && pressed.from?.id !== undefined) {
    return press(service, pressed.id, String(pressed.from.id), pressed.data ?? '', hearing);
  }
  const { chat, text, from } = message ?? {};
  if (chat?.id === undefined || text === undefined || !/^\/start(@\w+)?\b/.test(text)) {
    return null;
  }
  const language: Language = from?.language_code?.startsWith('fr') ? 'fr' : 'en';
  return { method: 'sendMessage', chat_id: chat.id, text: texts(language).chat.address(String(chat.id)) };
}

async function press(
  service: string,
  id: string,
  from: string,
  data: string,
  hearing: InboundHandler,
): Promise<TelegramAction> {
  const read = readData(data);
  // Without an answer the button keeps spinning.
  const answer =
    read === null
      ? { done: true, text: '' }
      : await hearing.press({ service, kind: definition.kind, from, ...read, for: null, id });
  return {
    method: 'answerCallbackQuery',
    callback_query_id: id,
    text: answer.text.slice(0, LONGEST_ANSWER),
    show_alert: !answer.done,
  };
}

const FORBIDDEN: CallbackAnswer = {
  status: 403,
  contentType: 'text/plain; charset=utf-8',
  body: 'The secret does not fit. Is "webhookSecret" of this channel the secret_token that setWebhook was given, and "buttons" webhook?',
};

function isFromTelegram({ settings, secrets }: ChannelService, { headers }: ServiceCallback): boolean {
  const given = headers['x-telegram-bot-api-secret-token'];
  const secret = secrets['webhookSecret'] ?? '';
  return buttonsOf(settings) === 'webhook' && secret !== '' && typeof given === 'string' && isSame(given, secret);
}

/** The answer to a webhook may itself be a Bot API call. */
export async function takeUpdate(
  service: ChannelService,
  callback: ServiceCallback,
  hearing: InboundHandler,
): Promise<CallbackAnswer> {
  if (!isFromTelegram(service, callback)) {
    return FORBIDDEN;
  }
  const action = await handleUpdate(service.id, readObject(callback.body) ?? {}, hearing);
  return { status: 200, contentType: 'application/json; charset=utf-8', body: JSON.stringify(action ?? {}) };
}

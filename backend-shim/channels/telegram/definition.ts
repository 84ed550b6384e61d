/** Declares the channel for Telegram: its settings, its contact methods, and the checks of both. */
import type { ChannelDefinition, ChannelSettingProblem } from '../../ports/channel.ts';
import { textSetting } from '../shared/fields/destination.ts';
import { badFormat, choiceCheck, formatCheck, missing, urlCheck } from '../shared/fields/field-checks.ts';
import { NO_LIMIT } from '../shared/fields/limits.ts';
import { ROOM_FIELDS } from '../shared/fields/room-fields.ts';
import { BOT_FIELD, postsSomewhere } from '../shared/chat/chat-bots.ts';
import { setups } from './setups.ts';

/** The id of a chat (groups have negative ids), or the public name of a channel. */
const CHAT = /^(-?\d{1,20}|@[A-Za-z][A-Za-z0-9_]{3,31})$/;
/** The form that the Bot API allows for `secret_token`. */
const SECRET = /^[A-Za-z0-9_-]{16,256}$/;

export function wrongChat(to: string): string | null {
  return CHAT.test(to)
    ? null
    : 'must be the number of a chat, like 123456789, or the name of a channel, like @sre_alerts';
}

/** How presses of buttons arrive: Vigie polls, Telegram calls a webhook, or links replace the buttons. */
const BUTTONS = ['poll', 'webhook', 'off'] as const;
export type ButtonMode = (typeof BUTTONS)[number];

export function buttonsOf(settings: Record<string, unknown>): ButtonMode {
  const said = textSetting(settings, 'buttons');
  return BUTTONS.find((one) => one === said) ?? 'poll';
}

export const definition: ChannelDefinition = {
  kind: 'telegram',
  name: { en: 'Telegram', fr: 'Telegram' },
  address: {
    label: { en: 'Chat', fr: 'Conversation' },
    hint: {
      en: '123456789; write /start to the bot, and it says the number',
      fr: '123456789 ; écrivez /start au bot, il répond ce numéro',
    },
    format: 'telegram-chat',
    validate: wrongChat,
  },
  fields: [
    {
      name: 'chat',
      secret: false,
      required: false,
      label: { en: 'Chat', fr: 'Conversation' },
      hint: {
        en: '-1001234567890, or @sre_alerts; empty: the bot through which people are reached',
        fr: '-1001234567890, ou @sre_alerts ; vide : le bot par lequel les personnes sont jointes',
      },
      wrong: formatCheck('telegram-chat', wrongChat),
    },
    {
      name: 'token',
      secret: true,
      required: false,
      label: { en: 'Bot token', fr: 'Jeton du bot' },
      hint: { en: 'From @BotFather', fr: 'Donné par @BotFather' },
    },
    BOT_FIELD,
    {
      name: 'buttons',
      secret: false,
      required: false,
      label: { en: 'Buttons', fr: 'Boutons' },
      hint: {
        en: 'How Vigie hears of presses; it asks Telegram (usual)',
        fr: 'Comment Vigie apprend les clics ; elle interroge Telegram (par défaut)',
      },
      input: {
        choices: [
          { value: 'poll', label: { en: 'Vigie asks Telegram', fr: 'Vigie interroge Telegram' } },
          {
            value: 'webhook',
            label: { en: 'Telegram tells Vigie (webhook)', fr: 'Telegram prévient Vigie (webhook)' },
          },
          { value: 'off', label: { en: 'Links instead of buttons', fr: 'Des liens à la place des boutons' } },
        ],
      },
      wrong: choiceCheck(BUTTONS),
    },
    {
      name: 'webhookSecret',
      secret: true,
      required: false,
      label: { en: 'Webhook secret', fr: 'Secret du webhook' },
      hint: {
        en: 'Only with buttons by webhook: 16 to 256 letters, digits, _ and -; it proves that presses come from Telegram',
        fr: 'Seulement avec les boutons par webhook : 16 à 256 lettres, chiffres, _ et - ; il prouve que les clics viennent de Telegram',
      },
    },
    {
      name: 'apiUrl',
      secret: false,
      required: false,
      label: { en: 'API address', fr: 'Adresse de l’API' },
      hint: {
        en: 'Only with a Bot API server of your own; else https://api.telegram.org',
        fr: 'Seulement avec votre propre serveur de Bot API ; sinon https://api.telegram.org',
      },
      wrong: urlCheck,
    },
    ...ROOM_FIELDS,
  ],
  isRoom: postsSomewhere,
  setups,
  check({ settings, secrets }) {
    const [chat, buttons] = [textSetting(settings, 'chat'), textSetting(settings, 'buttons')];
    const wrong: ChannelSettingProblem[] = [];
    if (chat === null && !secrets['token']) {
      wrong.push({ field: 'token', ...missing('give the token of a bot, or the chat of a room', ['token', 'chat']) });
    }
    if (buttons === 'webhook' && !SECRET.test(secrets['webhookSecret'] ?? '')) {
      wrong.push({
        field: 'webhookSecret',
        ...badFormat('telegram-secret', 'must have 16 to 256 letters, digits, _ and -'),
      });
    }
    return wrong;
  },
  carries: { update: true, reply: false, buttons: true, receipt: false, inPlace: true },
  limit: NO_LIMIT,
  bundle: null,
};

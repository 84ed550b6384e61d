/**
 * Finds the bot behind a chat channel. An entry with a `token` is a bot: it reaches people, and rooms that have no
 * token of their own. An entry with a room and a token is both.
 */
import type {
  ChannelSettingField,
  ChannelService,
  ChannelServices,
  DeliveryRequest,
  DeliveryOutcome,
} from '../../../ports/channel.ts';
import { textSetting } from '../fields/destination.ts';
import { misconfigured, throughFirst } from '../services/services.ts';

/** Fields that chat channels share. */
export const BOT_FIELD: ChannelSettingField = {
  name: 'bot',
  label: { en: 'Bot', fr: 'Bot' },
  hint: {
    en: 'The channel with the token; empty: its own, else the first one of this type',
    fr: 'Le canal qui porte le jeton ; vide : le sien, sinon le premier de ce type',
  },
  input: 'bot',
  secret: false,
  required: false,
};
export const ROTAS_FIELD: ChannelSettingField = {
  name: 'rotas',
  label: { en: 'Rotas of the group', fr: 'Plannings du groupe' },
  hint: {
    en: 'Whoever is on call for them is in the group',
    fr: 'Les personnes d’astreinte sur ces plannings sont dans le groupe',
  },
  input: 'rotas',
  secret: false,
  required: false,
};

export function tokenOf({ secrets }: Pick<ChannelService, 'secrets'>): string | null {
  return secrets['token'] || null;
}

/** Incoming webhooks are older than bots and can only post. */
export function hasWebhook({ settings, secrets }: Pick<ChannelService, 'settings' | 'secrets'>): boolean {
  return Boolean(secrets['url']) || textSetting(settings, 'url') !== null;
}

/** Names of the settings of chats that say where to post. */
const ROOMS = ['channel', 'chat'];

/** Whether an entry posts somewhere itself, besides reaching people. */
export function postsSomewhere(service: Pick<ChannelService, 'settings' | 'secrets'>): boolean {
  return hasWebhook(service) || ROOMS.some((name) => textSetting(service.settings, name) !== null);
}

/** Bots for people: those without a room first, since a room's bot may be meant for that room alone. */
function botsFor(services: readonly ChannelService[]): ChannelService[] {
  const bots = services.filter((service) => tokenOf(service) !== null);
  return [...bots.filter((bot) => !postsSomewhere(bot)), ...bots.filter(postsSomewhere)];
}

/** Whether some bot reaches people. */
export function hasBot(services: readonly ChannelService[]): boolean {
  return botsFor(services).length > 0;
}

/** The bot of an entry. @returns what is wrong, as the end of a sentence */
export function botOf(
  entry: ChannelService,
  services: readonly ChannelService[],
): { ok: true; bot: ChannelService } | { ok: false; problem: string } {
  const name = textSetting(entry.settings, 'bot');
  if (name === null && tokenOf(entry) !== null) {
    return { ok: true, bot: entry };
  }
  const bots = botsFor(services);
  const bot = name === null ? bots[0] : bots.find(({ id }) => id === name);
  const problem =
    name === null
      ? 'the bot token is missing: give "token" here, or in a channel of its own'
      : `"bot" names ${name}, which is no channel of this type with a token`;
  return bot ? { ok: true, bot } : { ok: false, problem };
}

/** Sends to an entry through its bot. */
export async function throughBot(
  kind: string,
  entry: ChannelService,
  services: ChannelServices,
  attempt: (bot: ChannelService) => Promise<DeliveryOutcome>,
): Promise<DeliveryOutcome> {
  const found = botOf(entry, services(kind));
  return found.ok ? attempt(found.bot) : misconfigured(found.problem);
}

/**
 * Sends to a room through its own bot, and to a person through the first bot that accepts the message. Only a temporary
 * failure moves on to the next bot.
 */
export async function throughBots(
  kind: string,
  request: DeliveryRequest,
  services: ChannelServices,
  attempt: (bot: ChannelService) => Promise<DeliveryOutcome>,
): Promise<DeliveryOutcome> {
  const entry = { id: request.service ?? '', settings: request.settings, secrets: request.secrets };
  if (request.to === '') {
    return throughBot(kind, entry, services, attempt);
  }
  // A test of this very bot.
  if (tokenOf(entry) !== null) {
    return attempt(entry);
  }
  const none: DeliveryOutcome = {
    kind: 'retry',
    reason: 'not-configured',
    detail: `${kind} is not set up: there is no channel of this type with a bot token`,
    after: null,
  };
  return throughFirst(botsFor(services(kind)), request, none, attempt);
}

/** `bot/room/message`: identifies a posted message, as `providerId` does for receipts. */
export interface MessageReference {
  bot: string;
  room: string;
  message: string;
}

export function writeReference({ bot, room, message }: MessageReference): string {
  return [bot, room, message].map(encodeURIComponent).join('/');
}

/** @returns null: no reference, or one of another bot, whose message this bot cannot change */
export function readReference(text: string | null | undefined, bot: string): MessageReference | null {
  const [by, room, message, ...more] = (text ?? '').split('/').map(decodeURIComponent);
  return by === bot && room && message && more.length === 0 ? { bot: by, room, message } : null;
}

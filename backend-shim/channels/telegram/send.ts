/** Sends messages through Telegram and classifies the outcome. */
import { renderStanding } from '#domain/notify/render/messages/standing-message';
import type {
  Channel,
  ChannelService,
  ChannelServices,
  DeliveryRequest,
  InboundHandler,
  DeliveryOutcome,
} from '../../ports/channel.ts';
import { textSetting } from '../shared/fields/destination.ts';
import type { HttpChannelDeps } from '../shared/http/post-json.ts';
import { readReference, throughBot, throughBots, writeReference } from '../shared/chat/chat-bots.ts';
import type { MessageReference } from '../shared/chat/chat-bots.ts';
import { NOT_YET } from '../shared/not-yet.ts';
import { createTurns } from '../shared/chat/turns.ts';
import { callTelegram } from './api.ts';
import { buttonsOf, definition, wrongChat } from './definition.ts';
import { createPoller } from './poll.ts';
import { escape, renderTelegram } from './render.ts';
import { renderStandingText } from './standing.ts';
import { takeUpdate } from './updates.ts';

export interface TelegramDeps extends HttpChannelDeps {
  services: ChannelServices;
}

/** Errors that mean that the message is gone or can no longer be changed; then it is posted anew. */
const GONE = ['message to edit not found', "message can't be edited", 'message_id_invalid', 'chat not found'];

async function sendThrough(
  deps: TelegramDeps,
  bot: ChannelService,
  request: DeliveryRequest,
): Promise<DeliveryOutcome> {
  const chat = chatOf(request);
  const wrong = wrongChat(chat);
  if (wrong !== null) {
    return { kind: 'never', reason: 'bad-address', detail: `the chat ${wrong}` };
  }
  const { message, signal } = request;
  const standing = renderStanding(message);
  const hasButtons = buttonsOf(bot.settings) !== 'off' && bot.id !== '';
  const content =
    standing && message.incident
      ? {
          ...renderStandingText(standing, { incident: message.incident.id, language: message.language, hasButtons }),
          chat_id: chat,
        }
      : renderTelegram(message, chat);
  const found = readReference(request.standing, bot.id);
  if (found !== null) {
    const changed = await change(deps, bot, found, content, standing?.call ?? null, signal);
    if (changed !== null) {
      return changed;
    }
  }
  const { outcome } = await callTelegram(deps, bot, { method: 'sendMessage', body: content, signal });
  return outcome.kind === 'done' && outcome.providerId !== null
    ? { kind: 'done', providerId: writeReference({ bot: bot.id, room: chat, message: outcome.providerId }) }
    : outcome;
}

/** @returns null: the message is gone */
async function change(
  deps: TelegramDeps,
  bot: ChannelService,
  { room, message }: MessageReference,
  content: object,
  call: string | null,
  signal: AbortSignal,
): Promise<DeliveryOutcome | null> {
  const id = Number(message);
  const { outcome, answer } = await callTelegram(deps, bot, {
    method: 'editMessageText',
    body: { ...content, chat_id: room, message_id: id },
    signal,
  });
  const says = (answer.description ?? '').toLowerCase();
  if (outcome.kind !== 'done' && GONE.some((text) => says.includes(text))) {
    return null;
  }
  // Telegram refuses a change if the message shows this content already; that counts as done.
  if (outcome.kind !== 'done' && !says.includes('message is not modified')) {
    return outcome;
  }
  const done: DeliveryOutcome = { kind: 'done', providerId: writeReference({ bot: bot.id, room, message }) };
  if (call === null) {
    return done;
  }
  const said = await callTelegram(deps, bot, {
    method: 'sendMessage',
    body: {
      chat_id: room,
      text: escape(call),
      parse_mode: 'HTML',
      reply_parameters: { message_id: id, allow_sending_without_reply: true },
    },
    signal,
  });
  return said.outcome.kind === 'done' ? done : said.outcome;
}

async function probe(deps: TelegramDeps, service: ChannelService, signal: AbortSignal): Promise<DeliveryOutcome> {
  return throughBot(
    definition.kind,
    service,
    deps.services,
    async (bot) => (await callTelegram(deps, bot, { method: 'getMe', body: {}, signal })).outcome,
  );
}

/** ms: Telegram takes one message per second in a chat, and 20 per minute in a group. */
function spacingOf(chat: string): number {
  return /^\d/.test(chat) ? 1_100 : 3_100;
}

function chatOf({ to, settings }: DeliveryRequest): string {
  return to || (textSetting(settings, 'chat') ?? '');
}

export function createTelegramChannel(deps: TelegramDeps): Channel {
  let hearing: InboundHandler | null = null;
  const poller = createPoller(deps);
  const turns = createTurns(deps.clock.machine);
  return {
    definition,
    lane: () => 'telegram',
    send: (request) =>
      // A person's own bot: the secret of their contact method is its token.
      request.to !== '' && request.secrets['secret']
        ? sendThrough(deps, { id: '', settings: {}, secrets: request.secrets }, request)
        : throughBots(definition.kind, request, deps.services, async (bot) =>
            turns.spread(
              await sendThrough(deps, bot, request),
              `${bot.id} ${chatOf(request)}`,
              spacingOf(chatOf(request)),
            ),
          ),
    hear: (listener) => void (hearing = listener),
    callback: async (service, callback) => (hearing === null ? NOT_YET : takeUpdate(service, callback, hearing)),
    collect: async (service, signal) => {
      if (hearing !== null) {
        await poller.look(service, hearing, signal);
      }
    },
    probe: (service, signal) => probe(deps, service, signal),
    close: async () => poller.close(),
  };
}

/** Sends messages through Slack and classifies the outcome. */
import type {
  Channel,
  ChannelService,
  ChannelServices,
  DeliveryRequest,
  InboundHandler,
  DeliveryOutcome,
} from '../../ports/channel.ts';
import { renderStanding } from '#domain/notify/render/messages/standing-message';
import { secretUrl, textSetting } from '../shared/fields/destination.ts';
import { httpOutcome } from '../shared/http/http-outcome.ts';
import { postJson } from '../shared/http/post-json.ts';
import type { HttpChannelDeps } from '../shared/http/post-json.ts';
import { misconfigured } from '../shared/services/services.ts';
import {
  hasBot,
  hasWebhook,
  readReference,
  throughBot,
  throughBots,
  writeReference,
} from '../shared/chat/chat-bots.ts';
import type { MessageReference } from '../shared/chat/chat-bots.ts';
import { NOT_YET } from '../shared/not-yet.ts';
import { createTurns } from '../shared/chat/turns.ts';
import { callSlack } from './api.ts';
import { renderBlocks } from './blocks.ts';
import { takePress } from './callback.ts';
import { definition, isMember, wrongRoom } from './definition.ts';
import { setGroup } from './group.ts';
import { escape, renderSlack } from './render.ts';

export interface SlackDeps extends HttpChannelDeps {
  services: ChannelServices;
}

function isWebhook(request: DeliveryRequest): boolean {
  return request.to === '' ? hasWebhook(request) : !isMember(request.to);
}

async function sendToWebhook({ http, clock }: SlackDeps, request: DeliveryRequest): Promise<DeliveryOutcome> {
  return httpOutcome(await postJson(http, secretUrl(request), renderSlack(request.message), request), clock.machine());
}

/** Errors that mean that the message is gone or is not this app's; then it is posted anew. */
const GONE: readonly string[] = [
  'message_not_found',
  'cant_update_message',
  'channel_not_found',
  'edit_window_closed',
  'is_inactive',
  'not_in_channel',
  'is_archived',
];

async function sendThrough(deps: SlackDeps, bot: ChannelService, request: DeliveryRequest): Promise<DeliveryOutcome> {
  const to = roomOf(request);
  if (to === '') {
    return misconfigured('this channel has no room: give "channel"');
  }
  if (request.to === '' && wrongRoom(to) !== null) {
    return { kind: 'never', reason: 'bad-address', detail: `the channel ${wrongRoom(to)}` };
  }
  const { message, signal } = request;
  const standing = renderStanding(message);
  const content =
    standing && message.incident
      ? renderBlocks(standing, {
          incident: message.incident.id,
          language: message.language,
          hasButtons: Boolean(bot.secrets['signingSecret']),
        })
      : renderSlack(message);
  const found = readReference(request.standing, bot.id);
  if (found !== null) {
    const changed = await change(deps, bot, found, content, {
      call: standing?.call ?? null,
      person: request.to,
      signal,
    });
    if (changed !== null) {
      return changed;
    }
  }
  const posted = await callSlack(deps, bot, {
    method: 'chat.postMessage',
    body: { channel: to, unfurl_links: false, unfurl_media: false, ...content },
    signal,
    toPerson: request.to !== '',
  });
  if (!posted.ok) {
    return posted.outcome;
  }
  const { channel, ts } = posted.answer;
  return {
    kind: 'done',
    providerId: channel && ts ? writeReference({ bot: bot.id, room: channel, message: ts }) : null,
  };
}

/** @returns null: the message is gone */
async function change(
  deps: SlackDeps,
  bot: ChannelService,
  { room, message: ts }: MessageReference,
  content: object,
  aloud: { call: string | null; person: string; signal: AbortSignal },
): Promise<DeliveryOutcome | null> {
  const { call, person, signal } = aloud;
  const changed = await callSlack(deps, bot, {
    method: 'chat.update',
    body: { channel: room, ts, ...content },
    signal,
  });
  if (!changed.ok) {
    return changed.error !== null && GONE.includes(changed.error) ? null : changed.outcome;
  }
  const done: DeliveryOutcome = { kind: 'done', providerId: writeReference({ bot: bot.id, room, message: ts }) };
  if (call === null) {
    return done;
  }
  // A changed message notifies nobody, so a reply with a mention follows.
  const text = (person === '' ? '' : `<@${person}> `) + escape(call);
  const said = await callSlack(deps, bot, {
    method: 'chat.postMessage',
    body: { channel: room, thread_ts: ts, reply_broadcast: true, text, unfurl_links: false, unfurl_media: false },
    signal,
  });
  return said.ok ? done : said.outcome;
}

async function probe(deps: SlackDeps, service: ChannelService, signal: AbortSignal): Promise<DeliveryOutcome> {
  const done: DeliveryOutcome = { kind: 'done', providerId: null };
  if (hasWebhook(service)) {
    return done;
  }
  return throughBot(definition.kind, service, deps.services, async (bot) => {
    const result = await callSlack(deps, bot, { method: 'auth.test', body: {}, signal });
    return result.ok ? done : result.outcome;
  });
}

/** ms: Slack takes about one message per second in one room. */
const SPACING = 1_100;

function roomOf({ to, settings }: DeliveryRequest): string {
  return to || (textSetting(settings, 'channel') ?? '');
}

export function createSlackChannel(deps: SlackDeps): Channel {
  let hearing: InboundHandler | null = null;
  const turns = createTurns(deps.clock.machine);
  return {
    definition,
    lane: () => 'slack',
    isSetUp: () => hasBot(deps.services(definition.kind)),
    send: (request) =>
      isWebhook(request)
        ? sendToWebhook(deps, request)
        : throughBots(definition.kind, request, deps.services, async (bot) =>
            turns.spread(await sendThrough(deps, bot, request), `${bot.id} ${roomOf(request)}`, SPACING),
          ),
    hear: (listener) => void (hearing = listener),
    callback: async (service, callback) => (hearing === null ? NOT_YET : takePress(deps, service, callback, hearing)),
    probe: (service, signal) => probe(deps, service, signal),
    setGroup: (service, members, signal) => setGroup(deps, service, members, signal),
  };
}

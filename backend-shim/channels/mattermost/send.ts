/** Sends messages through Mattermost and classifies the outcome. */
import { renderStanding } from '#domain/notify/render/messages/standing-message';
import type { CallbackUrl } from '../../ports/callback.ts';
import type {
  Channel,
  ChannelService,
  ChannelServices,
  DeliveryRequest,
  InboundHandler,
  DeliveryOutcome,
} from '../../ports/channel.ts';
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
  tokenOf,
  writeReference,
} from '../shared/chat/chat-bots.ts';
import type { MessageReference } from '../shared/chat/chat-bots.ts';
import { NOT_YET } from '../shared/not-yet.ts';
import { callMattermost, idIn } from './api.ts';
import { renderAttachment } from './attachment.ts';
import { takePress } from './press/callback.ts';
import { definition, isId } from './definition.ts';
import { setGroup } from './group.ts';
import { escape, renderMattermost } from './render.ts';
import { createRooms } from './rooms.ts';
import type { DirectRooms } from './rooms.ts';
import { createWhoPressed } from './press/who-pressed.ts';

export interface MattermostDeps extends HttpChannelDeps {
  services: ChannelServices;
  callbackUrl: CallbackUrl;
}

type Parts = MattermostDeps & { rooms: DirectRooms };

function isWebhook(request: DeliveryRequest): boolean {
  return request.to === '' ? hasWebhook(request) : !isId(request.to);
}

async function sendToWebhook({ http, clock }: MattermostDeps, request: DeliveryRequest): Promise<DeliveryOutcome> {
  const body = renderMattermost(request.message, textSetting(request.settings, 'channel'));
  return httpOutcome(await postJson(http, secretUrl(request), body, request), clock.machine());
}

/**
 * Statuses of a post that was deleted or may no longer be changed: 403 and 404, and 400 after the time to edit is over.
 */
const GONE: ReadonlyArray<number | null> = [400, 403, 404];

function contentOf({ callbackUrl }: Parts, bot: ChannelService, { message }: DeliveryRequest) {
  const standing = renderStanding(message);
  const place = message.incident && {
    incident: message.incident.id,
    language: message.language,
    pressUrl: callbackUrl(bot.id, ''),
    token: tokenOf(bot) ?? '',
  };
  const content =
    standing && place ? renderAttachment(standing, place) : { message: renderMattermost(message, null).text };
  return { content, call: standing?.call ?? null };
}

async function sendThrough(deps: Parts, bot: ChannelService, request: DeliveryRequest): Promise<DeliveryOutcome> {
  const { signal } = request;
  const { content, call } = contentOf(deps, bot, request);
  const found = readReference(request.standing, bot.id);
  if (found !== null) {
    const changed = await change(deps, bot, found, content, { call, signal });
    if (changed !== null) {
      return changed;
    }
  }
  const room = request.to === '' ? roomOf(request) : await deps.rooms.direct(bot, request.to, signal);
  if (!room.ok) {
    return room.outcome;
  }
  const posted = await callMattermost(deps, bot, {
    method: 'POST',
    path: '/posts',
    body: { channel_id: room.id, ...content },
    signal,
  });
  if (!posted.ok) {
    return posted.outcome;
  }
  const id = idIn(posted.answer);
  return { kind: 'done', providerId: id === null ? null : writeReference({ bot: bot.id, room: room.id, message: id }) };
}

function roomOf({ settings }: DeliveryRequest): Awaited<ReturnType<DirectRooms['direct']>> {
  const channel = textSetting(settings, 'channel') ?? '';
  return isId(channel)
    ? { ok: true, id: channel }
    : { ok: false, outcome: misconfigured('give "channel": the id of a channel, 26 letters and digits') };
}

/** @returns null: the message is gone */
async function change(
  deps: Parts,
  bot: ChannelService,
  { room, message }: MessageReference,
  content: object,
  { call, signal }: { call: string | null; signal: AbortSignal },
): Promise<DeliveryOutcome | null> {
  const changed = await callMattermost(deps, bot, {
    method: 'PUT',
    path: `/posts/${message}/patch`,
    body: content,
    signal,
  });
  if (!changed.ok) {
    return GONE.includes(changed.status) ? null : changed.outcome;
  }
  const done: DeliveryOutcome = { kind: 'done', providerId: writeReference({ bot: bot.id, room, message }) };
  if (call === null) {
    return done;
  }
  const said = await callMattermost(deps, bot, {
    method: 'POST',
    path: '/posts',
    body: { channel_id: room, root_id: message, message: escape(call) },
    signal,
  });
  return said.ok ? done : said.outcome;
}

async function probe(deps: Parts, service: ChannelService, signal: AbortSignal): Promise<DeliveryOutcome> {
  const done: DeliveryOutcome = { kind: 'done', providerId: null };
  if (hasWebhook(service)) {
    return done;
  }
  return throughBot(definition.kind, service, deps.services, async (bot) => {
    const result = await callMattermost(deps, bot, { method: 'GET', path: '/users/me', signal });
    return result.ok ? done : result.outcome;
  });
}

export function createMattermostChannel(given: MattermostDeps): Channel {
  let hearing: InboundHandler | null = null;
  const deps: Parts = { ...given, rooms: createRooms(given) };
  const whoPressed = createWhoPressed(given);
  return {
    definition,
    lane: () => 'mattermost',
    isSetUp: () => hasBot(deps.services(definition.kind)),
    send: (request) =>
      isWebhook(request)
        ? sendToWebhook(deps, request)
        : throughBots(definition.kind, request, deps.services, (bot) => sendThrough(deps, bot, request)),
    hear: (listener) => void (hearing = listener),
    callback: async (service, callback) =>
      hearing === null ? NOT_YET : takePress(service, callback, hearing, whoPressed),
    probe: (service, signal) => probe(deps, service, signal),
    setGroup: (service, members, signal) => setGroup(deps, service, members, signal),
  };
}

import type { Channel, ChannelService, ChannelServices, DeliveryRequest, Outcome } from '../../ports/channel.ts';
import { textSetting } from '../destination.ts';
import { postJson } from '../post-json.ts';
import type { HttpChannelDeps } from '../post-json.ts';
import { throughServices } from '../services.ts';
import { definition, wrongChat } from './definition.ts';
import { telegramOutcome } from './outcome.ts';
import { renderTelegram } from './render.ts';

const API = 'https://api.telegram.org';
/** It becomes a part of the address, so nothing else may be in it. */
const TOKEN = /^\d+:[A-Za-z0-9_-]+$/;

async function sendThrough({ http, clock }: HttpChannelDeps, service: ChannelService, request: DeliveryRequest): Promise<Outcome> {
  const token = service.secrets['token'] ?? service.secrets['secret'];
  if (!token) {
    return { kind: 'retry', reason: 'not-configured', detail: 'the bot token is missing', after: null };
  }
  if (!TOKEN.test(token)) {
    return { kind: 'retry', reason: 'misconfigured', detail: 'the bot token must look like 123456:ABC-DEF', after: null };
  }
  const chat = request.to || (textSetting(service.settings, 'chat') ?? '');
  const wrong = wrongChat(chat);
  if (wrong !== null) {
    return { kind: 'never', reason: 'bad-address', detail: `the chat ${wrong}` };
  }
  const api = (textSetting(service.settings, 'apiUrl') ?? API).replace(/\/+$/, '');
  // The address of the bot is an Admin's, whoever the person is.
  const result = await postJson(http, `${api}/bot${token}/sendMessage`, renderTelegram(request.message, chat), { ...request, trusted: true });
  return telegramOutcome(result, clock.machine());
}

export function createTelegramChannel(deps: HttpChannelDeps & { services: ChannelServices }): Channel {
  return {
    definition,
    lane: () => 'telegram',
    send: (request) => throughServices(definition.kind, request, deps.services, (service) => sendThrough(deps, service, request)),
  };
}

/** Calls Mattermost's API, version 4 (developers.mattermost.com/api-documentation). */
import type { ChannelService, DeliveryOutcome } from '../../ports/channel.ts';
import type { HttpRequest } from '../../ports/http.ts';
import { textSetting, wrongUrl } from '../shared/fields/destination.ts';
import { serviceOutcome } from '../shared/http/http-outcome.ts';
import type { HttpChannelDeps } from '../shared/http/post-json.ts';
import { misconfigured } from '../shared/services/services.ts';
import { tokenOf } from '../shared/chat/chat-bots.ts';
import { readJson } from '../shared/json.ts';

const LARGEST = 512 * 1024;

export interface MattermostCall {
  method: HttpRequest['method'];
  path: string;
  body?: unknown;
  signal: AbortSignal;
}

export type MattermostResult =
  { ok: true; answer: unknown } | { ok: false; status: number | null; outcome: DeliveryOutcome };

/** @returns the `id` of what was answered, or null */
export function idIn(answer: unknown): string | null {
  const id = typeof answer === 'object' && answer !== null ? (answer as { id?: unknown }).id : undefined;
  return typeof id === 'string' && /^[a-z0-9]{1,64}$/.test(id) ? id : null;
}

export async function callMattermost(
  { http, clock }: HttpChannelDeps,
  bot: ChannelService,
  { method, path, body, signal }: MattermostCall,
): Promise<MattermostResult> {
  const [token, server] = [tokenOf(bot), textSetting(bot.settings, 'server')];
  if (token === null || !/^[\x21-\x7e]+$/.test(token) || server === null || wrongUrl(server) !== null) {
    return { ok: false, status: null, outcome: misconfigured('the bot needs "token" and "server"') };
  }
  const result = await http.send({
    method,
    url: `${server.replace(/\/+$/, '')}/api/v4${path}`,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'user-agent': 'Vigie',
      authorization: `Bearer ${token}`,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    // The address was set by an Admin, whoever the recipient is.
    trusted: true,
    largest: LARGEST,
    signal,
  });
  const outcome = serviceOutcome(result, clock.machine());
  if (!result.ok || outcome.kind !== 'done') {
    return { ok: false, status: result.ok ? result.response.status : null, outcome };
  }
  const answer = readJson(result.response.body);
  return answer === null
    ? {
        ok: false,
        status: null,
        outcome: {
          kind: 'retry',
          reason: 'server-error',
          detail: 'the answer does not come from Mattermost’s API',
          after: null,
        },
      }
    : { ok: true, answer };
}

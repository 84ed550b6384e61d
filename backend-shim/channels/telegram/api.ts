/** Calls Telegram's Bot API (core.telegram.org/bots/api). */
import type { ChannelService, DeliveryOutcome } from '../../ports/channel.ts';
import type { HttpResult } from '../../ports/http.ts';
import { textSetting } from '../shared/fields/destination.ts';
import type { HttpChannelDeps } from '../shared/http/post-json.ts';
import { misconfigured } from '../shared/services/services.ts';
import { answerOf, telegramOutcome } from './outcome.ts';
import type { TelegramAnswer } from './outcome.ts';

const API = 'https://api.telegram.org';
/** The token becomes a part of the address, so its form is checked. */
const TOKEN = /^\d+:[A-Za-z0-9_-]+$/;
/** Enough for a hundred updates. */
const LARGEST = 1024 * 1024;

export interface TelegramCall {
  method: string;
  body: Record<string, unknown>;
  signal: AbortSignal;
  /** ms */
  timeout?: number;
}

export type TelegramResult = { outcome: DeliveryOutcome; answer: TelegramAnswer; status: number | null };

/** The token of a person's own bot is the secret of their method. */
export function tokenIn({ secrets }: Pick<ChannelService, 'secrets'>): string | null {
  return secrets['token'] || secrets['secret'] || null;
}

function failed(outcome: DeliveryOutcome): TelegramResult {
  return { outcome, answer: {}, status: null };
}

export async function callTelegram(
  { http, clock }: HttpChannelDeps,
  bot: ChannelService,
  { method, body, signal, timeout }: TelegramCall,
): Promise<TelegramResult> {
  const token = tokenIn(bot);
  if (token === null) {
    return failed({ kind: 'retry', reason: 'not-configured', detail: 'the bot token is missing', after: null });
  }
  if (!TOKEN.test(token)) {
    return failed(misconfigured('the bot token must look like 123456:ABC-DEF'));
  }
  const api = (textSetting(bot.settings, 'apiUrl') ?? API).replace(/\/+$/, '');
  const result: HttpResult = await http.send({
    method: 'POST',
    url: `${api}/bot${token}/${method}`,
    headers: { 'content-type': 'application/json; charset=utf-8', 'user-agent': 'Vigie' },
    body: JSON.stringify(body),
    // The address of the bot was set by an Admin, whoever the recipient is.
    trusted: true,
    largest: LARGEST,
    signal,
    ...(timeout === undefined ? {} : { timeout }),
  });
  // Up to a megabyte, so it is read once.
  const answer = answerOf(result);
  return {
    outcome: telegramOutcome(result, clock.machine(), answer),
    answer,
    status: result.ok ? result.response.status : null,
  };
}

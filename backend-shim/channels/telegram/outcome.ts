/**
 * Maps answers of the Bot API to outcomes by their description, which says more than the status
 * (core.telegram.org/bots/api, "Making requests").
 */
import type { DeliveryOutcome } from '../../ports/channel.ts';
import type { HttpResult } from '../../ports/http.ts';
import { serviceOutcome } from '../shared/http/http-outcome.ts';
import { misconfigured } from '../shared/services/services.ts';
import { readObject } from '../shared/json.ts';

export interface TelegramAnswer {
  result?: { message_id?: number } | readonly unknown[] | boolean | null;
  description?: string;
  parameters?: { retry_after?: number };
}

/** Descriptions that mean that this chat is lost for good. */
const GONE = [
  'chat not found',
  'bot was blocked by the user',
  'user is deactivated',
  'bot was kicked',
  "bot can't initiate conversation",
  'group chat was upgraded',
  'peer_id_invalid',
  'not a member',
  'group chat was deleted',
];

export function answerOf(result: HttpResult): TelegramAnswer {
  return result.ok ? (readObject(result.response.body) ?? {}) : {};
}

/** The id of the sent message, or null. */
function messageOf({ result }: TelegramAnswer): string | null {
  const id = typeof result === 'object' && result !== null && 'message_id' in result ? result.message_id : undefined;
  return typeof id === 'number' ? String(id) : null;
}

/** @param answer what is in the body of `result` */
export function telegramOutcome(result: HttpResult, machineNow: number, answer: TelegramAnswer): DeliveryOutcome {
  const outcome = serviceOutcome(result, machineNow);
  if (!result.ok) {
    return outcome;
  }
  const { status } = result.response;
  if (outcome.kind === 'done') {
    return { kind: 'done', providerId: messageOf(answer) };
  }
  const why = GONE.find((text) => (answer.description ?? '').toLowerCase().includes(text));
  if (why !== undefined && (status === 400 || status === 403)) {
    return { kind: 'never', reason: 'bad-address', detail: `Telegram says: ${why}` };
  }
  if (status === 404) {
    return misconfigured('Telegram does not know the bot: check its token');
  }
  const wait = answer.parameters?.retry_after;
  return outcome.kind === 'retry' && typeof wait === 'number' ? { ...outcome, after: wait * 1000 } : outcome;
}

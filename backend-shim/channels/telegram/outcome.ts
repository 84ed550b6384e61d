/** The Bot API says more than its status does (core.telegram.org/bots/api, "Making requests"). */
import type { Outcome } from '../../ports/channel.ts';
import type { HttpResult } from '../../ports/http.ts';
import { serviceOutcome } from '../http-outcome.ts';

interface Answer {
  result?: { message_id?: number };
  description?: string;
  parameters?: { retry_after?: number };
}

/** Descriptions that mean that this chat will never hear us again. */
const GONE = ['chat not found', 'bot was blocked by the user', 'user is deactivated', 'bot was kicked', 'bot can\'t initiate conversation', 'group chat was upgraded', 'peer_id_invalid', 'not a member', 'group chat was deleted'];

function answerOf(body: string): Answer {
  try {
    const answer: unknown = JSON.parse(body);
    return typeof answer === 'object' && answer !== null ? answer : {};
  } catch {
    return {};
  }
}

export function telegramOutcome(result: HttpResult, machineNow: number): Outcome {
  const outcome = serviceOutcome(result, machineNow);
  if (!result.ok) {
    return outcome;
  }
  const { status, body } = result.response;
  const answer = answerOf(body);
  if (outcome.kind === 'done') {
    return { kind: 'done', providerId: answer.result?.message_id === undefined ? null : String(answer.result.message_id) };
  }
  const why = GONE.find((text) => (answer.description ?? '').toLowerCase().includes(text));
  if (why !== undefined && (status === 400 || status === 403)) {
    return { kind: 'never', reason: 'bad-address', detail: `Telegram says: ${why}` };
  }
  if (status === 404) {
    return { kind: 'retry', reason: 'misconfigured', detail: 'Telegram does not know the bot: check its token', after: null };
  }
  const wait = answer.parameters?.retry_after;
  return outcome.kind === 'retry' && typeof wait === 'number' ? { ...outcome, after: wait * 1000 } : outcome;
}

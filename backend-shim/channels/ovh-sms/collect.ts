/** Polls for replies by SMS: `GET /sms/{service}/incoming` over the last half hour, which keeps the list short. */
import type { InboundHandler } from '../../ports/channel.ts';
import { numberOf } from '../shared/fields/number.ts';
import type { HttpResult } from '../../ports/http.ts';
import { readJson } from '../shared/json.ts';
import type { OvhApi, OvhAccount } from './account.ts';
import { jobOf } from './render.ts';

/** People who answer pages do not send more replies than this at once. */
const MOST = 20;
/**
 * After a start, replies older than this are ignored, since they may have been processed already. The time is shorter
 * than the one for which Vigie remembers replies.
 */
const OLDEST = 30 * 60_000;

interface IncomingSms {
  message?: unknown;
  sender?: unknown;
  creationDatetime?: unknown;
}

function jsonOf<T>(result: HttpResult): T | null {
  return result.ok && result.response.status === 200 ? (readJson(result.response.body) as T | null) : null;
}

export interface ReplyCollector {
  /** Polls once. @param id of the service in Vigie */
  look(id: string, account: OvhAccount, hearing: InboundHandler, signal: AbortSignal): Promise<void>;
}

export function createCollector(ovh: OvhApi, now: () => number): ReplyCollector {
  /** Highest id of a reply that was processed, by service. */
  const heard = new Map<string, number>();
  return {
    look: async (id, account, hearing, signal) => {
      const since = new Date(now() - OLDEST).toISOString();
      const listed = jsonOf<unknown>(
        await ovh.request(account, 'GET', `/incoming?creationDatetime.from=${encodeURIComponent(since)}`, null, signal),
      );
      const ids = (Array.isArray(listed) ? listed : [])
        .filter((one): one is number => Number.isSafeInteger(one))
        .sort((a, b) => a - b);
      const last = heard.get(id) ?? 0;
      for (const one of ids.filter((number) => number > last).slice(-MOST)) {
        const message = jsonOf<IncomingSms>(await ovh.request(account, 'GET', `/incoming/${one}`, null, signal));
        if (message === null) {
          return;
        }
        await take(id, account, one, message, hearing, signal);
        heard.set(id, one);
      }
    },
  };

  async function take(
    id: string,
    account: OvhAccount,
    one: number,
    { message, sender, creationDatetime }: IncomingSms,
    hearing: InboundHandler,
    signal: AbortSignal,
  ): Promise<void> {
    const from = numberOf(String(sender).replace(/^00/, '+'));
    const at = Date.parse(String(creationDatetime));
    if (from === null || typeof message !== 'string' || !(at > now() - OLDEST)) {
      return;
    }
    const answer = await hearing.reply({ service: id, from, text: message, id: String(one) });
    if (answer !== null) {
      // A lost answer is no lost page: the person sees the result on the incident.
      await ovh.request(account, 'POST', '/jobs', jobOf(answer, from, account), signal);
    }
  }
}

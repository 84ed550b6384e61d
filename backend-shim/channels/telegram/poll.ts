/**
 * Polls for updates where Telegram cannot reach Vigie: `getUpdates` waits until there is one
 * (core.telegram.org/bots/api#getupdates).
 */
import type { ChannelService, ChannelServices, InboundHandler } from '../../ports/channel.ts';
import type { HttpChannelDeps } from '../shared/http/post-json.ts';
import { callTelegram, tokenIn } from './api.ts';
import { buttonsOf, definition } from './definition.ts';
import { handleUpdate } from './updates.ts';
import type { TelegramUpdate } from './updates.ts';

/** Seconds that Telegram waits for an update; polling ends with the first empty answer. */
const WAIT = 8;
const LONGEST = (WAIT + 5) * 1000;
/** The kinds of updates that Vigie acts on. */
const KINDS = ['callback_query', 'message'];

export interface UpdatePoller {
  look(service: ChannelService, hearing: InboundHandler, signal: AbortSignal): Promise<void>;
  close(): void;
}

export function createPoller(deps: HttpChannelDeps & { services: ChannelServices }): UpdatePoller {
  /** The next offset by bot. A request with it confirms all updates before it. */
  const offsets = new Map<string, number>();
  const closing = new AbortController();

  /** A bot is polled once, even where several entries have its token. */
  function isAsked(service: ChannelService): boolean {
    const token = tokenIn(service);
    return (
      token !== null &&
      buttonsOf(service.settings) === 'poll' &&
      deps.services(definition.kind).find((other) => tokenIn(other) === token)?.id === service.id
    );
  }

  async function ask(service: ChannelService, signal: AbortSignal): Promise<TelegramUpdate[]> {
    const offset = offsets.get(service.id);
    const body = { timeout: WAIT, allowed_updates: KINDS, ...(offset === undefined ? {} : { offset }) };
    const { outcome, answer } = await callTelegram(deps, service, {
      method: 'getUpdates',
      body,
      signal,
      timeout: LONGEST,
    });
    // 409: another sidecar is polling, or the bot has a webhook.
    return outcome.kind === 'done' && Array.isArray(answer.result) ? (answer.result as TelegramUpdate[]) : [];
  }

  return {
    look: async (service, hearing, outer) => {
      if (!isAsked(service)) {
        return;
      }
      const signal = AbortSignal.any([outer, closing.signal]);
      for (
        let updates = await ask(service, signal);
        updates.length > 0 && !signal.aborted;
        updates = await ask(service, signal)
      ) {
        for (const update of updates) {
          const action = await handleUpdate(service.id, update, hearing);
          offsets.set(service.id, (update.update_id ?? 0) + 1);
          if (action !== null) {
            const { method, ...body } = action;
            await callTelegram(deps, service, { method, body, signal });
          }
        }
      }
    },
    close: () => closing.abort(),
  };
}

/** Finds the direct channel between the bot and a person, and caches it. */
import type { ChannelService, DeliveryOutcome } from '../../ports/channel.ts';
import type { HttpChannelDeps } from '../shared/http/post-json.ts';
import { callMattermost, idIn } from './api.ts';

type FoundRoom = { ok: true; id: string } | { ok: false; outcome: DeliveryOutcome };

const STRANGE: DeliveryOutcome = {
  kind: 'retry',
  reason: 'server-error',
  detail: 'Mattermost answered without an id',
  after: null,
};

export interface DirectRooms {
  /** The bot's own user. */
  self(bot: ChannelService, signal: AbortSignal): Promise<FoundRoom>;
  direct(bot: ChannelService, user: string, signal: AbortSignal): Promise<FoundRoom>;
}

export function createRooms(deps: HttpChannelDeps): DirectRooms {
  const known = new Map<string, string>();

  async function once(key: string, ask: () => ReturnType<typeof callMattermost>): Promise<FoundRoom> {
    const found = known.get(key);
    if (found !== undefined) {
      return { ok: true, id: found };
    }
    const result = await ask();
    const id = result.ok ? idIn(result.answer) : null;
    if (id === null) {
      return { ok: false, outcome: result.ok ? STRANGE : result.outcome };
    }
    known.set(key, id);
    return { ok: true, id };
  }

  const keyOf = ({ settings, secrets }: ChannelService) => JSON.stringify([settings['server'], secrets['token']]);
  const self: DirectRooms['self'] = (bot, signal) =>
    once(keyOf(bot), () => callMattermost(deps, bot, { method: 'GET', path: '/users/me', signal }));
  return {
    self,
    direct: async (bot, user, signal) => {
      const me = await self(bot, signal);
      return me.ok
        ? once(`${keyOf(bot)} ${user}`, () =>
            callMattermost(deps, bot, { method: 'POST', path: '/channels/direct', body: [me.id, user], signal }),
          )
        : me;
    },
  };
}

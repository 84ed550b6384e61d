/** Finds the direct channel between the bot and a person, and caches it. */
import type { ChannelService, Outcome } from '../../ports/channel.ts';
import type { HttpChannelDeps } from '../post-json.ts';
import { callMattermost, idIn } from './api.ts';

export type Found = { ok: true; id: string } | { ok: false; outcome: Outcome };

const STRANGE: Outcome = {
  kind: 'retry',
  reason: 'server-error',
  detail: 'Mattermost answered without an id',
  after: null,
};

export interface Rooms {
  /** The bot's own user. */
  self(bot: ChannelService, signal: AbortSignal): Promise<Found>;
  direct(bot: ChannelService, user: string, signal: AbortSignal): Promise<Found>;
}

export function createRooms(deps: HttpChannelDeps): Rooms {
  const known = new Map<string, string>();

  async function once(key: string, ask: () => ReturnType<typeof callMattermost>): Promise<Found> {
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
  const self: Rooms['self'] = (bot, signal) =>
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

/** Checks that a press was made by the user it names, with the key that the Mattermost server publishes. */
import type { KeyObject } from 'node:crypto';
import type { ChannelService } from '../../../ports/channel.ts';
import { textSetting } from '../../shared/fields/destination.ts';
import type { HttpChannelDeps } from '../../shared/http/post-json.ts';
import { callMattermost } from '../api.ts';
import { MOST_APART_MS, readKey, readTrigger } from './trigger.ts';

const FRESH_MS = 10 * 60_000;
/**
 * The key may have been replaced, so a press that does not fit it fetches the key again; at most this often, since
 * forged triggers must not cause a request each.
 */
const ASK_AGAIN_MS = 60_000;
const LONGEST_MS = 5000;

/** `unknown`: the server does not answer now. */
type PressVerdict = 'theirs' | 'not-theirs' | 'unknown';

export type WhoPressed = (bot: ChannelService, press: { user: string; trigger: string }) => Promise<PressVerdict>;

interface KnownKey {
  /** null: the server publishes none, so nothing can be verified. */
  key: KeyObject | null;
  askedAt: number;
}

export function createWhoPressed(deps: HttpChannelDeps): WhoPressed {
  const { clock } = deps;
  const servers = new Map<string, KnownKey>();

  async function ask(bot: ChannelService, server: string): Promise<KnownKey | null> {
    const result = await callMattermost(deps, bot, {
      method: 'GET',
      path: '/config/client?format=old',
      signal: AbortSignal.timeout(LONGEST_MS),
    });
    if (!result.ok) {
      return null;
    }
    const { AsymmetricSigningPublicKey: text } = result.answer as { AsymmetricSigningPublicKey?: unknown };
    const known = { key: typeof text === 'string' ? readKey(text) : null, askedAt: clock.machine() };
    servers.set(server, known);
    return known;
  }

  function judge({ key }: KnownKey, user: string, trigger: string): boolean {
    if (key === null) {
      return true;
    }
    const found = readTrigger(trigger, key);
    return found !== null && found.user === user && Math.abs(clock.machine() - found.at) <= MOST_APART_MS;
  }

  return async (bot, { user, trigger }) => {
    const server = textSetting(bot.settings, 'server') ?? '';
    const before = servers.get(server) ?? null;
    const age = before === null ? Infinity : clock.machine() - before.askedAt;
    // Keep the last known key while the server does not answer.
    const known = age < FRESH_MS ? before : ((await ask(bot, server)) ?? before);
    if (known === null) {
      return 'unknown';
    }
    if (judge(known, user, trigger)) {
      return 'theirs';
    }
    const newer = known === before && age >= ASK_AGAIN_MS ? await ask(bot, server) : null;
    return newer !== null && judge(newer, user, trigger) ? 'theirs' : 'not-theirs';
  };
}

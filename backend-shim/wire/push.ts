/** Builds Vigie's identity at push services, and the list of allowed services. */
import { z } from 'zod';
import { strict } from '#contract/base/schema';
import { tryOrNull } from '#domain/attempt';
import { makePushKeys, pushKeysFrom } from '../adapters/push-keys.ts';
import type { PushKeyPair } from '../adapters/push-keys.ts';
import { KNOWN_SERVICES } from '../channels/web-push/service.ts';
import type { SidecarConfig } from '../config/config.ts';
import type { RunTransaction } from '../store/work.ts';
import type { PushSettings } from '../ports/push.ts';
import type { Vault } from '../ports/vault.ts';
import { keepFirstPushKeys } from '../store/deliveries/push-keys.ts';
import { readOr } from '../store/stored/json.ts';
import type { UnreadableReporter } from '../store/stored/unreadable.ts';

const WHERE = { kind: 'meta', id: 'push_keys', field: 'value' };
const pair = strict({ publicKey: z.string(), privateKey: z.string() });

export function wirePush(
  config: Pick<SidecarConfig, 'push' | 'publicUrl' | 'mailFrom'>,
  vault: Vault,
  transact: () => RunTransaction,
  noting: UnreadableReporter,
): PushSettings {
  let keys = config.push.key === null ? null : pushKeysFrom(config.push.key);

  /**
   * null if the keys cannot be read. Making new keys would silence every phone for good, while the keys of a backup
   * would not.
   */
  async function stored(): Promise<PushKeyPair | null> {
    const kept = await transact()((work) => keepFirstPushKeys(work, vault.seal(JSON.stringify(makePushKeys()))));
    const found = readOr(pair, tryOrNull(() => vault.open(kept)) ?? '', WHERE, noting, null);
    if (found === null || pushKeysFrom(found.privateKey)?.publicKey === found.publicKey) {
      return found;
    }
    noting.note({ ...WHERE, reason: 'not-understood', message: 'is not the two halves of one key pair' });
    return null;
  }

  async function load(): Promise<PushKeyPair | null> {
    // A failure is not cached: at the next page the database may be back or the row repaired.
    keys ??= await stored();
    return keys;
  }

  return {
    services: config.push.services ?? KNOWN_SERVICES,
    identity: async () => {
      const found = await load();
      return found === null ? null : { ...found, subject: subjectOf(config) };
    },
  };
}

/** Apple's service refuses localhost. */
function subjectOf({ push, publicUrl, mailFrom }: Pick<SidecarConfig, 'push' | 'publicUrl' | 'mailFrom'>): string {
  const { protocol, hostname } = new URL(publicUrl);
  const mail = /<([^<>]+)>$/.exec(mailFrom ?? '')?.[1] ?? mailFrom ?? `vigie@${hostname}`;
  return push.subject ?? (protocol === 'https:' && hostname !== 'localhost' ? publicUrl : `mailto:${mail}`);
}

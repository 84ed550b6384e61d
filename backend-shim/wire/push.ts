/** What Vigie shows push services, and which of them it writes to. */
import { z } from 'zod';
import { answerOf } from '#domain/attempt';
import { makePushKeys, pushKeysFrom } from '../adapters/push-keys.ts';
import type { PushKeyPair } from '../adapters/push-keys.ts';
import { KNOWN_SERVICES } from '../channels/web-push/service.ts';
import type { SidecarConfig } from '../config.ts';
import type { Transact } from '../engine/transact.ts';
import type { PushSettings } from '../ports/push.ts';
import type { Vault } from '../ports/vault.ts';
import { keepFirstPushKeys } from '../store/deliveries/push-keys.ts';
import { readStored } from '../store/stored/json.ts';
import type { Noting } from '../store/stored/unreadable.ts';

const pair = z.object({ publicKey: z.string(), privateKey: z.string() });

export function wirePush(config: Pick<SidecarConfig, 'push' | 'publicUrl' | 'mailFrom'>, vault: Vault, transact: () => Transact, noting: Noting): PushSettings {
  let keys: Promise<PushKeyPair> | null = null;

  async function stored(): Promise<PushKeyPair> {
    const kept = await transact()((work) => keepFirstPushKeys(work, vault.seal(JSON.stringify(makePushKeys()))));
    const read = readStored(pair, answerOf(() => vault.open(kept)) ?? '', { kind: 'meta', id: 'push_keys' });
    if (read.ok) {
      return read.value;
    }
    noting.note(read.unreadable);
    // Others go on; new keys would silence every phone for good, those of a backup do not.
    throw new Error('The key pair for web push cannot be read from the database (meta, push_keys). Put it back from a backup, or delete the row: then every phone must turn notifications on anew.');
  }

  function load(): Promise<PushKeyPair> {
    const given = config.push.key === null ? null : pushKeysFrom(config.push.key);
    // A failure is not remembered: the database may be back at the next page.
    keys ??= given ? Promise.resolve(given) : stored().catch((error: unknown) => {
      keys = null;
      throw error;
    });
    return keys;
  }

  return {
    services: config.push.services ?? KNOWN_SERVICES,
    identity: async () => ({ ...(await load()), subject: subjectOf(config) }),
  };
}

/** Apple's service refuses localhost. */
function subjectOf({ push, publicUrl, mailFrom }: Pick<SidecarConfig, 'push' | 'publicUrl' | 'mailFrom'>): string {
  const { protocol, hostname } = new URL(publicUrl);
  const mail = /<([^<>]+)>$/.exec(mailFrom ?? '')?.[1] ?? mailFrom ?? `vigie@${hostname}`;
  return push.subject ?? (protocol === 'https:' && hostname !== 'localhost' ? publicUrl : `mailto:${mail}`);
}

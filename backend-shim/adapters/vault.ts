/** Seals secrets that the database keeps. */
import { createCipheriv, createDecipheriv, createHmac, createSecretKey, hkdfSync, randomBytes } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { Vault } from '../ports/vault.ts';

const PREFIX = 'sealed:v1:';
const NONCE = 12;
const TAG = 16;

/** The purpose of the key for fingerprints, where the database stores none. */
export const INDEX = 'secret index';

export interface VaultOptions {
  /** The previous key, which stays valid while the key is being replaced; null: there is none. */
  previous?: string | null;
  /** The database's own; by default derived from the key in use. */
  indexKey?: Buffer;
  /** Called at each write; by default, addresses are always sealed. */
  sealsAddresses?: () => boolean;
}

/** AES-256-GCM under keys that HKDF-SHA-256 (RFC 5869) derives from the operator's text. */
export function createVault(
  masterKey: string,
  { previous = null, indexKey, sealsAddresses = () => true }: VaultOptions = {},
): Vault {
  const masters = previous === null ? [masterKey] : [masterKey, previous];
  const keys = (purpose: string) =>
    masters.map((master) => Buffer.from(hkdfSync('sha256', master, 'vigie', purpose, 32)));
  const key = (purpose: string) => keys(purpose)[0] as Buffer;
  // With a key as bytes, each use of it takes Node five times as long.
  const secretKeys = keys('secrets at rest').map((bytes) => createSecretKey(bytes));
  const [sealing, ...older] = secretKeys as [KeyObject, ...KeyObject[]];
  const indexing = createSecretKey(indexKey ?? key(INDEX));
  const openWith = (candidates: readonly KeyObject[], sealed: string): string | null => {
    for (const candidate of candidates) {
      const plain = decrypt(candidate, sealed);
      if (plain !== null) {
        return plain;
      }
    }
    return null;
  };
  return {
    key,
    keys,
    sealsAddresses,
    isSealed: (text) => text.startsWith(PREFIX),
    isCurrent: (sealed) => decrypt(sealing, sealed) !== null,
    opens: (sealed) => openWith([sealing, ...older], sealed) !== null,
    seal: (plain) => {
      const nonce = randomBytes(NONCE);
      const cipher = createCipheriv('aes-256-gcm', sealing, nonce);
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return PREFIX + Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url');
    },
    open: (sealed) => {
      const plain = openWith([sealing, ...older], sealed);
      if (plain === null) {
        throw new Error('a stored secret was sealed with another VIGIE_SECRET_KEY');
      }
      return plain;
    },
    fingerprint: (plain) => createHmac('sha256', indexing).update(plain).digest('base64url'),
  };
}

/** @returns null: sealed with another key, or changed since */
function decrypt(key: KeyObject, sealed: string): string | null {
  const bytes = Buffer.from(sealed.slice(PREFIX.length), 'base64url');
  if (!sealed.startsWith(PREFIX) || bytes.length < NONCE + TAG) {
    return null;
  }
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE));
  decipher.setAuthTag(bytes.subarray(NONCE, NONCE + TAG));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(NONCE + TAG)), decipher.final()]).toString('utf8');
  } catch {
    // GCM reports only that the tag does not match.
    return null;
  }
}

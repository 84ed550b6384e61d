import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import type { Vault } from '../ports/vault.ts';

const PREFIX = 'sealed:v1:';
const NONCE = 12;
const TAG = 16;

/** AES-256-GCM under keys that HKDF-SHA-256 (RFC 5869) derives from the operator's text. */
export function createVault(masterKey: string): Vault {
  const key = (purpose: string) => Buffer.from(hkdfSync('sha256', masterKey, 'vigie', purpose, 32));
  const sealing = key('secrets at rest');
  const indexing = key('secret index');
  return {
    key,
    isSealed: (text) => text.startsWith(PREFIX),
    seal: (plain) => {
      const nonce = randomBytes(NONCE);
      const cipher = createCipheriv('aes-256-gcm', sealing, nonce);
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return PREFIX + Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url');
    },
    open: (sealed) => {
      const bytes = Buffer.from(sealed.slice(PREFIX.length), 'base64url');
      const decipher = createDecipheriv('aes-256-gcm', sealing, bytes.subarray(0, NONCE));
      decipher.setAuthTag(bytes.subarray(NONCE, NONCE + TAG));
      return Buffer.concat([decipher.update(bytes.subarray(NONCE + TAG)), decipher.final()]).toString('utf8');
    },
    fingerprint: (plain) => createHmac('sha256', indexing).update(plain).digest('base64url'),
  };
}

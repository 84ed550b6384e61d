/**
 * Verifies who pressed a button. Mattermost gives each press a trigger for dialogs, signed with a key of its own:
 * base64 of `<id>:<user>:<epoch ms>:<signature>`, where the signature is base64 of ECDSA over SHA-256 in DER, made over
 * everything before it.
 */
import { createPublicKey, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

/** Allows for two clocks that differ and for the time of the request. */
export const MOST_APART_MS = 120_000;

export interface PressTrigger {
  user: string;
  /** Epoch ms, by the server's clock. */
  at: number;
}

/** @returns null: this key did not sign it */
export function readTrigger(trigger: string, key: KeyObject): PressTrigger | null {
  const text = Buffer.from(trigger, 'base64').toString('utf8');
  const end = text.lastIndexOf(':') + 1;
  const signature = Buffer.from(text.slice(end), 'base64');
  if (!verify('sha256', Buffer.from(text.slice(0, end)), key, signature)) {
    return null;
  }
  const [, user = '', at = ''] = text.split(':');
  return { user, at: Number(at) };
}

/**
 * @param text `AsymmetricSigningPublicKey`: base64 of DER (SubjectPublicKeyInfo)
 * @returns null: not a key
 */
export function readKey(text: string): KeyObject | null {
  try {
    const key = createPublicKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'spki' });
    return key.asymmetricKeyType === 'ec' ? key : null;
  } catch {
    return null;
  }
}

/** Computes SHA-256 (FIPS 180-4) of a text, for identifiers that browser and sidecar must make alike and at once. */
import { sha256 as digestOf } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** @returns 64 hexadecimal digits, of the text in UTF-8; half of a surrogate pair counts as U+FFFD */
export function sha256(text: string): string {
  return bytesToHex(digestOf(utf8ToBytes(text)));
}

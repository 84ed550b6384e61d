/** Secrets inside configured objects: encrypted before they are stored, plain only in memory. */
import { hideAddress } from '#domain/notify/address/secret-address';
import type { Vault } from '../ports/vault.ts';
import { mapAddresses, mapSecrets } from '../store/configuration/secret-places.ts';

/**
 * Seals every secret of an opened body, also one that looks sealed: people can type such a text, and it must not be
 * opened for them. A secret that occurs twice is sealed alike, since releases before 0.2 compare addresses as they are stored.
 */
export function sealBody(kind: string, body: unknown, vault: Vault): unknown {
  const seal = once((text) => vault.seal(text));
  const isAlways = vault.sealsAddresses();
  return mapAddresses(kind, mapSecrets(kind, body, seal), (text) =>
    isAlways || vault.isSealed(text) ? seal(text) : text,
  );
}

/** Seals what is not sealed yet in a body as it is stored. @returns the same value if nothing is */
export function sealRest(kind: string, body: unknown, vault: Vault): unknown {
  const seal = once((text) => (vault.isSealed(text) && vault.opens(text) ? text : vault.seal(text)));
  return mapAddresses(kind, mapSecrets(kind, body, seal), seal);
}

function once(seal: (text: string) => string): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    const sealed = known.get(text) ?? seal(text);
    known.set(text, sealed);
    return sealed;
  };
}

/** @throws if the secret was sealed with a key that is not configured */
export function openBody(kind: string, body: unknown, vault: Vault): unknown {
  const open = (text: string) => (vault.isSealed(text) ? vault.open(text) : text);
  return mapAddresses(kind, mapSecrets(kind, body, open), open);
}

/** For a damaged body: secrets that cannot be opened become null. */
export function openWhatCan(kind: string, body: unknown, vault: Vault): unknown {
  return mapSecrets(kind, body, (text) => {
    try {
      return vault.isSealed(text) ? vault.open(text) : text;
    } catch {
      return null;
    }
  });
}

/** The body as it is told to people who read what changed: secrets are write-only, of addresses only the place is shown. */
export function hideSecrets(kind: string, body: unknown): unknown {
  return hideAddresses(kind, body, () => '');
}

const CHANGED = ' (changed)';

/** Both states of an object for the audit log. An address that changed is marked, since its place may be the same. */
export function hideStates(kind: string, before: unknown, after: unknown): { before: unknown; after: unknown } {
  const known = new Set<string>();
  mapAddresses(kind, before, (address) => (known.add(address), address));
  const hasBefore = before !== null && before !== undefined;
  return {
    before: hideSecrets(kind, before),
    after: hideAddresses(kind, after, (address) => (hasBefore && !known.has(address) ? CHANGED : '')),
  };
}

function hideAddresses(kind: string, body: unknown, mark: (address: string) => string): unknown {
  return mapAddresses(
    kind,
    mapSecrets(kind, body, () => null),
    (address) => `${hideAddress(address)}${mark(address)}`,
  );
}

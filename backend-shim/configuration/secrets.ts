/** Secrets inside configured objects: encrypted before they are stored, plain only in memory. */
import type { Vault } from '../ports/vault.ts';
import { mapAddresses, mapSecrets } from '../store/configuration/secret-places.ts';

export function sealBody(kind: string, body: unknown, vault: Vault): unknown {
  // A person may type text that looks sealed; only text that opens is.
  const seal = (text: string) => (vault.isSealed(text) && vault.opens(text) ? text : vault.seal(text));
  const sealed = mapSecrets(kind, body, seal);
  return vault.sealsAddresses() ? mapAddresses(kind, sealed, seal) : sealed;
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

/** The body as people see it: secrets are write-only. */
export function hideSecrets(kind: string, body: unknown): unknown {
  return mapAddresses(
    kind,
    mapSecrets(kind, body, () => null),
    hideAddress,
  );
}

/** Enough to tell one from another: `https://hooks.example.com/…`. */
function hideAddress(address: string): string {
  const url = URL.parse(address);
  return url === null ? '…' : `${url.origin}/…`;
}

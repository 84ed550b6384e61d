/** Secrets inside configured objects: encrypted before they are stored, plain only in memory. */
import type { Vault } from '../ports/vault.ts';

/** Where secrets are, by kind; `*` is every item or every field. */
const SECRET_PATHS: Record<string, ReadonlyArray<readonly string[]>> = {
  users: [['contactMethods', '*', 'secret']],
  profiles: [['contactMethods', '*', 'secret']],
  // The address too: whoever knows it and the keys can write to the phone.
  devices: [['to'], ['secret']],
  channels: [['secrets', '*']],
  calendars: [['url']],
  integrations: [['token'], ['hmac', 'secret'], ['sync', 'token'], ['sync', 'password'], ['oldTokens', '*', 'token']],
};

export function sealBody(kind: string, body: unknown, vault: Vault): unknown {
  return mapSecrets(kind, body, (text) => (vault.isSealed(text) ? text : vault.seal(text)));
}

export function openBody(kind: string, body: unknown, vault: Vault): unknown {
  return mapSecrets(kind, body, (text) => (vault.isSealed(text) ? vault.open(text) : text));
}

/** What people may see: secrets are write-only. */
export function hideSecrets(kind: string, body: unknown): unknown {
  return mapSecrets(kind, body, () => null);
}

function mapSecrets(kind: string, body: unknown, change: (text: string) => string | null): unknown {
  return (SECRET_PATHS[kind] ?? []).reduce((value, path) => mapPath(value, path, change), body);
}

function mapPath(value: unknown, path: readonly string[], change: (text: string) => string | null): unknown {
  const [step, ...rest] = path;
  if (step === undefined) {
    return typeof value === 'string' ? change(value) : value;
  }
  if (Array.isArray(value)) {
    return step === '*' ? value.map((item) => mapPath(item, rest, change)) : value;
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const entries = Object.entries(value).map(([key, inner]) => [key, step === '*' || step === key ? mapPath(inner, rest, change) : inner] as const);
  return Object.fromEntries(entries);
}

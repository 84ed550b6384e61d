/** Defines the port for the public keys with which Grafana signs identities (a JWK Set, RFC 7517 §5). */
export interface SigningKey {
  kid?: string;
  kty?: string;
  [member: string]: unknown;
}

/** `reason` is for the operator. */
export type FetchedKeys = { ok: true; keys: SigningKey[] } | { ok: false; reason: string };

export interface SigningKeys {
  fetch(): Promise<FetchedKeys>;
}

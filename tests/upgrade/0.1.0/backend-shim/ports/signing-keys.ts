/** The public keys with which Grafana signs who is asking (a JWK Set, RFC 7517 §5). */
export interface SigningKey {
  kid?: string;
  kty?: string;
  [member: string]: unknown;
}

/** `reason` is for the person who operates Vigie. */
export type FetchedKeys = { ok: true; keys: SigningKey[] } | { ok: false; reason: string };

export interface SigningKeys {
  fetch(): Promise<FetchedKeys>;
}

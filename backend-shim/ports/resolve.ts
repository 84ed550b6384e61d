/**
 * Defines the port that resolves a host set by an Admin to addresses that may be reached, for channels with their own
 * protocol.
 */
type ResolvedHost =
  { ok: true; addresses: readonly string[] } | { ok: false; kind: 'network' | 'refused-address'; detail: string };

export type ResolveHost = (host: string) => Promise<ResolvedHost>;

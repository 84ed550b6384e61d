/** For channels with a protocol of their own: from a host that an Admin named to addresses that may be reached. */
export type Resolved =
  { ok: true; addresses: readonly string[] } | { ok: false; kind: 'network' | 'refused-address'; detail: string };

export type ResolveHost = (host: string) => Promise<Resolved>;

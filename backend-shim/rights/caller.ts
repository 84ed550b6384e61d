/** The caller of a request. */
import type { TokenScope } from '#contract/people/token';
import type { Actor } from '#domain/incident/model';

export type CallerRole = 'Viewer' | 'Editor' | 'Admin';

export interface Caller {
  /** A person from Grafana, or a script with a token. */
  kind: 'person' | 'script';
  /** Login or name of the token; the administrator's token is `api`. */
  name: string;
  /** Id of an API token, since several tokens may share a name. */
  tokenId?: string;
  /** Grafana's uid of a service account or an anonymous visitor, which Vigie does not store. */
  guest?: string;
  /** Of an anonymous visitor, the nearest address that Grafana passes on: who is nearer than that, nobody knows. */
  from?: string;
  role: CallerRole;
  /** The caller's Vigie teams. */
  teams: readonly string[];
  /** Scopes of an API token; null if not limited. */
  scopes: readonly TokenScope[] | null;
  /** True for anonymous visitors of Grafana. */
  readOnly: boolean;
}

/** Tokens and service accounts are keyed by id, so that two scripts with the same name do not block each other. */
export function keyOf(caller: Caller | null): string {
  const account = caller?.guest === undefined ? null : `guest ${caller.guest}`;
  return caller?.tokenId === undefined ? (account ?? `${caller?.kind} ${caller?.name}`) : `token ${caller.tokenId}`;
}

/** Those who share one identity, and so their limits, too. */
export const ALL_VISITORS = 'anonymous visitors';

/** @returns the key of one anonymous visitor; null: the caller is somebody */
export function visitorKeyOf(caller: Caller | null): string | null {
  return caller?.from === undefined ? null : `anonymous visitor from ${caller.from}`;
}

export function actorOf(caller: Caller): Actor {
  return {
    name: caller.name,
    kind: caller.kind === 'person' ? 'person' : 'script',
    via: caller.kind === 'person' ? 'grafana' : 'api',
  };
}

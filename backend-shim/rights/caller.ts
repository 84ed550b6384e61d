/** Who is asking. */
import type { TokenScope } from '#contract/people/token';
import type { Actor } from '#domain/incident/model';

export type CallerRole = 'Viewer' | 'Editor' | 'Admin';

export interface Caller {
  /** A person from Grafana, or a script with a token. */
  kind: 'person' | 'script';
  /** Login, or the token's name; the administrator's token is `api`. */
  name: string;
  /** Of an API token: several may have one name. */
  tokenId?: string;
  /** Grafana's uid of a service account or an anonymous visitor: somebody whom Vigie keeps nothing about. */
  guest?: string;
  role: CallerRole;
  /** Vigie teams the caller belongs to. */
  teams: readonly string[];
  /** Scopes of an API token; null: not limited. */
  scopes: readonly TokenScope[] | null;
  /** Anonymous visitors of Grafana. */
  readOnly: boolean;
}

/** Of tokens and service accounts their id: two scripts whose tokens have one name must not stop each other. */
export function keyOf(caller: Caller | null): string {
  const account = caller?.guest === undefined ? null : `guest ${caller.guest}`;
  return caller?.tokenId === undefined ? (account ?? `${caller?.kind} ${caller?.name}`) : `token ${caller.tokenId}`;
}

export function actorOf(caller: Caller): Actor {
  return {
    name: caller.name,
    kind: caller.kind === 'person' ? 'person' : 'script',
    via: caller.kind === 'person' ? 'grafana' : 'api',
  };
}

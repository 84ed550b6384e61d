/**
 * Who is asking: `VIGIE_API_TOKEN` alone is the administrator `api`; the same token with anything that
 * only Grafana's proxy adds is a person; other tokens are scripts with scopes.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { Scope } from '#contract/token';
import type { Authenticate, Caller, Role } from './caller.ts';
import { HttpError } from './errors.ts';

const ADMINISTRATOR: Caller = { kind: 'script', name: 'api', role: 'Admin', teams: [], scopes: null, readOnly: false };

/** As the identity stage answers. */
export interface GrafanaPerson {
  kind: 'user' | 'service-account' | 'anonymous';
  uid: string;
  login: string;
  name: string | null;
  email: string | null;
  role: Role;
  teams: number[];
}

export interface AuthenticateDeps {
  apiToken: string;
  /** null: verified, or believed where there is nothing to verify with. */
  identify(headers: { id: string | null; context: string | null }): Promise<{ ok: true; identity: GrafanaPerson } | { ok: false; code: 'unknown' | 'foreign'; reason: string }>;
  recognise(identity: GrafanaPerson): Promise<{ ok: true; login: string } | { ok: false; reason: string }>;
  checkToken(plain: string): Promise<{ ok: true; token: { id: string; name: string; scopes: Scope[] } } | { ok: false; reason: 'unknown' | 'expired' }>;
  /** Vigie teams of a login, and those that correspond to these Grafana teams. */
  teamsOf(login: string, grafanaTeams: readonly number[]): string[];
}

const TOKEN_REFUSALS = {
  unknown: 'This token is not known. Use the sidecar’s VIGIE_API_TOKEN, or make an API token in Vigie.',
  expired: 'This API token has expired. Make a new one.',
};

export function authenticateWith(deps: AuthenticateDeps): Authenticate {
  return async (request) => {
    const token = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    if (token === undefined) {
      throw new HttpError('unauthorized', 'Say who is asking: Authorization: Bearer <token>.');
    }
    if (sameText(token, deps.apiToken)) {
      return comesFromGrafana(request) ? person(deps, request) : ADMINISTRATOR;
    }
    const known = await deps.checkToken(token);
    if (!known.ok) {
      throw new HttpError('unauthorized', TOKEN_REFUSALS[known.reason]);
    }
    const { id, name, scopes } = known.token;
    return { kind: 'script', name, tokenId: id, role: 'Viewer', teams: [], scopes, readOnly: false };
  };
}

/** Any trace of Grafana's proxy makes it a person's request: it never falls back to the administrator. */
function comesFromGrafana({ headers }: FastifyRequest): boolean {
  const via = [headers.via ?? []].flat().join(',');
  return Object.keys(headers).some((name) => name.startsWith('x-grafana-')) || /grafana/i.test(via);
}

async function person(deps: AuthenticateDeps, { headers }: FastifyRequest): Promise<Caller> {
  const one = (name: string) => [headers[name] ?? []].flat()[0] ?? null;
  const who = await deps.identify({ id: one('x-grafana-id'), context: one('x-grafana-context') });
  if (!who.ok) {
    throw new HttpError(who.code === 'foreign' ? 'forbidden' : 'unauthorized', who.reason);
  }
  const { identity } = who;
  if (identity.kind !== 'user') {
    return { kind: 'script', name: identity.kind === 'anonymous' ? 'anonymous' : identity.login || identity.uid, role: 'Viewer', teams: [], scopes: null, readOnly: true };
  }
  const bound = await deps.recognise(identity);
  if (!bound.ok) {
    throw new HttpError('unauthorized', bound.reason);
  }
  return { kind: 'person', name: bound.login, role: identity.role, teams: deps.teamsOf(bound.login, identity.teams), scopes: null, readOnly: false };
}

/** In constant time, also for different lengths. */
export function sameText(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

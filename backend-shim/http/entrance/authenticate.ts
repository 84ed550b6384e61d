/**
 * Identifies the caller by the path of the request. On Grafana's plugin route the caller is a person, a service account
 * or nobody: a browser can make Grafana's proxy drop every header that names the person, so neither the plugin's token
 * nor the API token means anything there by itself.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import { isIP } from 'node:net';
import type { FastifyRequest } from 'fastify';
import type { ErrorReason } from '#contract/errors';
import type { IdentityFailure } from '#contract/reasons/data';
import { TIME_ZONE } from '#contract/time/time-zone-header';
import type { TokenScope } from '#contract/people/token';
import type { Caller, CallerRole } from '../../rights/caller.ts';
import type { AuthenticateRequest } from './request-caller.ts';
import { HttpError } from '../errors.ts';

const ADMINISTRATOR: Caller = { kind: 'script', name: 'api', role: 'Admin', teams: [], scopes: null, readOnly: false };

/** A Grafana identity as the identity stage returns it. */
interface AssertedIdentity {
  kind: 'user' | 'service-account' | 'anonymous';
  uid: string;
  login: string;
  name: string | null;
  email: string | null;
  role: CallerRole;
  teams: number[];
}

type IdentifyResult =
  | { ok: true; identity: AssertedIdentity }
  | { ok: false; code: 'unknown'; why: IdentityFailure; message: string }
  | { ok: false; code: 'foreign'; orgs: readonly number[]; message: string };
type RecogniseResult =
  { ok: true; login: string } | { ok: false; reason: 'login-taken' | 'login-unusable'; login: string; message: string };

export interface AuthenticateDeps {
  /** All of these tokens are valid, so that a token can be replaced while the old one is in use. */
  apiTokens: readonly string[];
  pluginTokens: readonly string[];
  /** Resolves once the loaded configuration is as new as the database's: asked for whoever has a token. */
  fresh(): Promise<unknown>;
  /** Returns a verified identity, or an unverified one if there is nothing to verify it with. */
  identify(headers: { id: string | null; context: string | null }): Promise<IdentifyResult>;
  /** @param timeZone time zone of the browser; used only when the person is seen for the first time */
  recognise(identity: AssertedIdentity, timeZone: string | null): Promise<RecogniseResult>;
  checkToken(
    plain: string,
  ): Promise<
    | { ok: true; token: { id: string; name: string; scopes: TokenScope[] } }
    | { ok: false; reason: 'unknown' | 'expired' }
    | { ok: false; reason: 'unreadable'; id: string }
  >;
  /** The Vigie teams of a login and those that correspond to the Grafana teams. A null login has no Vigie account. */
  teamsOf(login: string | null, grafanaTeams: readonly number[]): string[];
  /** Whether an Admin of Vigie or a file disabled this person. */
  isDisabled(login: string): boolean;
  /** Whether a person, the administrator's token or the provisioning files already use this name. */
  isNameTaken(name: string): boolean;
}

/** One authenticator for each entry point. */
export interface Authenticators {
  /** `/api`, for scripts. */
  scripts: AuthenticateRequest;
  /** `/grafana/api`, for Grafana's plugin route. */
  plugin: AuthenticateRequest;
}

export function authenticateWith(deps: AuthenticateDeps): Authenticators {
  const known = { api: deps.apiTokens.map(digestOf), plugin: deps.pluginTokens.map(digestOf) };
  return { scripts: (request) => script(deps, known, request), plugin: (request) => visitor(deps, known, request) };
}

/** Digests of the tokens of the settings. */
interface KnownTokens {
  api: readonly Buffer[];
  plugin: readonly Buffer[];
}

function refused(why: ErrorReason, message: string): HttpError {
  return new HttpError('unauthorized', message, [], why);
}

function tokenOf({ headers }: FastifyRequest): string {
  const token = /^Bearer\s+(\S+)$/i.exec(headers.authorization ?? '')?.[1];
  if (token === undefined) {
    throw refused({ reason: 'token-missing' }, 'Say who is asking: Authorization: Bearer <token>.');
  }
  return token;
}

/** Compares every token, so that the response time does not reveal which one matched. */
function isOneOf(tokens: readonly Buffer[], token: Buffer): boolean {
  return tokens.map((one) => timingSafeEqual(token, one)).includes(true);
}

async function script(deps: AuthenticateDeps, tokens: KnownTokens, request: FastifyRequest): Promise<Caller> {
  const token = tokenOf(request);
  const digest = digestOf(token);
  if (isOneOf(tokens.plugin, digest)) {
    throw refused(
      { reason: 'plugin-token' },
      'This is the plugin’s token, which opens nothing on /api. Where Grafana sent this request, it runs an older version of the plugin: update the plugin and restart Grafana. Scripts use an API token made in Vigie.',
    );
  }
  if (isOneOf(tokens.api, digest)) {
    if (isForwarded(request)) {
      throw refused(
        { reason: 'forwarded' },
        'VIGIE_API_TOKEN does not work through a proxy. Where Grafana sent this request, it runs an older version of the plugin: update the plugin and restart Grafana. Scripts behind a proxy use an API token made in Vigie (POST /api/v1/tokens).',
      );
    }
    await deps.fresh();
    return ADMINISTRATOR;
  }
  const known = await deps.checkToken(token);
  if (!known.ok && known.reason === 'unreadable') {
    throw new HttpError(
      'unavailable',
      'What this API token may do cannot be read from the database, so it may do nothing. An Admin saves it anew, or makes another.',
      [],
      { reason: 'object-unreadable', data: { kind: 'tokens', id: known.id, field: 'scopes' } },
    );
  }
  if (!known.ok) {
    throw known.reason === 'expired'
      ? refused({ reason: 'token-expired' }, 'This API token has expired. Make a new one.')
      : refused(
          { reason: 'token-unknown' },
          'This token is not known. Use the sidecar’s VIGIE_API_TOKEN, or make an API token in Vigie.',
        );
  }
  await deps.fresh();
  const { id, name, scopes } = known.token;
  return { kind: 'script', name, tokenId: id, role: 'Viewer', teams: [], scopes, readOnly: false };
}

/**
 * Grafana's proxy sets `X-Forwarded-For` after it drops the headers that a browser lists in `Connection`. The other
 * headers arrive only through a proxy that does not drop them.
 */
function isForwarded({ headers }: FastifyRequest): boolean {
  const via = [headers.via ?? []].flat().join(',');
  return (
    Object.keys(headers).some(
      (name) => name === 'x-forwarded-for' || name === 'forwarded' || name.startsWith('x-grafana-'),
    ) || /grafana/i.test(via)
  );
}

async function visitor(deps: AuthenticateDeps, tokens: KnownTokens, request: FastifyRequest): Promise<Caller> {
  if (!isOneOf([...tokens.plugin, ...tokens.api], digestOf(tokenOf(request)))) {
    throw refused(
      { reason: 'plugin-token-wrong' },
      'This token is not the plugin’s. Put the sidecar’s VIGIE_PLUGIN_TOKEN into the plugin’s settings in Grafana; where none was set, it is in data/plugin-token. Scripts ask on /api.',
    );
  }
  await deps.fresh();
  const one = (name: string) => [request.headers[name] ?? []].flat()[0] ?? null;
  const who = await deps.identify({ id: one('x-grafana-id'), context: one('x-grafana-context') });
  if (!who.ok) {
    throw who.code === 'foreign'
      ? new HttpError('forbidden', who.message, [], {
          reason: 'identity-foreign',
          data: { orgs: who.orgs.map(String) },
        })
      : refused({ reason: 'identity-unknown', data: { why: who.why } }, who.message);
  }
  const { identity } = who;
  return identity.kind === 'user' ? person(deps, identity, one(TIME_ZONE)) : guest(deps, identity, nearestOf(request));
}

async function person(deps: AuthenticateDeps, identity: AssertedIdentity, timeZone: string | null): Promise<Caller> {
  const bound = await deps.recognise(identity, timeZone);
  if (!bound.ok) {
    throw refused({ reason: bound.reason, data: { login: bound.login } }, bound.message);
  }
  if (deps.isDisabled(bound.login)) {
    throw new HttpError(
      'forbidden',
      `${bound.login} is disabled in Vigie. An Admin can enable them again under People.`,
      [],
      { reason: 'person-disabled' },
    );
  }
  return {
    kind: 'person',
    name: bound.login,
    role: identity.role,
    teams: deps.teamsOf(bound.login, identity.teams),
    scopes: null,
    readOnly: false,
  };
}

/** A service account or an anonymous visitor. Neither can be paged, so neither is stored as a user. */
function guest(
  deps: AuthenticateDeps,
  { kind, uid, login, name, role, teams }: AssertedIdentity,
  from: string,
): Caller {
  if (kind === 'anonymous') {
    const nothing = { role: 'Viewer', teams: [], scopes: null, readOnly: true } as const;
    return { kind: 'script', name: 'anonymous', guest: uid, from, ...nothing };
  }
  // The name is free text and could be mistaken in a timeline for the person of that name.
  const shown =
    [name, login].find((one) => one !== null && one !== '' && !deps.isNameTaken(one)) ?? `service account ${uid}`;
  return {
    kind: 'script',
    name: shown,
    guest: uid,
    role,
    teams: deps.teamsOf(null, teams),
    scopes: null,
    readOnly: false,
  };
}

/**
 * Grafana appends the address that connected to it to what it was sent, so that only the last one is none that a browser
 * can choose. Behind a proxy it is that of the proxy.
 */
function nearestOf({ headers, ip }: FastifyRequest): string {
  const last = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',').at(-1)?.trim() ?? '';
  return isIP(last) === 0 ? ip : last;
}

/** Compares in constant time, also for different lengths. */
export function sameText(a: string, b: string): boolean {
  return timingSafeEqual(digestOf(a), digestOf(b));
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

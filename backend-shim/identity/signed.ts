/**
 * Verifies `X-Grafana-Id`, the identity signed by Grafana (ES256, ten minutes). Nothing in it counts before signature,
 * expiry, organisation and type are checked.
 */
import { decodeProtectedHeader, errors, importJWK, jwtVerify } from 'jose';
import type { JWK, JWTPayload } from 'jose';
import type { Clock } from '../ports/clock.ts';
import type { SigningKey } from '../ports/signing-keys.ts';
import { readContext } from './context.ts';
import type { GrafanaContext } from './context.ts';
import { foreign, isRole, roleOf, unknownCaller } from './grafana.ts';
import type { GrafanaHeaders, IdentifyCaller, IdentityResult, NotIdentified } from './grafana.ts';
import type { GrafanaKeys } from './keys.ts';

/** Seconds that the clocks of Grafana and of this machine may differ. */
const TOLERANCE_S = 30;
/** Tokens whose verification is remembered, and characters of the longest of them: two megabytes at most. */
const MOST_KEPT = 500;
const LONGEST_KEPT = 4096;

export interface SignedDeps {
  keys: GrafanaKeys;
  /** The machine's clock, since the signatures are foreign. */
  clock: Pick<Clock, 'machine'>;
  orgs: readonly number[];
}

export function verifySigned(deps: SignedDeps): IdentifyCaller {
  const verified = new VerifiedTokens();
  return async (headers) => {
    if (headers.id === null) {
      return unknownCaller(
        'no-identity',
        'Grafana sent no X-Grafana-Id. Use Vigie through its plugin in Grafana; a proxy in between must hand this header on.',
      );
    }
    const claims = await verify(deps, verified, headers.id);
    return 'why' in claims ? claims : identityOf(deps.orgs, claims.payload, headers);
  };
}

type VerifiedToken = { payload: JWTPayload } | Extract<NotIdentified, { code: 'unknown' }>;

async function verify({ keys, clock }: SignedDeps, verified: VerifiedTokens, token: string): Promise<VerifiedToken> {
  const header = headerOf(token);
  if (header?.alg !== 'ES256' || textOf(header.typ)?.toLowerCase() !== 'jwt' || textOf(header.kid) === null) {
    return unsigned('X-Grafana-Id is not an identity that Grafana signs.');
  }
  const found = await keys.find(header.kid ?? '');
  if (!found.ok) {
    return { ok: false, code: 'unknown', why: found.why, message: found.message };
  }
  const known = verified.find(token, found.key, clock.machine());
  if (known !== null) {
    return { payload: known };
  }
  try {
    const { payload } = await jwtVerify(token, await imported(found.key), {
      algorithms: ['ES256'],
      clockTolerance: TOLERANCE_S,
      currentDate: new Date(clock.machine()),
      requiredClaims: ['exp', 'sub', 'aud'],
    });
    verified.keep(token, found.key, payload);
    return { payload };
  } catch (error) {
    return adviceFor(error);
  }
}

/**
 * Grafana sends the same token for minutes, and a signature takes as long to verify as everything else that a small request
 * asks for. What was verified holds for the same key object, so never beyond the next fetch of keys.
 */
class VerifiedTokens {
  readonly #known = new Map<string, { key: SigningKey; payload: JWTPayload }>();

  /** @param now ms. @returns null: to be verified */
  find(token: string, key: SigningKey, now: number): JWTPayload | null {
    const known = this.#known.get(token);
    return known?.key === key && isInTime(known.payload, now) ? known.payload : null;
  }

  keep(token: string, key: SigningKey, payload: JWTPayload): void {
    if (token.length > LONGEST_KEPT) {
      return;
    }
    const [oldest] = this.#known.keys();
    if (oldest !== undefined && this.#known.size >= MOST_KEPT) {
      this.#known.delete(oldest);
    }
    this.#known.set(token, { key, payload });
  }
}

function isInTime({ exp, nbf }: JWTPayload, now: number): boolean {
  const seconds = Math.floor(now / 1000);
  return exp !== undefined && exp > seconds - TOLERANCE_S && (nbf ?? 0) <= seconds + TOLERANCE_S;
}

const importedKeys = new WeakMap<SigningKey, ReturnType<typeof importJWK>>();

/** A key takes as long to import as a signature to verify, and each request brings one. */
function imported(key: SigningKey): ReturnType<typeof importJWK> {
  const known = importedKeys.get(key) ?? importJWK(key as JWK, 'ES256');
  importedKeys.set(key, known);
  return known;
}

function headerOf(token: string) {
  try {
    return decodeProtectedHeader(token);
  } catch {
    // Not a token at all; the caller reports it.
    return null;
  }
}

function unsigned(message: string): Extract<NotIdentified, { code: 'unknown' }> {
  return { ok: false, code: 'unknown', why: 'not-signed', message };
}

function adviceFor(error: unknown): Extract<NotIdentified, { code: 'unknown' }> {
  if (error instanceof errors.JWTExpired) {
    return {
      ok: false,
      code: 'unknown',
      why: 'expired',
      message:
        'The identity that Grafana signed has expired. Reload the page; if it happens again, compare the clocks of Grafana and of the sidecar.',
    };
  }
  if (error instanceof errors.JWTClaimValidationFailed && error.claim === 'nbf') {
    return {
      ok: false,
      code: 'unknown',
      why: 'not-yet-valid',
      message: 'The identity that Grafana signed is not valid yet. Compare the clocks of Grafana and of the sidecar.',
    };
  }
  return unsigned('The signature of X-Grafana-Id is not Grafana’s.');
}

function identityOf(orgs: readonly number[], payload: JWTPayload, headers: GrafanaHeaders): IdentityResult {
  // A signature says nothing of types: every claim is looked at as what it may be.
  const audience = [payload.aud as unknown].flat().flatMap((one) => textOf(one) ?? []);
  if (textOf(payload.sub) === null) {
    return unsigned('X-Grafana-Id is not an identity that Grafana signs.');
  }
  if (!orgs.some((org) => audience.includes(`org:${org}`))) {
    return audience.some((one) => one.startsWith('org:'))
      ? foreign(orgs)
      : unknownCaller('wrong-audience', 'The identity was signed for something else than a Grafana organisation.');
  }
  const { type } = payload;
  if (type !== 'user' && type !== 'service-account' && type !== 'anonymous') {
    return unknownCaller(
      'wrong-kind',
      'This kind of Grafana identity cannot use Vigie: it must be a user, a service account or anonymous.',
    );
  }
  const uid = textOf(payload['identifier']) ?? textOf(payload.sub) ?? '';
  const signedLogin = textOf(payload['username']) ?? '';
  if (type === 'user' && signedLogin === '') {
    return unknownCaller('no-user', 'The identity that Grafana signed names no login.');
  }
  const context = ownContext(readContext(headers.context), uid, signedLogin);
  const role = isRole(payload['role']) ? payload['role'] : context?.role;
  // Grafana signs no name for a service account; the context only adds one for display.
  const isAccount = type === 'service-account';
  const login = isAccount ? (context?.login ?? '') : signedLogin;
  const name = textOf(payload['name']) ?? (isAccount ? (context?.name ?? null) : null);
  return {
    ok: true,
    identity: {
      kind: type,
      uid,
      login,
      name,
      email: textOf(payload['email']),
      role: roleOf(role),
      teams: context?.teams ?? [],
    },
  };
}

/** @returns null: empty, or no text */
function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** The unsigned context may only add to the verified person. */
function ownContext(context: GrafanaContext | null, uid: string, login: string): GrafanaContext | null {
  return context && (context.uid === uid || (login !== '' && context.login === login)) ? context : null;
}

/** Creates API tokens, finds them by their keyed hash, and removes expired ones. */
import type { ProblemReason } from '#contract/reasons/problems';
import type { Refusal as Why } from '#contract/reasons/refusals';
import type { ApiTokenWire, NewToken, TokenScope } from '#contract/people/token';
import { DAY } from '#domain/time/duration';
import type { Directory } from '../ports/directory.ts';
import { writeAudit } from '../store/access/audit.ts';
import { scopesOf, TOKENS } from '../store/access/stored-access.ts';
import { findToken, insertToken, markTokenUsed, readToken, removeToken, updateToken } from '../store/access/tokens.ts';
import type { TokenTable } from '../store/schema/access.ts';
import type { UnreadableReporter } from '../store/stored/unreadable.ts';
import type { Db } from '../store/store.ts';
import type { Work } from '../store/work.ts';

const PREFIX = 'vigie_';
const BYTES = 32;
const USUAL_LIFE = 365 * DAY;
const LONGEST_LIFE = 5 * 366 * DAY;
/** The precision of `lastUsedAt`, in ms. */
const USED_EVERY = 60_000;

export type TokenRefused = {
  ok: false;
  code: 'validation' | 'not-found' | 'conflict';
  path: string;
  message: string;
  why: Why;
  problem?: ProblemReason;
};
export type TokenSaved = { ok: true; row: TokenTable };

export function tokenBody(row: TokenTable, noting: UnreadableReporter): ApiTokenWire {
  const iso = (at: number) => new Date(at).toISOString();
  return {
    id: row.id,
    name: row.name,
    scopes: scopesOf(row, noting) ?? [],
    createdAt: iso(row.created_at),
    createdBy: row.created_by,
    expiresAt: iso(row.expires_at ?? 0),
    lastUsedAt: row.last_used_at === null ? null : iso(row.last_used_at),
    version: row.version,
  };
}

export async function createToken(
  work: Work,
  fingerprint: (plain: string) => string,
  body: NewToken,
  actor: string,
): Promise<(TokenSaved & { token: string }) | TokenRefused> {
  const expires = expiryOf(body, work.now);
  if (typeof expires !== 'number') {
    return expires;
  }
  if (isTaken(work.directory, body.name)) {
    return TAKEN;
  }
  const token = PREFIX + work.ids.secret(BYTES);
  const row: TokenTable = {
    id: work.ids.next(),
    name: body.name,
    hash: fingerprint(token),
    scopes: JSON.stringify(body.scopes),
    created_at: work.now,
    created_by: actor,
    expires_at: expires,
    last_used_at: null,
    version: 1,
  };
  await insertToken(work, row);
  await writeAudit(work, [
    { actor, action: 'create', kind: 'tokens', subject: row.id, before: null, after: tokenBody(row, work.unreadable) },
  ]);
  return { ok: true, row, token };
}

/** Actors besides people: the administrator's token, the files, Vigie itself, anonymous visitors of Grafana. */
const OTHERS = ['api', 'files', 'vigie', 'anonymous'];
const TAKEN: TokenRefused = {
  ok: false,
  code: 'validation',
  path: 'name',
  message: 'is the name of somebody else who acts: in timelines and in the audit log nobody could tell them apart',
  why: { reason: 'invalid' },
  problem: { reason: 'name-taken' },
};

/** Whether the name belongs to another actor. */
export function isTaken(directory: Pick<Directory, 'responders'>, name: string): boolean {
  return [...OTHERS, ...directory.responders.keys()].some((one) => one.toLowerCase() === name.trim().toLowerCase());
}

function expiryOf({ expiresAt }: NewToken, now: number): number | TokenRefused {
  const expires = expiresAt === undefined ? now + USUAL_LIFE : Date.parse(expiresAt);
  if (expires <= now || expires > now + LONGEST_LIFE) {
    return {
      ok: false,
      code: 'validation',
      path: 'expiresAt',
      message: 'must be in the future, at most five years ahead',
      why: { reason: 'invalid' },
      problem: { reason: 'within', data: { max: '5y' } },
    };
  }
  return expires;
}

export interface TokenEdit {
  id: string;
  ifVersion: number | null;
  actor: string;
}

async function findEditable(work: Work, { id, ifVersion }: TokenEdit): Promise<TokenTable | TokenRefused> {
  const row = await readToken(work.tx, id);
  if (!row) {
    return {
      ok: false,
      code: 'not-found',
      path: '',
      message: `There is no token ${id}.`,
      why: { reason: 'no-such', data: { kind: 'token', id } },
    };
  }
  return ifVersion !== null && ifVersion !== row.version
    ? {
        ok: false,
        code: 'conflict',
        path: '',
        message: 'The token has changed since you loaded it. Load it again and look before you save.',
        why: { reason: 'stale' },
      }
    : row;
}

/** A token keeps its secret: only name, scopes and expiry change. */
export async function changeToken(work: Work, edit: TokenEdit, body: NewToken): Promise<TokenSaved | TokenRefused> {
  const before = await findEditable(work, edit);
  if ('ok' in before) {
    return before;
  }
  const expires = body.expiresAt === undefined ? (before.expires_at ?? work.now) : expiryOf(body, work.now);
  if (typeof expires !== 'number') {
    return expires;
  }
  if (body.name !== before.name && isTaken(work.directory, body.name)) {
    return TAKEN;
  }
  const row: TokenTable = {
    ...before,
    name: body.name,
    scopes: JSON.stringify(body.scopes),
    expires_at: expires,
    version: before.version + 1,
  };
  await updateToken(work, row);
  await writeAudit(work, [
    {
      actor: edit.actor,
      action: 'change',
      kind: 'tokens',
      subject: row.id,
      before: tokenBody(before, work.unreadable),
      after: tokenBody(row, work.unreadable),
    },
  ]);
  return { ok: true, row };
}

export async function deleteToken(work: Work, edit: TokenEdit): Promise<{ ok: true } | TokenRefused> {
  const before = await findEditable(work, edit);
  if ('ok' in before) {
    return before;
  }
  await removeToken(work, edit.id);
  const shown = tokenBody(before, work.unreadable);
  work.unreadable.clear({ ...TOKENS, id: edit.id });
  await writeAudit(work, [
    { actor: edit.actor, action: 'delete', kind: 'tokens', subject: edit.id, before: shown, after: null },
  ]);
  return { ok: true };
}

interface KnownToken {
  id: string;
  name: string;
  scopes: TokenScope[];
}

export type TokenCheck =
  | { ok: true; token: KnownToken }
  | { ok: false; reason: 'unknown' | 'expired' }
  | { ok: false; reason: 'unreadable'; id: string };

export interface TokenCheckDeps {
  read: Db;
  fingerprint(plain: string): string;
  now(): Promise<number>;
  transact<T>(work: (work: Work) => Promise<T>): Promise<T>;
  noting: UnreadableReporter;
}

export async function checkToken(deps: TokenCheckDeps, plain: string): Promise<TokenCheck> {
  const row = plain.startsWith(PREFIX) ? await findToken(deps.read, deps.fingerprint(plain)) : null;
  if (!row) {
    return { ok: false, reason: 'unknown' };
  }
  const now = await deps.now();
  if (row.expires_at === null || row.expires_at <= now) {
    return { ok: false, reason: 'expired' };
  }
  const scopes = scopesOf(row, deps.noting);
  if (scopes === null) {
    return { ok: false, reason: 'unreadable', id: row.id };
  }
  if (row.last_used_at === null || Math.abs(now - row.last_used_at) >= USED_EVERY) {
    await deps.transact((work) => markTokenUsed(work, row.id));
  }
  return { ok: true, token: { id: row.id, name: row.name, scopes } };
}

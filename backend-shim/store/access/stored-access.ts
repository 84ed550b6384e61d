/** Reads the stored JSON of API tokens and of the audit log. */
import { z } from 'zod';
import { SCOPES } from '#contract/people/token';
import type { TokenScope } from '#contract/people/token';
import type { AuditTable, TokenTable } from '../schema/access.ts';
import { parseOr, readOr } from '../stored/json.ts';
import type { UnreadableReporter } from '../stored/unreadable.ts';

/** The place that problems with a token's scopes name. */
export const TOKENS = { kind: 'tokens', field: 'scopes' };

/**
 * null if the scopes cannot be read; the token then grants nothing. Scopes of later releases are left out; every scope
 * includes reading.
 */
export function scopesOf(
  { id, scopes }: Pick<TokenTable, 'id' | 'scopes'>,
  noting: UnreadableReporter,
): TokenScope[] | null {
  const given = readOr(z.array(z.string()).min(1), scopes, { ...TOKENS, id }, noting, null);
  return given && SCOPES.filter((scope) => given.includes(scope));
}

/** The state before or after the change; the text itself if it is not JSON. */
export function auditState(
  row: Pick<AuditTable, 'id' | 'before' | 'after'>,
  field: 'before' | 'after',
  noting: UnreadableReporter,
): unknown {
  const text = row[field];
  return text === null ? null : parseOr(text, { kind: 'audit', id: row.id, field }, noting, text);
}

/** What of tokens and of the audit log is kept as JSON. */
import { z } from 'zod';
import { SCOPES } from '#contract/people/token';
import type { TokenScope } from '#contract/people/token';
import type { AuditTable, TokenTable } from '../schema/access.ts';
import { parseOr, readOr } from '../stored/json.ts';
import type { UnreadableReporter } from '../stored/unreadable.ts';

/** Where the scopes of a token are named when they cannot be read. */
export const TOKENS = { kind: 'tokens', field: 'scopes' };

/** null: they cannot be read, and the token opens nothing. A scope of a later release is left out; each includes reading. */
export function scopesOf(
  { id, scopes }: Pick<TokenTable, 'id' | 'scopes'>,
  noting: UnreadableReporter,
): TokenScope[] | null {
  const given = readOr(z.array(z.string()).min(1), scopes, { ...TOKENS, id }, noting, null);
  return given && SCOPES.filter((scope) => given.includes(scope));
}

/** How it was, or became; the text itself where it is no JSON any more. */
export function auditState(
  row: Pick<AuditTable, 'id' | 'before' | 'after'>,
  field: 'before' | 'after',
  noting: UnreadableReporter,
): unknown {
  const text = row[field];
  return text === null ? null : parseOr(text, { kind: 'audit', id: row.id, field }, noting, text);
}

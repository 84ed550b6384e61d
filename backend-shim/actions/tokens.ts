/** Creates, changes and revokes API tokens for scripts, which only Admins may do. */
import type { ApiTokenWire, NewToken } from '#contract/people/token';
import { changeToken, createToken, deleteToken, tokenBody } from '../identity/api-tokens.ts';
import type { TokenEdit, TokenRefused } from '../identity/api-tokens.ts';
import { listTokens } from '../store/access/tokens.ts';
import type { ActionContext } from './context.ts';

export type { TokenRefused } from '../identity/api-tokens.ts';

export interface TokenActions {
  list(): Promise<ApiTokenWire[]>;
  /** The only answer that contains the token itself. */
  create(body: NewToken, actor: string): Promise<{ ok: true; body: ApiTokenWire; token: string } | TokenRefused>;
  change(edit: TokenEdit, body: NewToken): Promise<{ ok: true; body: ApiTokenWire } | TokenRefused>;
  remove(edit: TokenEdit): Promise<{ ok: true } | TokenRefused>;
}

export function createTokenActions({
  store,
  vault,
  transact,
  unreadable,
}: Pick<ActionContext, 'store' | 'vault' | 'transact' | 'unreadable'>): TokenActions {
  return {
    list: async () => (await listTokens(store.read)).map((row) => tokenBody(row, unreadable)),
    create: (body, actor) =>
      transact(async (work) => {
        const made = await createToken(work, (text) => vault.fingerprint(text), body, actor);
        return made.ok ? { ok: true, body: tokenBody(made.row, unreadable), token: made.token } : made;
      }),
    change: (edit, body) =>
      transact(async (work) => {
        const saved = await changeToken(work, edit, body);
        return saved.ok ? { ok: true, body: tokenBody(saved.row, unreadable) } : saved;
      }),
    remove: (edit) => transact((work) => deleteToken(work, edit)),
  };
}

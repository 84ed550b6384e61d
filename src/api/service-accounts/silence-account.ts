/**
 * Makes, renews, changes and removes the service account with whose token the sidecar follows the silences of this
 * Grafana. The token goes from Grafana to the sidecar, and is kept nowhere else.
 */
import { DAY } from '#domain/time/duration';
import type { ApiResult } from '../client/client.ts';
import type { StoredIntegration } from '../resources/integrations.ts';
import type { AccountRole, MadeToken, OwnGrafana } from './service-accounts.ts';
import {
  findAccount,
  listTokens,
  makeAccount,
  makeToken,
  readAccount,
  removeAccount,
  removeToken,
  setRole,
} from './service-accounts.ts';

type Sync = NonNullable<StoredIntegration['sync']>;
export type SilenceAccount = NonNullable<Sync['account']>;
/** An integration whose token Vigie made itself. */
export type FollowingIntegration = StoredIntegration & { sync: Sync & { account: SilenceAccount } };

export function hasAccount(integration: StoredIntegration): integration is FollowingIntegration {
  return integration.sync?.account !== undefined;
}

/** @param silence how long an acknowledgement silences; null: Vigie only reads */
export function roleFor(silence: string | null): AccountRole {
  return silence === null ? 'Viewer' : 'Editor';
}

/** One account for each integration of each installation, so that nobody else's tokens are among its own. */
export function accountName(integration: string, publicUrl: string): string {
  return `Vigie silences ${integration} ${(URL.parse(publicUrl)?.host ?? publicUrl).slice(0, 60)}`;
}

export interface FollowRequest {
  integration: StoredIntegration;
  /** The address at which the sidecar reaches this Grafana. */
  url: string;
  publicUrl: string;
  silence: string | null;
}

export interface SilenceWorld {
  grafana: OwnGrafana;
  save: (integration: StoredIntegration) => Promise<ApiResult<StoredIntegration>>;
  read: (integration: string) => Promise<ApiResult<StoredIntegration>>;
  /** Waits until other sidecars on the same database have learned of a renewed token. */
  othersLearn: () => Promise<unknown>;
}

/**
 * Follows silences with a new token. Of what is half done nothing stays, and what an earlier attempt left is used again.
 * A token that it had works until the sidecar has the new one.
 */
export async function followSilences(
  world: SilenceWorld,
  { integration, url, publicUrl, silence }: FollowRequest,
): Promise<ApiResult<StoredIntegration>> {
  const { grafana } = world;
  const known = integration.sync?.account;
  const account = await takeAccount(
    grafana,
    accountName(integration.id, publicUrl),
    roleFor(silence),
    known?.org === grafana.organisation ? known.id : null,
  );
  if (!account.ok) {
    return account;
  }
  const token = await makeToken(grafana, account.value.id);
  if (!token.ok) {
    await undo(grafana, account.value, null);
    return token;
  }
  const saved = await handOver(world, integration, { account: account.value.id, token: token.value, url, silence });
  switch (saved.outcome) {
    case 'refused':
      await undo(grafana, account.value, token.value.id);
      break;
    case 'saved':
      await removeOthers(world, account.value.id, token.value.id);
      break;
    case 'unknown':
    // It may be the one that is used: the next attempt finds the account, and removes what is too much.
  }
  return saved.result;
}

interface TakenAccount {
  id: number;
  isNew: boolean;
}

async function takeAccount(
  grafana: OwnGrafana,
  name: string,
  role: AccountRole,
  known: number | null,
): Promise<ApiResult<TakenAccount>> {
  const found = await findAccount(grafana, name, known);
  if (!found.ok) {
    return found;
  }
  if (found.value === null) {
    const made = await makeAccount(grafana, name, role);
    return made.ok ? { ok: true, value: { id: made.value.id, isNew: true } } : made;
  }
  const { id, role: now, isDisabled } = found.value;
  const set = now === role && !isDisabled ? null : await setRole(grafana, id, role);
  return set === null || set.ok ? { ok: true, value: { id, isNew: false } } : set;
}

/** An account that is not new may have the token that is in use. */
async function undo(grafana: OwnGrafana, { id, isNew }: TakenAccount, token: number | null): Promise<void> {
  if (isNew) {
    await removeAccount(grafana, id);
  } else if (token !== null) {
    await removeToken(grafana, id, token);
  }
}

async function removeOthers({ grafana, othersLearn }: SilenceWorld, account: number, token: number): Promise<void> {
  const listed = await listTokens(grafana, account);
  const others = listed.ok ? listed.value.filter(({ id }) => id !== token) : [];
  if (others.length > 0) {
    await othersLearn();
    // One that stays is removed by the next renewal.
    await Promise.all(others.map(({ id }) => removeToken(grafana, account, id)));
  }
}

interface HandedOver {
  outcome: 'saved' | 'refused' | 'unknown';
  result: ApiResult<StoredIntegration>;
}

async function handOver(
  { grafana, save, read: readStored }: SilenceWorld,
  integration: StoredIntegration,
  { account, token, url, silence }: { account: number; token: MadeToken; url: string; silence: string | null },
): Promise<HandedOver> {
  const result = await save({
    ...integration,
    sync: {
      ca: null,
      user: null,
      password: null,
      close: true,
      ...integration.sync,
      url,
      silence,
      token: token.key,
      account: { id: account, token: token.id, org: grafana.organisation, expiresAt: token.expiresAt },
    },
  });
  if (result.ok) {
    return { outcome: 'saved', result };
  }
  const { status } = result.failure;
  if (status >= 400 && status < 500) {
    return { outcome: 'refused', result };
  }
  const read = await readStored(integration.id);
  if (!read.ok) {
    return { outcome: 'unknown', result };
  }
  return read.value.sync?.account?.token === token.id
    ? { outcome: 'saved', result: read }
    : { outcome: 'refused', result };
}

/** The account may do at every moment what the sidecar does with it, and no more than that afterwards. */
export async function changeSilences(
  { grafana, save }: SilenceWorld,
  integration: FollowingIntegration,
  silence: string | null,
): Promise<ApiResult<StoredIntegration>> {
  const { sync } = integration;
  const steps = [
    () => setRole(grafana, sync.account.id, roleFor(silence)),
    () => save({ ...integration, sync: { ...sync, silence } }),
  ] as const;
  if (roleFor(silence) === 'Editor') {
    const raised = await steps[0]();
    return raised.ok ? steps[1]() : raised;
  }
  const saved = await steps[1]();
  if (!saved.ok) {
    return saved;
  }
  const lowered = await steps[0]();
  return lowered.ok ? saved : lowered;
}

/** The account goes first: what fails then can be pressed again, and nothing is left in Grafana that nobody knows. */
export async function stopFollowing(
  { grafana, save }: SilenceWorld,
  integration: FollowingIntegration,
): Promise<ApiResult<StoredIntegration>> {
  const removed = await removeAccount(grafana, integration.sync.account.id);
  return removed.ok ? save({ ...integration, sync: null }) : removed;
}

/** Together with the integration; its end needs nothing to be saved. */
export async function forgetAccount(
  { grafana }: Pick<SilenceWorld, 'grafana'>,
  { account }: FollowingIntegration['sync'],
): Promise<ApiResult<unknown>> {
  return account.org === grafana.organisation ? removeAccount(grafana, account.id) : { ok: true, value: null };
}

/**
 * `gone`: the account or its token was deleted in Grafana. `role`: its role is another than it needs. `elsewhere`: it is
 * in another organisation of Grafana. `unknown`: the reader may not see it.
 */
export type AccountState = 'well' | 'gone' | 'expired' | 'role' | 'elsewhere' | 'unknown';

export async function readAccountState(
  { grafana }: Pick<SilenceWorld, 'grafana'>,
  { account, silence }: FollowingIntegration['sync'],
): Promise<AccountState> {
  if (account.org !== grafana.organisation) {
    return 'elsewhere';
  }
  const listed = await listTokens(grafana, account.id);
  if (!listed.ok) {
    return 'unknown';
  }
  const token = listed.value.find(({ id }) => id === account.token);
  if (token === undefined || token.isRevoked === true) {
    return 'gone';
  }
  if (token.hasExpired === true) {
    return 'expired';
  }
  const read = await readAccount(grafana, account.id);
  if (!read.ok) {
    return 'unknown';
  }
  const { value } = read;
  return value === null ? 'gone' : value.role === roleFor(silence) && !value.isDisabled ? 'well' : 'role';
}

const WARNED_BEFORE = 14 * DAY;

/** @param at epoch ms */
export function expiresSoon({ expiresAt }: SilenceAccount, at: number): boolean {
  return expiresAt !== null && Date.parse(expiresAt) - at <= WARNED_BEFORE;
}

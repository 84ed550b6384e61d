/** Calls Grafana's own API of service accounts with the rights of the reader; they belong to the reader's organisation. */
import { DAY, SECOND } from '#domain/time/duration';
import type { ApiResult } from '../client/client.ts';
import type { GrafanaCall } from '../grafana/grafana-call.ts';
import { newSecret } from '../grafana/secret.ts';

const ROOT = '/api/serviceaccounts';

/** More is never asked for. */
export type AccountRole = 'Viewer' | 'Editor';

export interface ServiceAccount {
  id: number;
  name: string;
  role: string;
  isDisabled: boolean;
}

export interface AccountToken {
  id: number;
  /** Absent or null: it does not expire. */
  expiration?: string | null;
  hasExpired?: boolean;
  isRevoked?: boolean;
}

export interface MadeToken {
  id: number;
  key: string;
  expiresAt: string | null;
}

/** This Grafana as its API answers the reader. */
export interface OwnGrafana {
  call: <T>(request: GrafanaCall<T>) => Promise<ApiResult<T>>;
  /** The organisation that the API speaks of. */
  organisation: number;
  /** How many days tokens may live as Grafana's own pages make them; null: for ever. */
  dayLimit: number | null;
}

const isGone = <T>(sent: ApiResult<T>) => !sent.ok && sent.failure.status === 404;

/** @param known its number, if somebody may have renamed it */
export async function findAccount(
  grafana: OwnGrafana,
  name: string,
  known: number | null,
): Promise<ApiResult<ServiceAccount | null>> {
  const found = await grafana.call<{ serviceAccounts: ServiceAccount[] }>({
    url: `${ROOT}/search?perpage=1000&page=1&query=${encodeURIComponent(name)}`,
  });
  if (!found.ok) {
    return found;
  }
  const named = found.value.serviceAccounts.find((one) => one.name === name) ?? null;
  return named !== null || known === null ? { ok: true, value: named } : readAccount(grafana, known);
}

/** null: it is gone. */
export async function readAccount(grafana: OwnGrafana, id: number): Promise<ApiResult<ServiceAccount | null>> {
  const read = await grafana.call<ServiceAccount>({ url: `${ROOT}/${id}` });
  return isGone(read) ? { ok: true, value: null } : read;
}

export function makeAccount(grafana: OwnGrafana, name: string, role: AccountRole): Promise<ApiResult<ServiceAccount>> {
  return grafana.call({ url: ROOT, method: 'POST', data: { name, role, isDisabled: false } });
}

export function setRole(grafana: OwnGrafana, id: number, role: AccountRole): Promise<ApiResult<unknown>> {
  return grafana.call({ url: `${ROOT}/${id}`, method: 'PATCH', data: { role, isDisabled: false } });
}

/** Its tokens go with it. */
export async function removeAccount(grafana: OwnGrafana, id: number): Promise<ApiResult<unknown>> {
  const removed = await grafana.call({ url: `${ROOT}/${id}`, method: 'DELETE' });
  return isGone(removed) ? { ok: true, value: null } : removed;
}

/** Empty if the account is gone. */
export async function listTokens(grafana: OwnGrafana, account: number): Promise<ApiResult<AccountToken[]>> {
  const listed = await grafana.call<AccountToken[] | null>({ url: `${ROOT}/${account}/tokens` });
  return isGone(listed) ? { ok: true, value: [] } : listed.ok ? { ok: true, value: listed.value ?? [] } : listed;
}

export async function removeToken(grafana: OwnGrafana, account: number, token: number): Promise<ApiResult<unknown>> {
  const removed = await grafana.call({ url: `${ROOT}/${account}/tokens/${token}`, method: 'DELETE' });
  return isGone(removed) ? { ok: true, value: null } : removed;
}

/** Days to live that are tried where Grafana refuses tokens that live for ever, and does not say how long they may. */
const LIFETIMES = [365, 180, 90, 60, 30, 14, 7, 1];

function lifetimes({ dayLimit }: OwnGrafana): Array<number | null> {
  return dayLimit === null ? [null, ...LIFETIMES] : [dayLimit, ...LIFETIMES.filter((days) => days < dayLimit)];
}

/** Makes a token that lives as long as Grafana's policy allows. */
export async function makeToken(grafana: OwnGrafana, account: number): Promise<ApiResult<MadeToken>> {
  let made: ApiResult<{ id: number; key: string }> | null = null;
  for (const days of lifetimes(grafana)) {
    made = await grafana.call<{ id: number; key: string }>({
      url: `${ROOT}/${account}/tokens`,
      method: 'POST',
      // Names are unique in an organisation.
      data: {
        name: `vigie-${newSecret().slice(0, 16)}`,
        ...(days !== null && { secondsToLive: (days * DAY) / SECOND }),
      },
    });
    if (made.ok || made.failure.status !== 400) {
      break;
    }
  }
  return made?.ok === true ? withExpiry(grafana, account, made.value) : (made as ApiResult<never>);
}

/** Grafana may have shortened its life without a word. */
async function withExpiry(
  grafana: OwnGrafana,
  account: number,
  { id, key }: { id: number; key: string },
): Promise<ApiResult<MadeToken>> {
  const listed = await listTokens(grafana, account);
  if (!listed.ok) {
    await removeToken(grafana, account, id);
    return listed;
  }
  const expiration = Date.parse(listed.value.find((one) => one.id === id)?.expiration ?? '');
  // Go writes the year 1 for no time at all.
  return { ok: true, value: { id, key, expiresAt: expiration > 0 ? new Date(expiration).toISOString() : null } };
}

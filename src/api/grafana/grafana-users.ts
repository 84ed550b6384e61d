/** Reads the people of this organisation from Grafana, for Admins who add them to Vigie. */
import type { ApiResult } from '../client/client.ts';
import { callGrafana } from './grafana-call.ts';

export interface GrafanaUser {
  login: string;
  /** Empty if Grafana knows none. */
  name: string;
  email: string;
  role: string;
  isDisabled: boolean;
}

interface OrgUser {
  login: string;
  name?: string;
  email?: string;
  role?: string;
  isDisabled?: boolean;
}

export async function readGrafanaUsers(): Promise<ApiResult<GrafanaUser[]>> {
  const users = await callGrafana<OrgUser[]>({ url: '/api/org/users' });
  if (!users.ok) {
    return users;
  }
  const found = users.value.map(({ login, name = '', email = '', role = '', isDisabled = false }) => ({
    login,
    name,
    email,
    role,
    isDisabled,
  }));
  return { ok: true, value: found.sort((a, b) => (a.name || a.login).localeCompare(b.name || b.login)) };
}

export interface GrafanaTeam {
  /** The number; the address of the team's page has another key. */
  id: number;
  name: string;
}

/** As many as Grafana answers at once. */
const ALL_TEAMS = 1_000;

/** All teams of this organisation, by name. */
export async function listGrafanaTeams(): Promise<ApiResult<GrafanaTeam[]>> {
  const found = await callGrafana<{ teams: GrafanaTeam[] }>({ url: `/api/teams/search?perpage=${ALL_TEAMS}` });
  return found.ok
    ? {
        ok: true,
        value: found.value.teams.map(({ id, name }) => ({ id, name })).sort((a, b) => a.name.localeCompare(b.name)),
      }
    : found;
}

/** Names of Grafana teams by login. */
export type GrafanaTeams = ReadonlyMap<string, readonly string[]>;

/** Members are asked for team by team; beyond this many, people come without teams. */
const MOST_TEAMS = 30;

/** Nobody needs teams to add a person, so a failure leaves them out. */
export async function readGrafanaTeams(): Promise<GrafanaTeams> {
  const found = await callGrafana<{ teams: Array<{ id: number; name: string }> }>({
    url: `/api/teams/search?perpage=${MOST_TEAMS + 1}`,
  });
  const teams = found.ok && found.value.teams.length <= MOST_TEAMS ? found.value.teams : [];
  const members = await Promise.all(
    teams.map(({ id }) => callGrafana<Array<{ login: string }>>({ url: `/api/teams/${id}/members` })),
  );
  const byLogin = new Map<string, string[]>();
  members.forEach((sent, index) => {
    for (const { login } of sent.ok ? sent.value : []) {
      byLogin.set(login, [...(byLogin.get(login) ?? []), teams[index]?.name ?? '']);
    }
  });
  return byLogin;
}

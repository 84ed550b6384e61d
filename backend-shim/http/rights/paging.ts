/** Whom somebody may page by hand: Editors anybody; Viewers within their own teams, and through what they are on call on. */
import type { Team } from '#domain/notify/responder';
import type { Caller } from '../caller.ts';
import { onCallPerson } from './incidents.ts';
import { field } from './rule.ts';
import { refused } from './refused.ts';
import type { ConcernDeps, Rule } from './rule.ts';
import { isEditor, mayRespond, respondsToAll } from './who.ts';

/** What `GET me` tells, so that nothing is offered that would be refused. */
export interface Paging {
  anybody: boolean;
  /** Otherwise: ids of policies… */
  policies: string[];
  /** …and logins, for an incident of one of the caller's teams. */
  users: string[];
}

export async function pagingOf(deps: Pick<ConcernDeps, 'directory' | 'isOnCallOn' | 'now'>, caller: Caller): Promise<Paging> {
  if (!mayRespond(caller)) {
    return { anybody: false, policies: [], users: [] };
  }
  if (isEditor(caller) || respondsToAll(caller)) {
    return { anybody: true, policies: [], users: [] };
  }
  const directory = deps.directory();
  const [person, now] = [onCallPerson(caller), await deps.now()];
  const policies = [...directory.policies.values()].filter((policy) => isTheirs(caller, policy.team) || deps.isOnCallOn(policy, person, now));
  const users = caller.teams.length === 0 ? [] : [...new Set([person.login, ...caller.teams.flatMap((id) => membersOf(directory.teams.get(id)))])];
  return { anybody: false, policies: policies.map(({ id }) => id), users: users.filter((login) => login !== '') };
}

export const openIncident: Rule = async (asked) => {
  const { caller, deps } = asked;
  if (!mayRespond(caller)) {
    return refused('read-only');
  }
  const paging = await pagingOf(deps, caller);
  if (paging.anybody) {
    return null;
  }
  const [named, team] = [text(field(asked, 'policy')) ?? '', text(field(asked, 'team'))];
  const policy = deps.directory().policies.get(named);
  const mayPage = policy === undefined || paging.policies.includes(policy.id);
  const mayFile = isTheirs(caller, team) || (policy !== undefined && (team === null || team === policy.team));
  const users = field(asked, 'users') ?? [];
  const mates = new Set([onCallPerson(caller).login, ...paging.users]);
  const mayPageThem = Array.isArray(users) && users.every((login) => mates.has(String(login)));
  return mayPage && mayFile && mayPageThem ? null : refused('paging-by-hand');
};

function isTheirs(caller: Caller, team: string | null): boolean {
  return team !== null && caller.teams.includes(team);
}

function membersOf(team: Team | undefined): string[] {
  return team ? [...team.members, ...team.managers] : [];
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

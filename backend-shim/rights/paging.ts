/**
 * Rules of paging by hand: Editors page anybody, Viewers their own teams and the policies on which they are on call.
 */
import type { Policy } from '#domain/escalation/policy';
import type { Team } from '#domain/notify/responder';
import type { Caller } from './caller.ts';
import { onCallPerson } from './incidents.ts';
import { field } from './rule.ts';
import { refused } from './refused.ts';
import type { ConcernDeps, RightsRule } from './rule.ts';
import { isEditor, mayRespond, respondsToAll } from './who.ts';

/** Sent in `GET me`, so that the interface offers only what is allowed. */
export interface PagingRights {
  anybody: boolean;
  /** If not anybody: ids of the policies that the caller may page. */
  policies: string[];
  /** If not anybody: logins that the caller may page for an incident of their teams. */
  users: string[];
}

type PagingDeps = Pick<ConcernDeps, 'directory' | 'isOnCallOn' | 'now'>;

export async function pagingOf(deps: PagingDeps, caller: Caller): Promise<PagingRights> {
  if (!mayRespond(caller)) {
    return { anybody: false, policies: [], users: [] };
  }
  if (pagesAnybody(caller)) {
    return { anybody: true, policies: [], users: [] };
  }
  const policies = [...deps.directory().policies.values()].filter(await pagesThrough(deps, caller));
  const users = caller.teams.length === 0 ? [] : [...matesOf(deps, caller)];
  return { anybody: false, policies: policies.map(({ id }) => id), users: users.filter((login) => login !== '') };
}

export const openIncident: RightsRule = async (context) => {
  const { caller, deps } = context;
  if (!mayRespond(caller)) {
    return refused('read-only');
  }
  if (pagesAnybody(caller)) {
    return null;
  }
  const [named, team] = [text(field(context, 'policy')) ?? '', text(field(context, 'team'))];
  const policy = deps.directory().policies.get(named);
  const mayPage = policy === undefined || (await pagesThrough(deps, caller))(policy);
  const mayFile = isTheirs(caller, team) || (policy !== undefined && (team === null || team === policy.team));
  const users = field(context, 'users') ?? [];
  const mates = matesOf(deps, caller);
  const mayPageThem = Array.isArray(users) && users.every((login) => mates.has(String(login)));
  return mayPage && mayFile && mayPageThem ? null : refused('paging-by-hand');
};

function pagesAnybody(caller: Caller): boolean {
  return isEditor(caller) || respondsToAll(caller);
}

/** Policies of the caller's teams, and those on which the caller is on call now. */
async function pagesThrough(deps: PagingDeps, caller: Caller): Promise<(policy: Policy) => boolean> {
  const [person, now] = [onCallPerson(caller), await deps.now()];
  return (policy) => isTheirs(caller, policy.team) || deps.isOnCallOn(policy, person, now);
}

/** The caller and the members of their teams. */
function matesOf({ directory }: PagingDeps, caller: Caller): Set<string> {
  const { teams } = directory();
  return new Set([onCallPerson(caller).login, ...caller.teams.flatMap((id) => membersOf(teams.get(id)))]);
}

function isTheirs(caller: Caller, team: string | null): boolean {
  return team !== null && caller.teams.includes(team);
}

function membersOf(team: Team | undefined): string[] {
  return team ? [...team.members, ...team.managers] : [];
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

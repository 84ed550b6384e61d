/** Predicates about callers, which the rules are written in. */
import type { Caller } from './caller.ts';

function has(caller: Caller, scope: 'respond' | 'edit' | 'admin' | 'replay'): boolean {
  return caller.scopes !== null && (caller.scopes.includes(scope) || caller.scopes.includes('admin'));
}

export function isAdmin(caller: Caller): boolean {
  return caller.scopes === null ? caller.role === 'Admin' && !caller.readOnly : has(caller, 'admin');
}

/** Whether the caller is an Editor of any team. */
export function isEditor(caller: Caller): boolean {
  return (
    isAdmin(caller) || (caller.scopes === null ? caller.role === 'Editor' && !caller.readOnly : has(caller, 'edit'))
  );
}

/** A token that may replay tries every draft: nothing of it is saved, and tokens read nobody's figures. */
export function replaysAnything(caller: Caller): boolean {
  return has(caller, 'replay');
}

/** Objects without a team are for Admins. Tokens that may edit are not bound to a team. */
export function editsTeam(caller: Caller, team: string | null): boolean {
  return isAdmin(caller) || has(caller, 'edit') || (isEditor(caller) && team !== null && caller.teams.includes(team));
}

/** Whether the caller may act on incidents at all. */
export function mayRespond(caller: Caller): boolean {
  return caller.scopes === null ? !caller.readOnly : has(caller, 'respond');
}

/** A token that may respond acts on every incident. */
export function respondsToAll(caller: Caller): boolean {
  return isAdmin(caller) || has(caller, 'respond');
}

export function isPerson(caller: Caller, login: string): boolean {
  return caller.kind === 'person' && caller.name === login;
}

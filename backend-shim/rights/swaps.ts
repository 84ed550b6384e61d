/** Shifts change hands between people; each speaks for themselves. */
import { versionsOf } from '#domain/rota/model';
import { participantsOf } from '#domain/rota/participants';
import { refused } from './refused.ts';
import { field, param } from './rule.ts';
import type { RuleContext, RightsRule } from './rule.ts';
import { editsTeam, isAdmin, isPerson } from './who.ts';

/** Any person: whose swap it is decides what becomes of it. */
export const person: RightsRule = ({ caller }) =>
  isAdmin(caller) || (caller.kind === 'person' && !caller.readOnly) ? null : refused('people-only');

/** In their own name; Admins also in that of others. */
export function ownField(name: string): RightsRule {
  return (context) => {
    const value = field(context, name);
    const own = value === undefined || value === null || (typeof value === 'string' && isPerson(context.caller, value));
    return isAdmin(context.caller) || (own && context.caller.kind === 'person' && !context.caller.readOnly)
      ? null
      : refused('own-name-only');
  };
}

/**
 * Taking over a shift does not ask its holder, so only members of the rota or of its team may do it: a stranger who has
 * the pages would be no help.
 */
export const takesOver: RightsRule = async (context) =>
  (await ownField('by')(context)) ?? (isOfRota(context, param(context, 'id')) ? null : refused('shift-of-others'));

/** Takes part in it, belongs to its team, or may edit it. A rota that does not exist is the route's to say. */
export function isOfRota({ caller, deps }: RuleContext, id: string): boolean {
  const rota = deps.directory().rotas.get(id);
  const state = rota && versionsOf(rota).at(-1)?.rota;
  if (
    state === undefined ||
    editsTeam(caller, state.team) ||
    (state.team !== null && caller.teams.includes(state.team))
  ) {
    return true;
  }
  return (
    caller.kind === 'person' &&
    participantsOf(state.layers, deps.directory().facts, -Infinity, Infinity).includes(caller.name)
  );
}

export const ofAbsence: RightsRule = (context) => {
  const absence = context.deps.directory().facts.absences.find((one) => one.id === param(context, 'id'));
  return isAdmin(context.caller) || !absence || isPerson(context.caller, absence.user)
    ? null
    : refused('person-or-admin');
};

/** Rules of swaps and shift changes, in which each person acts for themselves. */
import { versionsOf } from '#domain/rota/model';
import { participantsOf } from '#domain/rota/participants';
import { refused } from './refused.ts';
import { field, param } from './rule.ts';
import type { RuleContext, RightsRule } from './rule.ts';
import { editsTeam, isAdmin, isPerson } from './who.ts';

/** Allows any person; the swap's own rules decide what that person may do with it. */
export const person: RightsRule = ({ caller }) =>
  isAdmin(caller) || (caller.kind === 'person' && !caller.readOnly) ? null : refused('people-only');

/** Callers act in their own name; Admins may act in that of others. */
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
 * Taking over a shift does not ask its holder. Only members of the rota or its team may do it, so that no stranger
 * receives the pages.
 */
export const takesOver: RightsRule = async (context) =>
  (await ownField('by')(context)) ?? (isOfRota(context, param(context, 'id')) ? null : refused('shift-of-others'));

/**
 * Whether the caller participates in the rota, belongs to its team or may edit it. True if the rota does not exist,
 * which the route reports.
 */
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

/** Shifts change hands between people; each speaks for themselves. */
import { versionsOf } from '#domain/rota/model';
import { participantsOf } from '#domain/rota/participants';
import { field, param } from './rule.ts';
import type { Rule } from './rule.ts';
import { editsTeam, isAdmin, isPerson } from './who.ts';

/** Any person: whose swap it is decides what becomes of it. */
export const person: Rule = ({ caller }) => (isAdmin(caller) || (caller.kind === 'person' && !caller.readOnly) ? null : 'This is for people.');

/** In their own name; Admins also in that of others. */
export function ownField(name: string): Rule {
  return (asked) => {
    const value = field(asked, name);
    const own = value === undefined || value === null || (typeof value === 'string' && isPerson(asked.caller, value));
    return isAdmin(asked.caller) || (own && asked.caller.kind === 'person' && !asked.caller.readOnly) ? null : 'People do this in their own name; Admins also for others.';
  };
}

/**
 * A shift is taken off somebody's hands without asking them, so only by whoever takes part in the rota or
 * belongs to its team: it would be no help if a stranger had the pages.
 */
export const takesOver: Rule = async (asked) => {
  const refused = await ownField('by')(asked);
  const { caller, deps } = asked;
  const rota = deps.directory().rotas.get(param(asked, 'id'));
  const state = rota && versionsOf(rota).at(-1)?.rota;
  if (refused !== null || state === undefined || editsTeam(caller, state.team)) {
    return refused;
  }
  const takesPart = participantsOf(state.layers, deps.directory().facts, -Infinity, Infinity).includes(caller.name);
  const isOfTeam = state.team !== null && caller.teams.includes(state.team);
  return takesPart || isOfTeam ? null : 'A shift is taken over by people of the rota or of its team. Others can be asked for a swap.';
};

export const ofAbsence: Rule = (asked) => {
  const absence = asked.deps.directory().facts.absences.find((one) => one.id === param(asked, 'id'));
  return isAdmin(asked.caller) || !absence || isPerson(asked.caller, absence.user) ? null : 'This is for the person who is absent, and for Admins.';
};

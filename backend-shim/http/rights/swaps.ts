/** Shifts change hands between people; each speaks for themselves. */
import { field, param } from './rule.ts';
import type { Rule } from './rule.ts';
import { isAdmin, isPerson } from './who.ts';

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

export const ofAbsence: Rule = (asked) => {
  const absence = asked.deps.directory().facts.absences.find((one) => one.id === param(asked, 'id'));
  return isAdmin(asked.caller) || !absence || isPerson(asked.caller, absence.user) ? null : 'This is for the person who is absent, and for Admins.';
};

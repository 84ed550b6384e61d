/** Working time is personal: one's own, and for Editors and Admins, who plan and pay it. */
import { findIntervention } from '../store/duties/lists.ts';
import { refused } from './refused.ts';
import { field, param } from './rule.ts';
import { isOfRota } from './swaps.ts';
import type { RightsRule } from './rule.ts';
import { isAdmin, isEditor, isPerson } from './who.ts';

/** The list needs `user=<own login>` from everybody else. */
export const readInterventions: RightsRule = ({ caller, request }) => {
  const { user } = request.query as { user?: unknown };
  return isEditor(caller) || (typeof user === 'string' && isPerson(caller, user))
    ? null
    : refused('interventions-of-others');
};

export const addIntervention: RightsRule = (context) => {
  const user = field(context, 'user');
  const own = user === undefined || user === null || (typeof user === 'string' && isPerson(context.caller, user));
  return isAdmin(context.caller) || (own && context.caller.kind === 'person' && !context.caller.readOnly)
    ? null
    : refused('interventions-of-others');
};

export const changeIntervention: RightsRule = async (context) => {
  const row = await findIntervention(context.deps.store.read, param(context, 'id'));
  return isAdmin(context.caller) || !row || isPerson(context.caller, row.user)
    ? null
    : refused('interventions-of-others');
};

/** Whoever is in the rota or in its team hands over; so do Editors of the team. */
export const leaveNote: RightsRule = (context) => {
  const { caller } = context;
  const isSomebody = (caller.kind === 'person' && !caller.readOnly) || isAdmin(caller);
  return isSomebody && isOfRota(context, param(context, 'id')) ? null : refused('handoff-of-others');
};

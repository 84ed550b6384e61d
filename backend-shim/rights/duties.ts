/**
 * Rules of working time, which is personal: people see their own, Editors and Admins everybody's, to plan and pay it.
 */
import { findIntervention } from '../store/duties/lists.ts';
import { refused } from './refused.ts';
import { field, param } from './rule.ts';
import { isOfRota } from './swaps.ts';
import type { RightsRule } from './rule.ts';
import { isAdmin, isEditor, isPerson } from './who.ts';

/** Callers other than Editors and Admins must filter by `user=<own login>`. */
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

/** Members of the rota or its team leave notes, and so do Editors of the team. */
export const leaveNote: RightsRule = (context) => {
  const { caller } = context;
  const isSomebody = (caller.kind === 'person' && !caller.readOnly) || isAdmin(caller);
  return isSomebody && isOfRota(context, param(context, 'id')) ? null : refused('handoff-of-others');
};

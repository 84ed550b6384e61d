/**
 * Rules of working time, which is personal: people see their own, Editors and Admins everybody's, to plan and pay it.
 */
import { findIntervention } from '../store/duties/lists.ts';
import { refused } from './refused.ts';
import { field, param } from './rule.ts';
import { isOfRota } from './swaps.ts';
import type { RightsRule, RightsVerdict, RuleContext } from './rule.ts';
import { isAdmin, isEditor, isPerson } from './who.ts';
import type { Directory } from '../ports/directory.ts';
import { hasWorkProfile } from '../store/labour/ordinary-hours.ts';
import type { Caller } from './caller.ts';
import { readerOf } from './labour.ts';
import type { LabourReader } from './labour.ts';

/**
 * Callers other than Editors and Admins must filter by `user=<own login>`. Those of people with a work profile are for
 * themselves, and for managers and HR of their unit.
 */
export const readInterventions: RightsRule = ({ caller, request, deps }) => {
  const { user } = request.query as { user?: unknown };
  if (typeof user === 'string' && hasWorkProfile(deps.directory(), user)) {
    return readsInterventions(caller, deps.directory(), user) ? null : refused('labour-of-others');
  }
  return isEditor(caller) || (typeof user === 'string' && isPerson(caller, user))
    ? null
    : refused('interventions-of-others');
};

type LabourDirectory = Pick<Directory, 'units' | 'profiles'>;

function readersOf(caller: Caller, directory: LabourDirectory, user: string): Array<LabourReader | null> {
  return [...new Set(directory.profiles.get(user)?.map(({ unit }) => unit))].map((unit) =>
    readerOf(caller, directory, unit, user),
  );
}

function readsInterventions(caller: Caller, directory: LabourDirectory, user: string): boolean {
  return readersOf(caller, directory, user).some((reader) => reader !== null);
}

/** Whose interventions a list for this caller leaves out. */
export function interventionsHiddenFrom(caller: Caller, directory: LabourDirectory): string[] {
  return [...directory.profiles.keys()].filter(
    (user) => hasWorkProfile(directory, user) && !readsInterventions(caller, directory, user),
  );
}

/** The person themselves and HR; of people without a work profile, the person themselves and Admins. */
function writesInterventions({ caller, deps }: RuleContext, user: string): RightsVerdict {
  const directory = deps.directory();
  if (hasWorkProfile(directory, user)) {
    const writes = readersOf(caller, directory, user).some((reader) => reader === 'self' || reader === 'hr');
    return writes ? null : refused('labour-of-others');
  }
  const isOwn = isPerson(caller, user) && !caller.readOnly;
  return isAdmin(caller) || isOwn ? null : refused('interventions-of-others');
}

export const addIntervention: RightsRule = (context) => {
  const user = field(context, 'user') ?? context.caller.name;
  if (typeof user !== 'string') {
    return isAdmin(context.caller) ? null : refused('interventions-of-others');
  }
  return writesInterventions(context, user);
};

/** Corrects or confirms it. */
export const changeIntervention: RightsRule = async (context) => {
  const { caller, deps } = context;
  const row = await findIntervention(deps.store.read, param(context, 'id'));
  if (!row) {
    return null;
  }
  // Whoever can only read still corrects their own.
  return isPerson(caller, row.user) ? null : writesInterventions(context, row.user);
};

/** Members of the rota or its team leave notes, and so do Editors of the team. */
export const leaveNote: RightsRule = (context) => {
  const { caller } = context;
  const isSomebody = (caller.kind === 'person' && !caller.readOnly) || isAdmin(caller);
  return isSomebody && isOfRota(context, param(context, 'id')) ? null : refused('handoff-of-others');
};

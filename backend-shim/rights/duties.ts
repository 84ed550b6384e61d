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
import type { Caller } from './caller.ts';
import { isInChargeOf, readerOf } from './labour.ts';
import type { InterventionReader } from '../store/duties/lists.ts';
import { readInterventionDetails } from '../store/labour/intervention-details.ts';
import { sinceAfter, unitAt, unitOfIntervention, unitsHolding } from '../store/duties/work-unit.ts';
import type { Db } from '../store/store.ts';

/**
 * Callers other than Editors and Admins must filter by `user=<own login>`, unless they are managers or HR of a unit. The
 * list then leaves out each intervention that the caller may not see.
 */
export const readInterventions: RightsRule = ({ caller, request, deps }) => {
  const { user } = request.query as { user?: unknown };
  const isOwn = typeof user === 'string' && isPerson(caller, user);
  const actsForUnit = [...deps.directory().units.values()].some((unit) => isInChargeOf(caller, unit));
  return isEditor(caller) || isOwn || actsForUnit ? null : refused('interventions-of-others');
};

type LabourDirectory = Pick<Directory, 'units' | 'profiles'>;

/**
 * Interventions of a unit are for the person, and for managers and HR of that unit; others for the person, Editors and
 * Admins.
 */
export function interventionReader(
  caller: Caller,
  directory: Pick<Directory, 'units' | 'profiles' | 'facts'>,
): InterventionReader {
  const units = [...directory.units.values()].filter((unit) => isInChargeOf(caller, unit));
  return {
    login: readerOf(caller, directory, '', caller.name) === 'self' ? caller.name : null,
    units: units.map(({ id }) => id),
    sees: (row, details) => {
      const unit = unitOfIntervention(directory, row, details);
      return unit === null
        ? isEditor(caller) || isPerson(caller, row.user)
        : readerOf(caller, directory, unit, row.user) !== null;
    },
  };
}

/** Whether somebody reads all that units hold on a person, also where the profile has gone since. */
export async function seesWorkingTime(
  db: Db,
  caller: Caller,
  directory: LabourDirectory,
  login: string,
): Promise<boolean> {
  return (await workingTimeReadBy(db, caller, directory, [login])).has(login);
}

/** Those of the people of whom `seesWorkingTime` holds. */
export async function workingTimeReadBy(
  db: Db,
  caller: Caller,
  directory: LabourDirectory,
  logins: readonly string[],
): Promise<Set<string>> {
  const readsAll = (login: string, units: readonly string[]) =>
    units.every((unit) => readerOf(caller, directory, unit, login) !== null);
  const own = (login: string) =>
    (directory.profiles.get(login) ?? []).filter(({ contract }) => contract !== 'exempt').map(({ unit }) => unit);
  const readNow = logins.filter((login) => readsAll(login, own(login)));
  const held = await unitsHolding(db, readNow);
  return new Set(readNow.filter((login) => readsAll(login, held.get(login) ?? [])));
}

/** The person themselves and HR; where it is of no unit, the person themselves and Admins. */
function writesIntervention({ caller, deps }: RuleContext, user: string, unit: string | null): RightsVerdict {
  if (unit !== null) {
    const reader = readerOf(caller, deps.directory(), unit, user);
    return reader === 'self' || reader === 'hr' ? null : refused('labour-of-others');
  }
  const isOwn = isPerson(caller, user) && !caller.readOnly;
  return isAdmin(caller) || isOwn ? null : refused('interventions-of-others');
}

/** The start that the body states; null: none that can be read. */
function startOf(context: RuleContext): number | null {
  const start = field(context, 'start');
  const at = typeof start === 'string' ? Date.parse(start) : NaN;
  return Number.isNaN(at) ? null : at;
}

export const addIntervention: RightsRule = async (context) => {
  const { caller, deps } = context;
  const user = field(context, 'user') ?? caller.name;
  if (typeof user !== 'string') {
    return isAdmin(caller) ? null : refused('interventions-of-others');
  }
  const now = await deps.now();
  const start = startOf(context) ?? now;
  // Whoever may write what the person does now reads that nothing is entered before the unit's first day.
  const isBefore = sinceAfter(deps.directory(), user, start, now) !== null;
  return writesIntervention(context, user, unitAt(deps.directory(), user, isBefore ? now : start));
};

/** Corrects or confirms it. Whoever moves it into the time of another unit must be HR there too. */
export const changeIntervention: RightsRule = async (context) => {
  const { caller, deps } = context;
  const row = await findIntervention(deps.store.read, param(context, 'id'));
  // Whoever can only read still corrects their own.
  if (!row || isPerson(caller, row.user)) {
    return null;
  }
  const details = await readInterventionDetails(deps.store.read, deps.cap, [row.id]);
  const now = unitOfIntervention(deps.directory(), row, details.get(row.id));
  const start = startOf(context);
  const then = start === null ? null : unitAt(deps.directory(), row.user, start);
  return (
    writesIntervention(context, row.user, now) ?? (then === null ? null : writesIntervention(context, row.user, then))
  );
};

/** Members of the rota or its team leave notes, and so do Editors of the team. */
export const leaveNote: RightsRule = (context) => {
  const { caller } = context;
  const isSomebody = (caller.kind === 'person' && !caller.readOnly) || isAdmin(caller);
  return isSomebody && isOfRota(context, param(context, 'id')) ? null : refused('handoff-of-others');
};

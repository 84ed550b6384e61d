/**
 * Decides who may see and change working-time data. The lists of the unit decide, not Grafana's roles: HR may be a
 * Viewer, and an Admin reads neither hours nor pay.
 */
import type { WorkProfileWire } from '#contract/labour/work-profile';
import { peopleInCharge } from '#domain/labour/facts/unit';
import type { Unit } from '#domain/labour/facts/unit';
import type { Directory } from '../ports/directory.ts';
import { findRest } from '../store/labour/rests/lock-rest.ts';
import type { RecordReader } from '../store/labour/shown-records.ts';
import type { Caller } from './caller.ts';
import { refused } from './refused.ts';
import { ofTeam } from './rules.ts';
import { field, param, storedObject } from './rule.ts';
import type { RightsRule, RuleContext } from './rule.ts';
import { ownField, person, takesOver } from './swaps.ts';
import { editsTeam, isAdmin, isPerson } from './who.ts';

/** An Admin or an admin token; a service account with the role Admin gets nothing of working time. */
function isLabourAdmin(caller: Caller): boolean {
  return isAdmin(caller) && caller.guest === undefined;
}

type LabourDirectory = Pick<Directory, 'units' | 'profiles'>;

/** The capacity in which somebody reads data about a person of a unit; null: they may not. */
export type LabourReader = 'self' | 'hr' | 'manager';

/** Neither tokens nor service accounts nor anonymous visitors are people of a unit. */
export function isOneOf(caller: Caller, logins: readonly string[]): boolean {
  return !caller.readOnly && caller.guest === undefined && logins.some((login) => isPerson(caller, login));
}

export function isHrOf(caller: Caller, unit: Pick<Unit, 'hr'> | undefined): boolean {
  return unit !== undefined && isOneOf(caller, unit.hr);
}

function isManagerOf(caller: Caller, unit: Pick<Unit, 'managers'> | undefined): boolean {
  return unit !== undefined && isOneOf(caller, unit.managers);
}

export function isInChargeOf(caller: Caller, unit: Pick<Unit, 'managers' | 'hr'> | undefined): boolean {
  return unit !== undefined && isOneOf(caller, peopleInCharge(unit));
}

/** The person themselves also where the unit is gone or cannot be read. */
export function readerOf(caller: Caller, { units }: LabourDirectory, unit: string, user: string): LabourReader | null {
  const found = units.get(unit);
  if (isOneOf(caller, [user])) {
    return 'self';
  }
  return isHrOf(caller, found) ? 'hr' : isManagerOf(caller, found) ? 'manager' : null;
}

/** How much of a unit somebody reads: rules, pay and duties too, or who acts for it; null: nothing. */
export function unitShownTo(caller: Caller, { units, profiles }: LabourDirectory, id: string): 'whole' | 'part' | null {
  const unit = units.get(id);
  const isMember = (profiles.get(caller.name) ?? []).some((profile) => profile.unit === id);
  if (isInChargeOf(caller, unit) || (isMember && isOneOf(caller, [caller.name]))) {
    return 'whole';
  }
  return isLabourAdmin(caller) ? 'part' : null;
}

/** `payrollId` is for the person and HR; managers read null. */
export function profileShownTo(caller: Caller, directory: LabourDirectory, profile: WorkProfileWire): WorkProfileWire {
  const reader = readerOf(caller, directory, profile.unit, profile.user);
  return reader === 'self' || reader === 'hr' ? profile : { ...profile, payrollId: null };
}

/** Lists show each caller what they may see; whoever can never see anything is refused. */
export const labourList: RightsRule = ({ caller }) =>
  isLabourAdmin(caller) || isOneOf(caller, [caller.name]) ? null : refused('people-only');

/** An unreadable unit has no HR: an Admin replaces or deletes it. */
function isLost(context: RuleContext, kind: 'units' | 'workProfiles'): boolean {
  return isLabourAdmin(context.caller) && storedObject(context, kind, param(context, 'id')) === null;
}

/** Makes and deletes units, and names their HR. */
export const administerUnit: RightsRule = ({ caller }) => (isLabourAdmin(caller) ? null : refused('admins-only'));

export const readUnit: RightsRule = (context) =>
  unitShownTo(context.caller, context.deps.directory(), param(context, 'id')) === null
    ? refused('labour-of-others')
    : null;

export const writeUnit: RightsRule = (context) =>
  isHrOf(context.caller, context.deps.directory().units.get(param(context, 'id'))) || isLost(context, 'units')
    ? null
    : refused('hr-only');

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

export const readWorkProfile: RightsRule = (context) => {
  const { caller, deps } = context;
  const profile = storedObject(context, 'workProfiles', param(context, 'id'));
  const isTheirs =
    profile !== null && readerOf(caller, deps.directory(), text(profile['unit']), text(profile['user'])) !== null;
  return isTheirs || isLost(context, 'workProfiles') ? null : refused('labour-of-others');
};

/** HR of the unit that has it, and of the unit that gets it. */
export const writeWorkProfile: RightsRule = (context) => {
  const { caller, deps, request } = context;
  const id = param(context, 'id');
  const before = id === '' ? null : storedObject(context, 'workProfiles', id);
  const units = [
    ...(before === null ? [] : [text(before['unit'])]),
    ...(request.method === 'DELETE' ? [] : [text(field(context, 'unit'))]),
  ];
  const isTheirs =
    (id === '' || before !== null) && units.every((unit) => isHrOf(caller, deps.directory().units.get(unit)));
  return isTheirs || (id !== '' && isLost(context, 'workProfiles')) ? null : refused('hr-only');
};

/** People of units, by unit. */
export type UnitPeople = ReadonlyMap<string, readonly string[]>;

export interface PeopleQuestion {
  unit?: string | undefined;
  user?: string | undefined;
}

/** Whose working time somebody reads; of people with `contract: exempt` there is none. */
export function peopleReadBy(caller: Caller, directory: LabourDirectory, { unit, user }: PeopleQuestion): UnitPeople {
  const people = new Map<string, Set<string>>();
  for (const [login, profiles] of directory.profiles) {
    for (const profile of user === undefined || user === login ? profiles : []) {
      const reader = readerOf(caller, directory, profile.unit, login);
      const isWanted = (unit === undefined || unit === profile.unit) && directory.units.has(profile.unit);
      if (isWanted && profile.contract !== 'exempt' && reader !== null) {
        people.set(profile.unit, (people.get(profile.unit) ?? new Set()).add(login));
      }
    }
  }
  return new Map([...people].map(([id, logins]) => [id, [...logins].sort()]));
}

/**
 * Whose decisions and rests somebody reads. Records outlive work profiles, so those in charge read their units', and
 * the person reads their own also where the unit is gone.
 */
export function recordReader(caller: Caller, { units }: Pick<LabourDirectory, 'units'>): RecordReader {
  return {
    login: isOneOf(caller, [caller.name]) ? caller.name : null,
    units: [...units.values()].filter((unit) => isInChargeOf(caller, unit)).map(({ id }) => id),
  };
}

/**
 * Another one of those in charge decides; where there is nobody else, they do themselves, but nobody waives their own
 * rest.
 */
export function isOwnCase(caller: Caller, unit: Pick<Unit, 'managers' | 'hr'>, user: string, waives = false): boolean {
  return isPerson(caller, user) && (waives || peopleInCharge(unit).some((login) => login !== user));
}

/** Managers and HR of any unit; whose case it is, the action judges. */
export const decide: RightsRule = ({ caller, deps }) =>
  [...deps.directory().units.values()].some((unit) => isInChargeOf(caller, unit)) ? null : refused('labour-of-others');

/** Managers and HR of the unit. */
export const publishes: RightsRule = (context) =>
  isInChargeOf(context.caller, context.deps.directory().units.get(text(field(context, 'unit'))))
    ? null
    : refused('labour-of-others');

/** What a person says of their own records; neither Admins nor tokens say it for them. */
export const ownRecords: RightsRule = ({ caller }) => (isOneOf(caller, [caller.name]) ? null : refused('person-alone'));

/** A dry run is for whoever may do it: saves the rota or override, takes the shift, asks for or takes the swap. */
export const dryRun: RightsRule = (context) => {
  const part = (name: string) => field(context, name) ?? null;
  const as = (method: string, params: object, body: unknown): RuleContext => ({
    ...context,
    request: { ...context.request, method, params, body },
  });
  const [rota, override, shift, swap] = [part('rota'), part('override'), part('takeOver'), part('swap')];
  if (rota !== null) {
    const body = { rota } as { rota: { id?: unknown } };
    const isNew = storedObject(context, 'rotas', text(body.rota.id)) === null;
    return ofTeam('rotas')(as(isNew ? 'POST' : 'PUT', isNew ? {} : { id: body.rota.id }, rota));
  }
  if (override !== null) {
    return ofTeam('rotas')(as('POST', { id: text((override as { rota?: unknown }).rota) }, override));
  }
  if (shift !== null) {
    return takesOver(as('POST', { id: text((shift as { rota?: unknown }).rota) }, shift));
  }
  return typeof swap === 'string' ? person(context) : ownField('by')(as('POST', {}, swap));
};

/**
 * Whether somebody plans the duty of a person of the unit: Editors of a team that is the unit's and the person's, and
 * Admins.
 */
export function plansFor(
  caller: Caller,
  { units, teams }: Pick<Directory, 'units' | 'teams'>,
  unit: string,
  user: string,
): boolean {
  const edits = (team: string) => caller.kind === 'person' && caller.guest === undefined && editsTeam(caller, team);
  const own = (units.get(unit)?.teams ?? []).filter((team) => teams.get(team)?.members.includes(user));
  return isLabourAdmin(caller) || own.some(edits);
}

export const startAfterRest: RightsRule = async (context) => {
  const row = await findRest(context.deps.store.read, param(context, 'id'));
  return row !== null && isOneOf(context.caller, [row.user]) ? null : refused('person-alone');
};

/** Decides who may read, answer and close one person's month, and who reads its amounts. */
import { peopleInCharge } from '#domain/labour/facts/unit';
import type { Unit } from '#domain/labour/facts/unit';
import type { Directory } from '../../ports/directory.ts';
import { findStatementOwner } from '../../store/labour/statements/statements.ts';
import type { StatementOwner } from '../../store/labour/statements/statements.ts';
import type { Caller } from '../caller.ts';
import { isHrOf, isInChargeOf, readerOf } from '../labour.ts';
import type { LabourReader } from '../labour.ts';
import { refused } from '../refused.ts';
import { param } from '../rule.ts';
import type { RightsRule, RuleContext } from '../rule.ts';
import { isPerson } from '../who.ts';

type StatementDirectory = Pick<Directory, 'units' | 'profiles' | 'responders'>;

/**
 * The capacity in which somebody reads a statement; null: they may not. Of somebody who is erased, statements stay for HR
 * alone.
 */
export function statementReader(
  caller: Caller,
  directory: StatementDirectory,
  { unit, user }: StatementOwner,
): LabourReader | null {
  const reader = readerOf(caller, directory, unit, user);
  return reader === 'manager' && !directory.responders.has(user) ? null : reader;
}

/**
 * HR closes, but nobody their own month: another one of HR or a manager does. Where there is nobody else, they do
 * themselves. Managers close months of HR alone.
 */
export function mayClose(caller: Caller, unit: Pick<Unit, 'managers' | 'hr'> | undefined, user: string): boolean {
  if (unit === undefined || !isInChargeOf(caller, unit)) {
    return false;
  }
  if (isPerson(caller, user)) {
    return peopleInCharge(unit).every((login) => login === user);
  }
  return isHrOf(caller, unit) || unit.hr.includes(user);
}

async function ownerOf(context: RuleContext): Promise<StatementOwner | null> {
  return findStatementOwner(context.deps.store.read, param(context, 'id'));
}

export const readStatement: RightsRule = async (context) => {
  const owner = await ownerOf(context);
  return owner !== null && statementReader(context.caller, context.deps.directory(), owner) !== null
    ? null
    : refused('labour-of-others');
};

/** The document has amounts, which are for the person and HR. */
export const readDocument: RightsRule = async (context) => {
  const owner = await ownerOf(context);
  const reader = owner && statementReader(context.caller, context.deps.directory(), owner);
  return reader === 'self' || reader === 'hr' ? null : refused('labour-of-others');
};

export const answerStatement: RightsRule = async (context) => {
  const owner = await ownerOf(context);
  return owner !== null && readerOf(context.caller, context.deps.directory(), owner.unit, owner.user) === 'self'
    ? null
    : refused('person-alone');
};

export const closeStatement: RightsRule = async (context) => {
  const owner = await ownerOf(context);
  const unit = owner && context.deps.directory().units.get(owner.unit);
  if (owner === null || !unit || !isInChargeOf(context.caller, unit)) {
    return refused('hr-only');
  }
  if (mayClose(context.caller, unit, owner.user)) {
    return null;
  }
  return refused(isPerson(context.caller, owner.user) ? 'own-case' : 'hr-only');
};

export const readPayroll: RightsRule = ({ caller, request, deps }) => {
  const { unit } = request.query as { unit?: unknown };
  return isHrOf(caller, typeof unit === 'string' ? deps.directory().units.get(unit) : undefined)
    ? null
    : refused('hr-only');
};

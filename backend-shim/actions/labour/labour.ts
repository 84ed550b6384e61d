/** What people do about working time: name HR, say when they began, decide, and give rest that is owed. */
import type { EditDeps } from '../../configuration/edit.ts';
import type { ActionContext } from '../context.ts';
import { decideUrgentWorks } from './decide.ts';
import type { DecisionRequest, DecisionResult } from './decide.ts';
import { settleDecision } from './settle.ts';
import type { SettlementRequest } from './settle.ts';
import { sayStarted } from './started.ts';
import type { RestResult, StartedRequest } from './started.ts';
import { createUnitActions } from './units.ts';
import type { UnitActions } from './units.ts';

export interface LabourActions {
  units: UnitActions;
  started(request: StartedRequest): Promise<RestResult>;
  decide(request: DecisionRequest): Promise<DecisionResult>;
  settle(request: SettlementRequest): Promise<DecisionResult>;
}

export function createLabourActions(
  context: Pick<ActionContext, 'transact' | 'reload' | 'change'>,
  edits: EditDeps,
): LabourActions {
  const { change } = context;
  return {
    units: createUnitActions(context, edits),
    started: (request) => change((work) => sayStarted(work, request)),
    decide: (request) => change((work) => decideUrgentWorks(work, request)),
    settle: (request) => change((work) => settleDecision(work, request)),
  };
}

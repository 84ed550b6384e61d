/** What people do about working time: name HR, say when they began, decide, tell duty, answer and close months. */
import type { EditDeps } from '../../configuration/edit.ts';
import type { ActionContext } from '../context.ts';
import { decideUrgentWorks } from './decide.ts';
import type { DecisionRequest, DecisionResult } from './decide.ts';
import type { NoticeTable } from '../../store/schema/labour.ts';
import { publishNow } from './publish.ts';
import type { PublishRequest, PublishResult } from './publish.ts';
import { seeNotices } from './seen.ts';
import type { SeenRequest } from './seen.ts';
import { settleDecision } from './settle.ts';
import type { SettlementRequest } from './settle.ts';
import { sayStarted } from './started.ts';
import type { RestResult, StartedRequest } from './started.ts';
import { acceptStatement, contestStatement } from './statements/answer.ts';
import type { StatementAnswer } from './statements/answer.ts';
import { closeMonth } from './statements/close.ts';
import type { ClosingRequest } from './statements/close.ts';
import type { StatementResult } from './statements/current.ts';
import { noteReading } from './statements/shown.ts';
import type { StatementReading } from './statements/shown.ts';
import { createUnitActions } from './units.ts';
import type { UnitActions } from './units.ts';

export interface LabourActions {
  units: UnitActions;
  started(request: StartedRequest): Promise<RestResult>;
  decide(request: DecisionRequest): Promise<DecisionResult>;
  settle(request: SettlementRequest): Promise<DecisionResult>;
  publish(request: PublishRequest): Promise<PublishResult>;
  seen(request: SeenRequest): Promise<NoticeTable[]>;
  statements: StatementActions;
}

interface StatementActions {
  accept(request: StatementAnswer): Promise<StatementResult>;
  contest(request: StatementAnswer & { text: string }): Promise<StatementResult>;
  close(request: ClosingRequest): Promise<StatementResult>;
  noteReading(reading: StatementReading): Promise<void>;
}

export function createLabourActions(
  context: Pick<ActionContext, 'transact' | 'reload' | 'change' | 'objects' | 'zone'>,
  edits: EditDeps,
): LabourActions {
  const { change, transact } = context;
  return {
    units: createUnitActions(context, edits),
    started: (request) => change((work) => sayStarted(work, request)),
    decide: (request) => change((work) => decideUrgentWorks(work, request)),
    publish: (request) => change((work) => publishNow(work, request)),
    seen: (request) => change((work) => seeNotices(work, request)),
    settle: (request) => change((work) => settleDecision(work, request)),
    statements: {
      accept: (request) => change((work) => acceptStatement(work, request)),
      contest: (request) => change((work) => contestStatement(work, request)),
      close: (request) => change((work) => closeMonth(work, request)),
      noteReading: (reading) => transact((work) => noteReading(work, reading)),
    },
  };
}

/** Enters and corrects time worked during duty, with the entry in the audit log. */
import type { ProblemReason } from '#contract/reasons/problems';
import type { Refusal as Why } from '#contract/reasons/refusals';
import { addIntervention, changeIntervention, confirmIntervention } from '../../stages/duty/intervention.ts';
import type { ConfirmedTimes, InterventionResult } from '../../stages/duty/intervention.ts';
import { writeAudit } from '../../store/access/audit.ts';
import { auditedIntervention } from '../../store/duties/interventions.ts';
import type { TravelTimes } from '../../store/labour/intervention-details.ts';
import { findIntervention } from '../../store/duties/lists.ts';
import { closedMonthOf } from '../../store/labour/statements/closed-month.ts';
import { hasIncident } from '../../store/incidents/details.ts';
import type { InterventionTable } from '../../store/schema/duties.ts';
import type { Work } from '../../store/work.ts';
import type { ActionContext } from '../context.ts';

interface InterventionInput {
  /** null: now. */
  start: number | null;
  end: number | null;
  travel: TravelTimes;
  note: string;
}

interface NewInterventionRequest extends InterventionInput {
  incident: string;
  user: string;
  actor: string;
}

interface InterventionCorrection extends InterventionInput {
  id: string;
  actor: string;
  ifVersion: number | null;
}

export interface InterventionConfirmation extends ConfirmedTimes {
  id: string;
  actor: string;
  ifVersion: number | null;
}

type RefusedField = { ok: false; field: string; message: string } & ProblemReason;
export type InterventionAnswer =
  | { ok: true; intervention: InterventionTable }
  | RefusedField
  | { ok: false; field: null; code: 'not-found' | 'conflict'; message: string; why: Why };

export interface InterventionActions {
  add(request: NewInterventionRequest): Promise<InterventionAnswer>;
  correct(request: InterventionCorrection): Promise<InterventionAnswer>;
  /** "When did you stop?" */
  confirm(request: InterventionConfirmation): Promise<InterventionAnswer>;
}

export function createInterventionActions({ transact }: Pick<ActionContext, 'transact'>): InterventionActions {
  return {
    add: (request) => transact((work) => add(work, request)),
    correct: (request) => transact((work) => correct(work, request)),
    confirm: (request) => transact((work) => confirmEnd(work, request)),
  };
}

async function add(
  work: Work,
  { incident, user, actor, ...input }: NewInterventionRequest,
): Promise<InterventionAnswer> {
  const unknown = await unknownName(work, incident, user);
  if (unknown) {
    return unknown;
  }
  const closed = await refuseClosed(work, actor, { user, start_at: input.start ?? work.now }, []);
  if (closed !== null) {
    return closed;
  }
  const result = await addIntervention(work, incident, user, timesOf(work, input));
  if (result.ok && result.before === null) {
    await writeAudit(work, [
      {
        actor,
        action: 'create',
        kind: 'interventions',
        subject: result.intervention.id,
        ...(await auditedIntervention(work, null, result.intervention)),
      },
    ]);
  }
  return result;
}

async function unknownName(work: Work, incident: string, user: string): Promise<RefusedField | null> {
  if (!(await hasIncident(work.tx, incident))) {
    return {
      ok: false,
      field: 'incident',
      message: 'names no incident',
      reason: 'no-such',
      data: { kind: 'incident', name: incident, meant: null },
    };
  }
  return work.directory.responders.has(user)
    ? null
    : {
        ok: false,
        field: 'user',
        message: `names no person that Vigie knows (${user})`,
        reason: 'no-such',
        data: { kind: 'user', name: user, meant: null },
      };
}

async function correct(
  work: Work,
  { id, actor, ifVersion, ...input }: InterventionCorrection,
): Promise<InterventionAnswer> {
  const row = await findIntervention(work.tx, id);
  const closed = row && (await refuseClosed(work, actor, row, input.start === null ? [] : [input.start]));
  if (closed) {
    return closed;
  }
  const result = await changeIntervention(work, id, timesOf(work, input), actor, ifVersion);
  return audited(work, 'change', actor, result);
}

/** The same for every surface that asks "When did you stop?". */
export async function confirmEnd(
  work: Work,
  { id, actor, ifVersion, ...times }: InterventionConfirmation,
): Promise<InterventionAnswer> {
  const row = await findIntervention(work.tx, id);
  const closed = row && (await refuseClosed(work, actor, row, []));
  if (closed) {
    return closed;
  }
  return audited(work, 'confirm', actor, await confirmIntervention(work, id, times, actor, ifVersion));
}

async function audited(
  work: Work,
  action: 'change' | 'confirm',
  actor: string,
  result: InterventionResult,
): Promise<InterventionAnswer> {
  if (result.ok) {
    const { before, intervention } = result;
    const said = await auditedIntervention(work, before, intervention);
    await writeAudit(work, [{ actor, action, kind: 'interventions', subject: intervention.id, ...said }]);
  }
  return result;
}

/** What a closed month was computed from is for HR to correct. */
async function refuseClosed(
  work: Work,
  actor: string,
  row: Parameters<typeof closedMonthOf>[2],
  starts: readonly number[],
): Promise<Extract<InterventionAnswer, { field: null }> | null> {
  const month = await closedMonthOf(work, actor, row, starts);
  return month === null
    ? null
    : {
        ok: false,
        field: null,
        code: 'conflict',
        message: `${month} is closed: HR of the unit corrects what it was computed from.`,
        why: { reason: 'month-closed', data: { month } },
      };
}

function timesOf({ now }: Work, { start, ...rest }: InterventionInput) {
  return { ...rest, start: start ?? now };
}

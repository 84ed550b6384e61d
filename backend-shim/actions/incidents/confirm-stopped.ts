/** A person answers on the responder page when they stopped working on an incident. */
import type { InterventionRecord } from '#domain/labour/facts/model';
import { endRightAway, latestEnd } from '#domain/labour/intervention-end';
import { MINUTE } from '#domain/time/duration';
import type { EnteredStop, StoppedAction, WorkResult } from '../../ports/commands.ts';
import { interventionToConfirm } from '../../store/labour/confirmation/to-confirm.ts';
import type { Work } from '../../store/work.ts';
import { confirmEnd } from '../rotas/interventions.ts';

/** Pressed twice is pressed once: then nothing is left to confirm. */
export async function confirmStopped(
  work: Work,
  incident: string,
  login: string,
  action: StoppedAction,
  entered?: EnteredStop,
): Promise<WorkResult> {
  const record = await interventionToConfirm(work.tx, work.directory, incident, login);
  if (record === null || (action === 'at-time' && entered === undefined)) {
    return 'nothing-to-do';
  }
  const { id } = record;
  const times =
    entered === undefined
      ? { end: pressedEnd(record, action, work.now), travel: { before: null, after: null } }
      : { end: enteredEnd(record, entered.end), travel: entered.travel };
  const result = await confirmEnd(work, { id, ...times, actor: login, ifVersion: null });
  if (result.ok) {
    return 'done';
  }
  return result.field === 'end' ? (result.reason === 'in-future' ? 'in-future' : 'before-start') : 'nothing-to-do';
}

function pressedEnd(record: InterventionRecord, action: StoppedAction, now: number): number {
  const rightAway = endRightAway(record);
  const said = action === 'right-away' ? rightAway : Math.max(record.end ?? now, rightAway);
  return Math.min(said, latestEnd(record, now));
}

/** Times are entered by the minute, so whoever stopped in the minute in which they began worked for a minute. */
function enteredEnd({ start }: InterventionRecord, end: number): number {
  return end <= start && end > start - MINUTE ? start + MINUTE : end;
}

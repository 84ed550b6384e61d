/** A person answers on the responder page when they stopped working on an incident. */
import { endRightAway, latestEnd } from '#domain/labour/intervention-end';
import type { StoppedAction } from '../../ports/commands.ts';
import { interventionToConfirm } from '../../store/labour/to-confirm.ts';
import type { Work } from '../../store/work.ts';
import { confirmEnd } from '../rotas/interventions.ts';

/** Pressed twice is pressed once: then nothing is left to confirm. @returns false: there was nothing */
export async function confirmStopped(
  work: Work,
  incident: string,
  login: string,
  action: StoppedAction,
): Promise<boolean> {
  const record = await interventionToConfirm(work.tx, work.directory, incident, login);
  if (record === null) {
    return false;
  }
  const { id, travelBefore, travelAfter } = record;
  const rightAway = endRightAway(record);
  const said = action === 'right-away' ? rightAway : Math.max(record.end ?? work.now, rightAway);
  const end = Math.min(said, latestEnd(record, work.now));
  const times = { end, travel: { before: travelBefore, after: travelAfter } };
  const { ok } = await confirmEnd(work, { id, ...times, actor: login, ifVersion: null });
  return ok;
}

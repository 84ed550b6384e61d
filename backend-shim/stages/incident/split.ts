/** Undoes a merge: alerts and keys go back to the incident that was merged, and it is open again as it was. */
import { advance } from '#domain/incident/advance';
import type { Actor, Incident, UndoableMerge } from '#domain/incident/model';
import type { CommandRequest, CommandResult } from '../../ports/commands.ts';
import { moveSomeAlerts, readAlertsOf } from '../../store/alerts/alerts.ts';
import { loadFacts } from '../../store/incidents/facts.ts';
import { readIncidents } from '../../store/incidents/incidents.ts';
import { saveIncidentKeys } from '../../store/incidents/keys.ts';
import { saveChanges } from '../../store/incidents/save.ts';
import type { Work } from '../../store/work.ts';
import { adjustHold } from './holds.ts';
import { countAlerts } from './merge.ts';

/** The merge that the command undoes: where the alerts went, and the keys to take back. Not locked yet. */
export async function mergeToUndo(work: Work, { id, command }: CommandRequest): Promise<UndoableMerge | null> {
  if (command.kind !== 'undo') {
    return null;
  }
  const incident = (await readIncidents(work.tx, work.cap, work.copies, [id])).get(id);
  return incident?.undo?.merged ?? null;
}

const TOO_LATE: CommandResult = {
  ok: false,
  code: 'too-late',
  message: 'This can no longer be undone: something has happened to one of the two incidents since.',
  why: { reason: 'undo-too-late' },
};

export async function splitAgain(
  work: Work,
  from: Incident,
  into: Incident | undefined,
  actor: Actor,
): Promise<CommandResult> {
  const merged = from.undo?.merged;
  if (merged === undefined || into === undefined || into.version !== merged.intoVersion) {
    return TOO_LATE;
  }
  const facts = await loadFacts(work, [from, into]);
  const back = advance(from, [{ kind: 'command', command: { kind: 'undo' }, actor }], work.now, facts);
  const refusal = back.results[0]?.refusal;
  if (refusal) {
    return { ok: false, ...refusal };
  }
  const alerts = await readAlertsOf(work, into.id);
  const theirs = new Set(merged.fingerprints);
  await moveSomeAlerts(work, merged.fingerprints, into.id, from.id);
  await saveIncidentKeys(
    work,
    merged.keys.map(({ integration, groupKey }) => ({ integration, group_key: groupKey, incident: from.id })),
  );
  const counts = countAlerts(alerts.filter(({ fingerprint }) => !theirs.has(fingerprint)));
  const split = { from: { id: from.id, number: from.number }, ...counts, severity: merged.severity, actor };
  const target = advance(into, [{ kind: 'split', ...split }], work.now, facts);
  await saveChanges(work, [back, target]);
  return { ok: true, incident: await adjustHold(work, back.incident), before: from };
}

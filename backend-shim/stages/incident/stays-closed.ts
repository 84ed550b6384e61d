/** After an undone resolution: sources that were not told of it yet are not told; the timeline names those that were. */
import type { Effect } from '#domain/incident/effects';
import type { Incident } from '#domain/incident/model';
import { dropSyncs, readToldSince } from '../../store/incidents/syncs.ts';
import type { Work } from '../../store/work.ts';

/** @param before the incident while it was resolved */
export async function takeBackClosing(work: Work, before: Incident): Promise<Effect[]> {
  const { undo } = before;
  // A merge tells no source, and neither an acknowledgement nor a snooze tells one to close.
  if (undo === undefined || undo.of !== undefined || undo.merged !== undefined) {
    return [];
  }
  await dropSyncs(work, before.id, 'resolve', 'not told: the resolution was undone');
  const told = await readToldSince(work, before.id, 'resolve', undo.at);
  const integrations = told.filter((id) => closes(work, id));
  const text = `${integrations.join(', ')} was already told to close the problem. If it did, the problem stays closed there.`;
  return integrations.length === 0
    ? []
    : [
        {
          kind: 'timeline',
          entry: {
            at: work.now,
            kind: 'warning',
            actor: null,
            text,
            data: { reason: 'stays-closed', integrations },
          },
        },
      ];
}

function closes({ directory }: Work, id: string): boolean {
  const integration = directory.integrations.get(id);
  return integration?.type === 'zabbix' && integration.sync?.close === true;
}

/** Incidents that a maintenance holds follow it when it is changed: also when it is ended early. */
import { advance } from '#domain/incident/advance';
import type { Incident } from '#domain/incident/model';
import { activeMaintenance } from '#domain/routing/maintenance';
import type { Directory } from '../ports/directory.ts';
import { loadFacts } from '../store/incidents/facts.ts';
import { lockIncidents } from '../store/incidents/incidents.ts';
import { run } from '../store/query.ts';
import { saveChanges } from '../store/incidents/save.ts';
import type { Work } from '../store/work.ts';

export async function adjustHolds(work: Work): Promise<void> {
  const rows = await run<{ id: string }>(work.tx, `select id from incidents where state <> 'resolved' and cast("inner" as text) like '%"hold":%'`, []);
  if (rows.length === 0) {
    return;
  }
  const incidents = [...(await lockIncidents(work, rows.map(({ id }) => id))).values()];
  const moved = incidents.flatMap((incident) => {
    const until = heldUntil(work.directory, incident, work.now);
    return incident.timers.hold === undefined || incident.timers.hold === until ? [] : [{ incident, until }];
  });
  const facts = await loadFacts(work, moved.map(({ incident }) => incident));
  await saveChanges(work, moved.map(({ incident, until }) => advance(incident, [{ kind: 'held', until }], work.now, facts)));
}

function heldUntil({ maintenances, facts }: Directory, { labels, severity, title, source, integration }: Incident, now: number): number | null {
  const effect = activeMaintenance(maintenances, { labels, severity, title, source }, integration, now, facts);
  return effect?.kind === 'hold' ? effect.until : null;
}

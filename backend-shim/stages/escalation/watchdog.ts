/** Promise 2: finds open incidents without a next step, repairs them and counts them. */
import type { IncidentEvent } from '#domain/incident/advance';
import { advanceOrFallback } from '#domain/incident/progress/advance-or-fallback';
import type { DecisionFacts } from '#domain/incident/draft';
import type { Incident } from '#domain/incident/model';
import { unattended } from '#domain/incident/progress/watchdog';
import type { Log } from '../../ports/log.ts';
import { loadFacts } from '../../store/incidents/facts.ts';
import { lockIncidents } from '../../store/incidents/incidents.ts';
import { readUnattendedIncidents } from '../../store/incidents/unattended.ts';
import { saveChanges } from '../../store/incidents/save.ts';
import type { IncidentChange } from '../../store/incidents/save.ts';
import type { Work } from '../../store/work.ts';

const BATCH = 500;

/** @returns the number of repaired incidents; 0 in a healthy system */
export async function watch(work: Work, log: Log): Promise<number> {
  const incidents = [...(await lockIncidents(work, await readUnattendedIncidents(work, BATCH))).values()];
  const facts = await loadFacts(work, incidents);
  const changes = incidents.map((incident) => {
    // The incident has the timer but the row is missing; saving writes it.
    const why = unattended(incident) ?? 'timer-row-missing';
    log.error({ incident: incident.id, why }, 'the watchdog repaired an incident without a next step');
    return repaired(work, incident, facts);
  });
  await saveChanges(work, changes);
  return changes.length;
}

/** If the repair throws, it uses the last resort at once, since the incident has waited long enough. */
function repaired(work: Work, incident: Incident, facts: DecisionFacts): IncidentChange {
  const events: IncidentEvent[] = unattended(incident) ? [{ kind: 'repair' }] : [];
  return advanceOrFallback(incident, events, work.now, facts, (error) =>
    work.report({ stage: 'watchdog', incident: incident.id, error }),
  );
}

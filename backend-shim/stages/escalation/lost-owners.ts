/** Gives back acknowledged incidents whose people were disabled since, so that the escalation goes on. */
import type { DecisionFacts } from '#domain/incident/draft';
import type { Incident } from '#domain/incident/model';
import { advanceOrFallback } from '#domain/incident/progress/advance-or-fallback';
import { disabledOwners } from '#domain/incident/progress/owners-left';
import type { Log } from '../../ports/log.ts';
import { loadFacts } from '../../store/incidents/facts.ts';
import { lockIncidents } from '../../store/incidents/incidents.ts';
import { readAcknowledgedBy } from '../../store/incidents/of-person.ts';
import { saveChanges } from '../../store/incidents/save.ts';
import type { IncidentChange } from '../../store/incidents/save.ts';
import type { Work } from '../../store/work.ts';

const BATCH = 500;

/** @returns the number of incidents that are open again */
export async function releaseFromDisabled(work: Work, log: Log): Promise<number> {
  const disabled = [...work.directory.responders.values()].filter((person) => person.disabled);
  const found = await readAcknowledgedBy(
    work,
    disabled.map(({ login }) => login),
    BATCH,
  );
  if (found.length === 0) {
    return 0;
  }
  const incidents = [...(await lockIncidents(work, found)).values()];
  const facts = await loadFacts(work, incidents);
  const left = incidents.filter((incident) => disabledOwners(incident, facts).length > 0);
  await saveChanges(
    work,
    left.map((incident) => giveBack(work, incident, facts)),
  );
  if (left.length > 0) {
    log.info({ incidents: left.map(({ number }) => number) }, 'incidents of disabled people are open again');
  }
  return left.length;
}

function giveBack(work: Work, incident: Incident, facts: DecisionFacts): IncidentChange {
  return advanceOrFallback(incident, [{ kind: 'ownersLeft' }], work.now, facts, (error) =>
    work.report({ stage: 'advance', incident: incident.id, error }),
  );
}

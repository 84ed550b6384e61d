/** Incidents that a maintenance holds follow it when it is changed: also when it is ended early. */
import { advanceOrFallback } from '#domain/incident/progress/advance-or-fallback';
import type { DecisionFacts } from '#domain/incident/draft';
import type { Incident } from '#domain/incident/model';
import { activeMaintenance } from '#domain/routing/maintenance';
import type { Maintenance } from '#domain/routing/maintenance';
import { matchMeter, metered, pauses } from '#domain/routing/match-meter';
import { loadFacts } from '../../store/incidents/facts.ts';
import { readHeldIncidents } from '../../store/incidents/held.ts';
import { lockIncidents } from '../../store/incidents/incidents.ts';
import { saveChanges } from '../../store/incidents/save.ts';
import type { IncidentChange } from '../../store/incidents/save.ts';
import { noteUnclear } from '../../store/stored/unclear-maintenances.ts';
import type { Work } from '../../store/work.ts';

export async function adjustHolds(work: Work): Promise<void> {
  const held = await readHeldIncidents(work);
  if (held.length === 0) {
    return;
  }
  await adjust(work, [...(await lockIncidents(work, held)).values()]);
}

/** @param incident locked @returns it as it is afterwards */
export async function adjustHold(work: Work, incident: Incident): Promise<Incident> {
  const [change] = await adjust(work, [incident]);
  return change?.incident ?? incident;
}

/** Units of work of all incidents together, some hundred milliseconds; beyond it a maintenance holds nothing. */
const MOST_AT_ONCE = 20_000_000;

async function adjust(work: Work, incidents: readonly Incident[]): Promise<IncidentChange[]> {
  const moved: Array<{ incident: Incident; until: number | null }> = [];
  const meter = matchMeter(MOST_AT_ONCE);
  const pause = pauses(meter, () => new Promise((resolve) => setImmediate(resolve)));
  for (const incident of incidents) {
    const until = heldUntil(work, incident, meter, ({ id }) => noteUnclear(work, [id]));
    if (incident.timers.hold !== undefined && incident.timers.hold !== until) {
      moved.push({ incident, until });
    }
    await pause();
  }
  if (moved.length === 0) {
    return [];
  }
  const facts = await loadFacts(
    work,
    moved.map(({ incident }) => incident),
  );
  const changes = moved.map(({ incident, until }) => afterHold(work, incident, until, facts));
  await saveChanges(work, changes);
  return changes;
}

/** A maintenance that cannot be read holds nothing. */
export function heldUntil(
  { directory: { maintenances, facts }, now, report }: Work,
  incident: Incident,
  meter = matchMeter(),
  unclear: (maintenance: Maintenance) => void = () => undefined,
): number | null {
  const { labels, severity, title, source, integration } = incident;
  try {
    const view = { labels, severity, title, source };
    const effect = metered(meter, (budget) =>
      activeMaintenance(maintenances, view, integration, now, facts, budget, unclear),
    );
    return effect?.kind === 'hold' ? effect.until : null;
  } catch (error) {
    report({ stage: 'advance', incident: incident.id, error });
    return null;
  }
}

function afterHold(work: Work, incident: Incident, until: number | null, facts: DecisionFacts): IncidentChange {
  return advanceOrFallback(incident, [{ kind: 'held', until }], work.now, facts, (error) =>
    work.report({ stage: 'advance', incident: incident.id, error }),
  );
}

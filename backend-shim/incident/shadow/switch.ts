/** Incidents follow a switch between real and shadow: pages end, and what waited to be sent is not sent any more. */
import { advance } from '#domain/incident/advance';
import type { ShadowChange } from '#domain/incident/commands/shadow';
import type { DecisionFacts } from '#domain/incident/draft';
import type { Incident } from '#domain/incident/model';
import { advanceAnyhow } from '#domain/incident/progress/advance-anyhow';
import { isInShadow } from '#domain/notify/shadow';
import type { ShadowSubject } from '#domain/notify/shadow';
import { loadFacts } from '../../store/incidents/facts.ts';
import { lockIncidents } from '../../store/incidents/incidents.ts';
import { saveChanges } from '../../store/incidents/save.ts';
import type { IncidentChange } from '../../store/incidents/save.ts';
import { addSpans, cancelWaiting, readUnresolved } from '../../store/shadow/shadowed-incidents.ts';
import type { OpenIncident } from '../../store/shadow/shadowed-incidents.ts';
import { addShadows, removeShadows, shadowStateOf } from '../../store/shadow/shadows.ts';
import type { ShadowRow } from '../../store/shadow/shadows.ts';
import type { Work } from '../../store/work.ts';

export interface ShadowSwitch {
  /** As stored, read under the lock. */
  before: readonly ShadowRow[];
  added: readonly ShadowRow[];
  removed: readonly ShadowRow[];
}

/**
 * Stores the switch, and changes every incident that is open now and goes into shadow or leaves it. The caller holds
 * `lockShadows`.
 * @param paged ids of those that the caller pages anew; all others that leave shadow page nobody by themselves
 * @returns the incidents that left shadow
 */
export async function switchShadows(
  work: Work,
  { before, added, removed }: ShadowSwitch,
  paged: ReadonlySet<string> = new Set(),
): Promise<OpenIncident[]> {
  const isRemoved = (row: ShadowRow) => removed.some((one) => isSame(one, row));
  const after = [...before.filter((row) => !isRemoved(row)), ...added];
  await removeShadows(work, removed);
  await addShadows(work, added);
  const [was, is] = [shadowStateOf(before), shadowStateOf(after)];
  const open = await readUnresolved(work.tx);
  const began = open.filter((one) => !isInShadow(was, one) && isInShadow(is, one));
  const over = open.filter((one) => isInShadow(was, one) && !isInShadow(is, one));
  // Locks are taken in one order, and all at once.
  await lockIncidents(
    work,
    [...began, ...over].map(({ id }) => id),
  );
  await cancelWaiting(
    work,
    [...began, ...over].map(({ id }) => id),
  );
  await addSpans(
    work,
    over.map((one) => ({ incident: one.id, from: since(before, one) })),
  );
  await change(work, began, 'began');
  await change(
    work,
    over.filter(({ id }) => !paged.has(id)),
    'over',
  );
  return over;
}

export function isSame(a: ShadowRow, b: ShadowRow): boolean {
  return a.kind === b.kind && a.subject === b.subject && a.origin === b.origin;
}

/** Since when the incident is in shadow. */
function since(rows: readonly ShadowRow[], subject: ShadowSubject): number {
  return Math.min(...rows.filter((row) => isInShadow(shadowStateOf([row]), subject)).map(({ at }) => at));
}

async function change(work: Work, incidents: readonly OpenIncident[], what: ShadowChange): Promise<void> {
  if (incidents.length === 0) {
    return;
  }
  const locked = [
    ...(
      await lockIncidents(
        work,
        incidents.map(({ id }) => id),
      )
    ).values(),
  ].filter(({ state }) => state !== 'resolved');
  const facts = await loadFacts(work, locked);
  await saveChanges(
    work,
    locked.map((incident) => afterSwitch(work, incident, what, facts)),
  );
}

function afterSwitch(work: Work, incident: Incident, what: ShadowChange, facts: DecisionFacts): IncidentChange {
  const events = [{ kind: 'shadow', change: what }] as const;
  try {
    return advance(incident, events, work.now, facts);
  } catch (error) {
    work.report({ stage: 'advance', incident: incident.id, error });
    return advanceAnyhow(incident, events, work.now, facts, { tries: 0, since: work.now });
  }
}

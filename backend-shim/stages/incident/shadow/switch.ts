/** Incidents follow a switch between real and shadow: pages end, and what waited to be sent is not sent any more. */
import { wasReal } from '#domain/incident/commands/shadow';
import type { ShadowChange } from '#domain/incident/commands/shadow';
import type { DecisionFacts } from '#domain/incident/draft';
import type { Incident } from '#domain/incident/model';
import { advanceOrFallback } from '#domain/incident/progress/advance-or-fallback';
import { isInShadow } from '#domain/notify/shadow';
import type { ShadowState, ShadowSubject } from '#domain/notify/shadow';
import { loadFacts } from '../../../store/incidents/facts.ts';
import { holdIncidents, lockIncidents } from '../../../store/incidents/incidents.ts';
import { saveChanges } from '../../../store/incidents/save.ts';
import type { IncidentChange } from '../../../store/incidents/save.ts';
import {
  addSpans,
  cancelWaiting,
  readResolvedSince,
  readUnresolved,
} from '../../../store/shadow/shadowed-incidents.ts';
import type { OpenIncident } from '../../../store/shadow/shadowed-incidents.ts';
import { addShadows, removeShadows, shadowStateOf } from '../../../store/shadow/shadows.ts';
import type { ShadowRow } from '../../../store/shadow/shadows.ts';
import { setUnitsChanged } from '../../../store/labour/unit-timers.ts';
import type { Work } from '../../../store/work.ts';

export interface ShadowSwitch {
  /** As stored, read under the lock. */
  before: readonly ShadowRow[];
  added: readonly ShadowRow[];
  removed: readonly ShadowRow[];
}

/** What a person saw before the switch: incidents that leave shadow are stopped only if they were seen. */
export interface SeenIncidents {
  /** Ids. */
  listed: ReadonlySet<string>;
  /** Ids of those that the caller pages anew. */
  paged: ReadonlySet<string>;
}

/**
 * Stores the switch, and changes every incident that is open now and goes into shadow or leaves it. Those that leave it
 * go on if they were real before; those that began in shadow page nobody by themselves. The caller holds `lockShadows`.
 * @param seen null: nobody saw a list
 * @returns the incidents that left shadow
 */
export async function switchShadows(
  work: Work,
  { before, added, removed }: ShadowSwitch,
  seen: SeenIncidents | null = null,
): Promise<OpenIncident[]> {
  const isRemoved = (row: ShadowRow) => removed.some((one) => isSame(one, row));
  const after = [...before.filter((row) => !isRemoved(row)), ...added];
  await removeShadows(work, removed);
  await addShadows(work, added);
  const [was, is] = [shadowStateOf(before), shadowStateOf(after)];
  const open = await readUnresolved(work.tx);
  const began = open.filter((one) => !isInShadow(was, one) && isInShadow(is, one));
  const over = open.filter((one) => isInShadow(was, one) && !isInShadow(is, one));
  const ids = [...began, ...over].map(({ id }) => id);
  // Locks are taken in one order, and all at once.
  await holdIncidents(work, ids);
  const ended = await endedInShadow(work, before, is);
  await cancelWaiting(work, [...ids, ...ended.map(({ id }) => id)]);
  await addSpans(
    work,
    [...over, ...ended].map((one) => ({ incident: one.id, from: since(before, one) })),
  );
  await change(work, began, () => 'began');
  const stops = new Set(over.filter((one) => isToStop(before, seen, one)).map(({ id }) => id));
  if (removed.length > 0) {
    // What the law wants told, and was not while in shadow, is told now.
    await setUnitsChanged(work, [...work.directory.units.keys()]);
  }
  await change(work, over, (incident) => (stops.has(incident.id) && !wasReal(incident) ? 'over' : 'resumed'));
  return over;
}

/** Incidents that leave shadow and were resolved in it: nobody heard of them there, so nobody hears that they are over. */
async function endedInShadow(work: Work, before: readonly ShadowRow[], is: ShadowState) {
  if (before.length === 0) {
    return [];
  }
  const was = shadowStateOf(before);
  const resolved = await readResolvedSince(work, Math.min(...before.map(({ at }) => at)));
  return resolved.filter((one) => isInShadow(was, one) && !isInShadow(is, one));
}

function isToStop(before: readonly ShadowRow[], seen: SeenIncidents | null, one: OpenIncident): boolean {
  const isSeen = seen === null || (seen.listed.has(one.id) && !seen.paged.has(one.id));
  return isSeen && !isOlder(before, one);
}

/** Whether the incident was real before the shadow that it is in began. */
export function isOlder(rows: readonly ShadowRow[], one: OpenIncident): boolean {
  return one.opened_at < since(rows, one);
}

export function isSame(a: ShadowRow, b: ShadowRow): boolean {
  return a.kind === b.kind && a.subject === b.subject && a.origin === b.origin;
}

/** Since when the incident is in shadow. */
function since(rows: readonly ShadowRow[], subject: ShadowSubject): number {
  return Math.min(...rows.filter((row) => isInShadow(shadowStateOf([row]), subject)).map(({ at }) => at));
}

async function change(
  work: Work,
  incidents: readonly OpenIncident[],
  what: (incident: Incident) => ShadowChange,
): Promise<void> {
  if (incidents.length === 0) {
    return;
  }
  const found = await lockIncidents(
    work,
    incidents.map(({ id }) => id),
  );
  const locked = [...found.values()].filter(({ state }) => state !== 'resolved');
  const facts = await loadFacts(work, locked);
  await saveChanges(
    work,
    locked.map((incident) => afterSwitch(work, incident, what(incident), facts)),
  );
}

function afterSwitch(work: Work, incident: Incident, what: ShadowChange, facts: DecisionFacts): IncidentChange {
  return advanceOrFallback(incident, [{ kind: 'shadow', change: what }], work.now, facts, (error) =>
    work.report({ stage: 'advance', incident: incident.id, error }),
  );
}

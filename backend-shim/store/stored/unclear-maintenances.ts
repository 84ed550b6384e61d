/**
 * Maintenances under way whose matchers were too much work for an alert that came: they held nothing, and are named among the
 * objects out of service until they are over or are changed.
 */
import { repetitionFrom } from '#domain/routing/maintenance-times';
import type { MaintenanceTimes } from '#domain/routing/maintenance-times';
import type { Calendar } from '#domain/time/holidays';
import { toLocal, zoneTable } from '#domain/time/zone';
import type { Directory } from '../../ports/directory.ts';
import type { UnreadableRegistry } from './unreadable.ts';

const KIND = 'maintenances';
const FIELD = 'match';

/** With each new configuration it is unknown again. */
const noted = new WeakMap<UnreadableRegistry, { directory: Directory; ids: Set<string> }>();

export function noteUnclear(
  { directory, unreadable }: { directory: Directory; unreadable: UnreadableRegistry },
  maintenances: readonly string[],
): void {
  for (const id of maintenances) {
    const before = noted.get(unreadable);
    const known = before?.directory === directory ? before : { directory, ids: new Set<string>() };
    noted.set(unreadable, known);
    if (!known.ids.has(id)) {
      known.ids.add(id);
      nameOnce(unreadable, id);
    }
  }
}

/** One whose matchers are too heavy for any alert is named already. */
function nameOnce(unreadable: UnreadableRegistry, id: string): void {
  if (!unreadable.list().some((one) => one.kind === KIND && one.id === id)) {
    const message = 'was more work than is allowed for an alert that came, so that it held nothing of it';
    unreadable.note({ kind: KIND, id, field: FIELD, reason: 'too-heavy', message });
  }
}

/** It holds nothing any more, not at another repetition either. */
function isOver(maintenance: MaintenanceTimes, now: number, { zones }: Calendar): boolean {
  const local = toLocal(zoneTable(zones, maintenance.timeZone), now);
  const last = repetitionFrom(maintenance, local);
  return last === null || last.end <= local;
}

/** What is over for good is no problem. */
export function forgetPast(unreadable: UnreadableRegistry, { maintenances, facts }: Directory, now: number): void {
  for (const { kind, id, field } of unreadable.list()) {
    const isOne = kind === KIND && field === FIELD;
    const found = isOne ? maintenances.find((one) => one.id === id) : undefined;
    if (isOne && (found === undefined || isOver(found, now, facts))) {
      unreadable.clear({ kind, id, field });
      noted.get(unreadable)?.ids.delete(id);
    }
  }
}

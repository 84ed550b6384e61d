/** Finds the incidents for which a person was paged. */
import { z } from 'zod';
import type { StoreCapabilities } from '../capabilities.ts';
import { run } from '../query.ts';
import { readOr } from '../stored/json.ts';
import type { UnreadableReporter } from '../stored/unreadable.ts';
import type { Db } from '../store.ts';

/** An entry `merged` has `from` in the incident that absorbed another one, and `into` in the absorbed one. */
const mergedData = z.looseObject({ from: z.string().optional() });

/** The incidents among these for which the person was paged, directly or through an incident merged into them. */
export async function pagedFor(
  db: Db,
  cap: StoreCapabilities,
  login: string,
  incidents: readonly string[],
  noting: UnreadableReporter,
): Promise<ReadonlySet<string>> {
  const partsOf = await withMerged(db, cap, incidents, noting);
  const text = `select distinct incident from pages where ${cap.inList('incident', cap.placeholder(1))} and "user" = ${cap.placeholder(2)}`;
  const rows = await run<{ incident: string }>(db, text, [
    cap.listParameter([...new Set([...partsOf.values()].flatMap((parts) => [...parts]))]),
    login,
  ]);
  const paged = new Set(rows.map(({ incident }) => incident));
  return new Set(incidents.filter((id) => [...(partsOf.get(id) ?? [])].some((part) => paged.has(part))));
}

/** Each incident with everything that was merged into it, at any depth. */
export async function withMerged(
  db: Db,
  cap: StoreCapabilities,
  incidents: readonly string[],
  noting: UnreadableReporter,
): Promise<Map<string, Set<string>>> {
  const from = new Map<string, string[]>();
  for (let unknown = [...incidents]; unknown.length > 0;) {
    const found = await mergedInto(db, cap, unknown, noting);
    unknown.forEach((id) => from.set(id, found.get(id) ?? []));
    unknown = [...new Set([...found.values()].flat())].filter((id) => !from.has(id));
  }
  return new Map(incidents.map((id) => [id, reachable(id, from)]));
}

function reachable(id: string, from: ReadonlyMap<string, readonly string[]>): Set<string> {
  const parts = new Set([id]);
  // Iterating over a set also visits items that are added meanwhile.
  for (const part of parts) {
    from.get(part)?.forEach((one) => parts.add(one));
  }
  return parts;
}

/** The incidents that were merged directly into each incident. */
async function mergedInto(
  db: Db,
  cap: StoreCapabilities,
  incidents: readonly string[],
  noting: UnreadableReporter,
): Promise<Map<string, string[]>> {
  const text = `select id, incident, data from timeline where ${cap.inList('incident', cap.placeholder(1))} and kind = 'merged'`;
  const rows = await run<{ id: string; incident: string; data: string }>(db, text, [cap.listParameter(incidents)]);
  const found = new Map<string, string[]>();
  for (const { id, incident, data } of rows) {
    // An unreadable entry gives nobody additional rights.
    const { from } = readOr(mergedData, data, { kind: 'timeline', id, field: 'data' }, noting, {});
    if (from !== undefined) {
      found.set(incident, [...(found.get(incident) ?? []), from]);
    }
  }
  return found;
}

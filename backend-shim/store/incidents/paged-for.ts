import type { Capabilities } from '../capabilities.ts';
import { run } from '../query.ts';
import type { Db } from '../store.ts';

/** Those of these incidents for which the person was paged. */
export async function pagedFor(db: Db, cap: Capabilities, login: string, incidents: readonly string[]): Promise<ReadonlySet<string>> {
  const text = `select distinct incident from pages where ${cap.inList('incident', cap.placeholder(1))} and "user" = ${cap.placeholder(2)}`;
  const rows = await run<{ incident: string }>(db, text, [cap.listParameter(incidents), login]);
  return new Set(rows.map(({ incident }) => incident));
}

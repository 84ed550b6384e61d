/** Records the origins of payloads, to recognize repeats and to find the payload that another one answers. */
import { run } from '../query.ts';
import type { OriginTable } from '../schema/origins.ts';
import type { Db } from '../store.ts';
import type { Work } from '../work.ts';

/**
 * Stores the origin.
 * @returns false if it was stored before
 */
export async function keepOrigin(work: Work, row: OriginTable): Promise<boolean> {
  const p = work.cap.placeholder;
  // If another sidecar stores the same origin right now, this waits for it before it locks any incident.
  const rows = await run<{ id: string }>(
    work.tx,
    `insert into origins (integration, id, name, fingerprint, group_key, at) values (${[1, 2, 3, 4, 5, 6].map(p).join(', ')}) on conflict (integration, id) do nothing returning id`,
    [row.integration, row.id, row.name, row.fingerprint, row.group_key, row.at],
  );
  return rows.length > 0;
}

/** The latest row with one of these names, in the order of the names. Rows of repeated names are not deleted. */
export async function originNamed(
  db: Db,
  integration: string,
  names: readonly string[],
): Promise<Pick<OriginTable, 'fingerprint' | 'group_key'> | null> {
  const latest = db
    .selectFrom('origins')
    .select(['name', 'fingerprint', 'group_key'])
    .select(({ fn }) =>
      fn
        .agg<number>('row_number')
        .over((over) => over.partitionBy('name').orderBy('at', 'desc'))
        .as('place'),
    )
    .where('integration', '=', integration)
    .where('name', 'in', names);
  const rows = await db.selectFrom(latest.as('latest')).selectAll().where('place', '=', 1).execute();
  const found = new Map(rows.map((row) => [row.name, row]));
  const name = names.find((one) => found.has(one));
  return name === undefined ? null : (found.get(name) ?? null);
}

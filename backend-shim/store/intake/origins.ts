/** Where payloads came from: repeats are known, and answers find what they answer. */
import { run } from '../query.ts';
import type { OriginTable } from '../schema/origins.ts';
import type { Db } from '../store.ts';
import type { Work } from '../work.ts';

/** Keeps it. @returns false where it was kept before */
export async function keepOrigin(work: Work, row: OriginTable): Promise<boolean> {
  const p = work.cap.placeholder;
  // Another sidecar that stores the same one right now is waited for here: before any lock of incidents is held.
  const rows = await run<{ id: string }>(
    work.tx,
    `insert into origins (integration, id, name, fingerprint, group_key, at) values (${[1, 2, 3, 4, 5, 6].map(p).join(', ')}) on conflict (integration, id) do nothing returning id`,
    [row.integration, row.id, row.name, row.fingerprint, row.group_key, row.at],
  );
  return rows.length > 0;
}

/** The latest row of the first of these names that is known. Repeats of a name stay in the database. */
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

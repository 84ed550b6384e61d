/** Where payloads came from: repeats are known, and answers find what they answer. */
import { run, selectIn } from '../query.ts';
import type { OriginTable } from '../schema/origins.ts';
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

/** Of the first of these names that is known, the latest one. */
export async function originNamed(
  work: Work,
  integration: string,
  names: readonly string[],
): Promise<Pick<OriginTable, 'fingerprint' | 'group_key'> | null> {
  const rows = await selectIn<OriginTable>(work.tx, work.cap, '* from origins', 'name', names, 'order by at desc');
  const own = rows.filter((row) => row.integration === integration);
  const name = names.find((one) => own.some((row) => row.name === one));
  return own.find((row) => row.name === name) ?? null;
}

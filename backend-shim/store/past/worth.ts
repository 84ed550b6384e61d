/** Reads what is known of incidents beside their pages: what people thought of them, and what work they made. */
import type { KnownWorth } from '#domain/replay/remedy/judge';
import { readPortions } from '../concurrency/by-portions.ts';
import { selectIn } from '../query.ts';
import type { PastReader } from './read-period.ts';

const PORTIONS = { size: 500, most: Infinity };

export type StoredWorth = Pick<KnownWorth, 'critical' | 'useful' | 'worked'>;

export async function readWorth(
  { db, cap }: Pick<PastReader, 'db' | 'cap'>,
  incidents: readonly string[],
): Promise<StoredWorth> {
  const [critical, useful, worked] = [new Set<string>(), new Set<string>(), new Map<string, number>()];
  let start = 0;
  await readPortions<string>(
    PORTIONS,
    () => Promise.resolve(incidents.slice(start, (start += PORTIONS.size))),
    async (ids) => {
      const severe = `id from incidents`;
      const isCritical = `and severity = 'critical'`;
      (await selectIn<{ id: string }>(db, cap, severe, 'id', ids, isCritical)).forEach(({ id }) => critical.add(id));
      const rated = await selectIn<{ incident: string }>(
        ...([db, cap, 'incident from ratings', 'incident', ids, `and rating = 'useful'`] as const),
      );
      rated.forEach(({ incident }) => useful.add(incident));
      const work = await selectIn<{ incident: string; at: number }>(
        ...([
          db,
          cap,
          'incident, min(start_at) as at from interventions',
          'incident',
          ids,
          'group by incident',
        ] as const),
      );
      work.forEach(({ incident, at }) => worked.set(incident, Number(at)));
    },
  );
  return { critical, useful, worked };
}

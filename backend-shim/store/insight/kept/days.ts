/** Reads and writes what is kept of past days. */
import { z } from 'zod';
import { insertRows, run } from '../../query.ts';
import { readStored } from '../../stored/json.ts';
import type { StoredLocation } from '../../stored/json.ts';
import type { Db } from '../../store.ts';
import type { Work } from '../../work.ts';
import { holdErasures } from './erasures.ts';
import { FORMAT, isPackedFacts, packedFacts } from './packed.ts';
import type { PackedFacts } from './packed.ts';
import type { InsightDayTable } from './table.ts';

/** A day whose facts are as the rows are. */
export interface KeptDay {
  day: number;
  made: string;
  last: number | null;
  open: string[];
  /** Those whom its facts name; null: they cannot be read. */
  people(): string[] | null;
}

const texts = z.array(z.string());
const people = z.looseObject({ users: texts });
const areTexts = (value: unknown) => Array.isArray(value) && value.every((one) => typeof one === 'string');
const arePeople = (value: unknown) => areTexts((value as { users?: unknown } | null)?.users);

/**
 * Those from the one day to the other, both included, that can be read. A day that was kept by a clock which has been set
 * back since then may not have been over.
 */
export async function readKeptDays(db: Db, from: number, to: number, now: number): Promise<Map<number, KeptDay>> {
  const rows = await db
    .selectFrom('insight_days')
    .select(['day', 'made', 'logins', 'last_call', 'open'])
    .where('day', '>=', from)
    .where('day', '<=', to)
    .where('format', '=', FORMAT)
    .where('made_at', '<=', now)
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('insight_changes').select('id').whereRef('insight_changes.day', '=', 'insight_days.day'))),
    )
    .execute();
  return new Map(rows.flatMap((row) => keptDay(row).map((day) => [day.day, day] as const)));
}

function keptDay({ day, made, logins, last_call, open }: Omit<InsightDayTable, 'format' | 'made_at'>): KeptDay[] {
  const where = { kind: 'insight_days', id: String(day) };
  const ids = readStored(texts, open, where, areTexts);
  return ids.ok ? [{ day, made, last: last_call, open: ids.value, people: () => peopleIn(logins, where) }] : [];
}

function peopleIn(logins: string, where: StoredLocation): string[] | null {
  const read = readStored(people, logins, where, arePeople);
  return read.ok ? read.value.users : null;
}

export interface KeptFacts {
  day: number;
  made: string;
  team: string | null;
  /** null: they cannot be read. */
  facts: PackedFacts | null;
}

/** @param team null: of all */
export async function readKeptFacts(db: Db, days: readonly number[], team: string | null): Promise<KeptFacts[]> {
  if (days.length === 0) {
    return [];
  }
  const query = db.selectFrom('insight_facts').selectAll().where('day', 'in', days);
  const rows = await (team === null ? query : query.where('team', '=', team)).execute();
  return rows.map(({ day, made, team: of, body }) => {
    const read = readStored(packedFacts, body, { kind: 'insight_facts', id: `${day}/${of}` }, isPackedFacts);
    return { day, made, team: of === '' ? null : of, facts: read.ok ? read.value : null };
  });
}

/** Before its rows are read: what it was made as, and the changes that the new facts will have in them. */
export interface DayBefore {
  made: string | null;
  changes: string[];
  erased: string;
}

export interface NewDay {
  day: number;
  before: DayBefore;
  made: string;
  last: number | null;
  /** JSON. */
  logins: string;
  /** JSON. */
  open: string;
  /** By team, '' without one; JSON. */
  bodies: ReadonlyArray<readonly [string, string]>;
}

/** @returns false: somebody else made it meanwhile, or somebody was erased */
export async function saveDay(work: Work, { day, before, made, last, logins, open, bodies }: NewDay) {
  const { tx, cap, now } = work;
  if ((await holdErasures(work)) !== before.erased) {
    return false;
  }
  const row = { day, format: FORMAT, made, made_at: now, logins, last_call: last, open };
  const written =
    before.made === null
      ? await tx
          .insertInto('insight_days')
          .values(row)
          .onConflict((conflict) => conflict.column('day').doNothing())
          .returning('day')
          .execute()
      : await tx
          .updateTable('insight_days')
          .set(row)
          .where('day', '=', day)
          .where('made', '=', before.made)
          .returning('day')
          .execute();
  if (written.length === 0) {
    return false;
  }
  await run(tx, `delete from insight_facts where day = ${cap.placeholder(1)}`, [day]);
  await insertRows(
    tx,
    cap,
    'insight_facts',
    bodies.map(([team, body]) => ({ day, team, made, body })),
  );
  await run(tx, `delete from insight_changes where ${cap.inList('id', cap.placeholder(1))}`, [
    cap.listParameter(before.changes),
  ]);
  return true;
}

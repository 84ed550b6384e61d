/** Reads and writes duties, marks and notes of rotas. */
import { insertRows, run, selectIn, upsertRows } from '../query.ts';
import type { DutyTable, HandoffNoteTable } from '../schema/duties.ts';
import { readNumber } from '../stored/numbers.ts';
import type { Work } from '../work.ts';

/**
 * Reads until when the duties of a rota are written; null: never checked. The mark is locked, so that two sidecars do
 * not write one handoff twice.
 */
export async function readMark(work: Work, rota: string): Promise<number | null> {
  const rows = await run<{ checked_at: number }>(
    work.tx,
    `select checked_at from rota_marks where rota = ${work.cap.placeholder(1)} ${work.cap.forUpdate}`,
    [rota],
  );
  return rows[0]?.checked_at || null;
}

/** Adds marks for rotas that exist and were never checked. */
export function addRotaMarks(work: Work, rotas: readonly string[]): Promise<void> {
  return insertRows(
    work.tx,
    work.cap,
    'rota_marks',
    rotas.map((rota) => ({ rota, checked_at: 0 })),
    'on conflict do nothing',
  );
}

/** @returns rotas that were checked or are to be checked, including deleted ones */
export async function readKnownRotas({ tx }: Work): Promise<string[]> {
  const rows = await run<{ rota: string }>(tx, 'select rota from rota_marks', []);
  return rows.map(({ rota }) => rota);
}

/** Deletes the mark of a rota that was deleted. */
export async function forgetRota({ tx, cap }: Work, rota: string): Promise<void> {
  await run(tx, `delete from rota_marks where rota = ${cap.placeholder(1)}`, [rota]);
}

export function writeMark(work: Work, rota: string): Promise<void> {
  return upsertRows(work.tx, work.cap, 'rota_marks', ['rota'], [{ rota, checked_at: work.now }]);
}

export function openDuties(work: Work, rota: string): Promise<DutyTable[]> {
  return run<DutyTable>(work.tx, `select * from duties where rota = ${work.cap.placeholder(1)} and end_at is null`, [
    rota,
  ]);
}

export async function saveDuties(work: Work, rows: readonly DutyTable[]): Promise<void> {
  await upsertRows(work.tx, work.cap, 'duties', ['id'], rows);
}

/** @returns true if this shift was not announced before */
export async function announceOnce(work: Work, rota: string, user: string, start: number): Promise<boolean> {
  const p = work.cap.placeholder;
  const known = await run<{ n: number }>(
    work.tx,
    `select 1 as n from announced where rota = ${p(1)} and "user" = ${p(2)} and start_at = ${p(3)}`,
    [rota, user, start],
  );
  if (known.length > 0) {
    return false;
  }
  await insertRows(work.tx, work.cap, 'announced', [{ rota, user, start_at: start }], 'on conflict do nothing');
  return true;
}

/** The last note, if it was left since then. */
export async function latestNote(work: Work, rota: string, since: number): Promise<HandoffNoteTable | null> {
  const p = work.cap.placeholder;
  const rows = await run<HandoffNoteTable>(
    work.tx,
    `select * from handoff_notes where rota = ${p(1)} and at >= ${p(2)} order by at desc, id desc limit 1`,
    [rota, since],
  );
  return rows[0] ?? null;
}

export async function saveNote(work: Work, note: Omit<HandoffNoteTable, 'id' | 'at'>): Promise<HandoffNoteTable> {
  const row = { id: work.ids.next(), at: work.now, ...note };
  await insertRows(work.tx, work.cap, 'handoff_notes', [row]);
  return row;
}

const DIGEST = 'digest/';
const FROZEN = 'frozen-end/';

/** The slot (epoch ms) of the last weekly mail that was handled, by rota. */
export function digestSlots(work: Work, rotas: readonly string[]): Promise<Map<string, number>> {
  return slotsOf(work, DIGEST, rotas);
}

/** The slot of the last warning that what was taken over ends, by rota. */
export function frozenSlots(work: Work, rotas: readonly string[]): Promise<Map<string, number>> {
  return slotsOf(work, FROZEN, rotas);
}

async function slotsOf(work: Work, of: string, rotas: readonly string[]): Promise<Map<string, number>> {
  const rows = await selectIn<{ key: string; value: string }>(
    work.tx,
    work.cap,
    'key, value from meta',
    'key',
    rotas.map((rota) => of + rota),
  );
  return new Map(
    rows.flatMap(({ key, value }): Array<[string, number]> => {
      const slot = readNumber(key, value, work.unreadable);
      // A rota with an unreadable slot is treated as if it were seen for the first time.
      return slot === null ? [] : [[key.slice(of.length), slot]];
    }),
  );
}

/** @returns false if another sidecar has taken it */
export function takeDigestSlot(work: Work, rota: string, slot: number): Promise<boolean> {
  return takeSlot(work, DIGEST + rota, slot);
}

/** @returns false if another sidecar has taken it */
export function takeFrozenSlot(work: Work, rota: string, slot: number): Promise<boolean> {
  return takeSlot(work, FROZEN + rota, slot);
}

async function takeSlot(work: Work, key: string, slot: number): Promise<boolean> {
  const p = work.cap.placeholder;
  const rows = await run(
    work.tx,
    `insert into meta (key, value) values (${p(1)}, ${p(2)}) on conflict (key) do update set value = excluded.value where meta.value <> excluded.value returning key`,
    [key, String(slot)],
  );
  return rows.length > 0;
}

export async function forgetDigest(work: Work, rota: string): Promise<void> {
  const p = work.cap.placeholder;
  await run(work.tx, `delete from meta where key in (${p(1)}, ${p(2)})`, [DIGEST + rota, FROZEN + rota]);
}

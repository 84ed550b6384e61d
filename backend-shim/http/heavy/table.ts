/** Writes long tables in portions, between which pages are sent. */
import { csv } from '#domain/csv';
import type { CsvCell } from '#domain/csv';
import type { Breathe } from '../../ports/heavy/work.ts';

/** Rows that are written in a few milliseconds. */
const PORTION = 500;

/** CSV of a long table. */
export async function tableOf<Row>(
  columns: readonly string[],
  rows: readonly Row[],
  cells: (row: Row) => readonly CsvCell[],
  breathe: Breathe,
): Promise<string> {
  const head = csv(columns, []);
  const parts = [head];
  for (let start = 0; start < rows.length; start += PORTION) {
    parts.push(csv(columns, rows.slice(start, start + PORTION).map(cells)).slice(head.length));
    await breathe();
  }
  return parts.join('');
}

/** Lists time spans, page by page as JSON or completely as CSV. */
import type { FastifyReply } from 'fastify';
import type { DutyQuery } from '#contract/rotas/duty';
import type { SpanFilter } from '../../../store/duties/lists.ts';
import { csv } from '#domain/csv';
import { sendCsv } from '../../downloads/send-text.ts';
import type { Breathe, Portions } from '../../../ports/heavy/work.ts';
import { wrongCursor } from '../../errors.ts';
import { acceptedAnswer } from '../../heavy/answered.ts';

export type SpanQuery = Pick<DutyQuery, 'user' | 'from' | 'to' | 'cursor' | 'limit' | 'format'>;
export type CsvCells = ReadonlyArray<string | number | null>;

const MOST_CSV = 100_000;

/** A cursor holds the start and the id of the last row. CSV has the whole range in one file. */
export function spanFilter(query: SpanQuery): SpanFilter {
  const [start, id] = query.cursor === undefined ? [] : query.cursor.split('_', 2);
  if (query.cursor !== undefined && (id === undefined || !Number.isSafeInteger(Number(start)))) {
    throw wrongCursor();
  }
  return {
    user: query.user ?? null,
    from: query.from === undefined ? null : Date.parse(query.from),
    to: query.to === undefined ? null : Date.parse(query.to),
    after: start === undefined || id === undefined ? null : { start: Number(start), id },
    limit: query.format === 'csv' ? MOST_CSV : query.limit + 1,
  };
}

interface SpanRow {
  id: string;
  start_at: number;
}

export interface SpanList<Row> {
  rows: readonly Row[];
  body(row: Row): unknown;
  columns: string[];
  cells(row: Row): CsvCells;
}

/** @param portions for tables, which may have 100,000 rows */
export async function sendSpans<Row extends SpanRow>(
  reply: FastifyReply,
  query: SpanQuery,
  { rows, body, columns, cells }: SpanList<Row>,
  { portions, who }: { portions: Portions; who: string },
) {
  if (query.format === 'csv') {
    const written = await portions.run(who, (breathe) => tableOf(columns, rows, cells, breathe));
    return sendCsv(reply, acceptedAnswer(written).answer);
  }
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  return { items: page.map(body), next: rows.length > query.limit && last ? `${last.start_at}_${last.id}` : null };
}

/** Rounds to two decimals. */
export function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

/** Rows that are written in a few milliseconds. */
const PORTION = 1000;

async function tableOf<Row>(
  columns: string[],
  rows: readonly Row[],
  cells: (row: Row) => CsvCells,
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

/** Lists time spans, page by page as JSON or completely as CSV. */
import type { FastifyReply } from 'fastify';
import type { DutyQuery } from '#contract/rotas/duty';
import type { CsvCell } from '#domain/csv';
import type { SpanFilter } from '../../../store/duties/lists.ts';
import { sendCsv } from '../../downloads/send-text.ts';
import type { Portions } from '../../../ports/heavy/work.ts';
import { wrongCursor } from '../../errors.ts';
import { acceptedAnswer } from '../../heavy/answered.ts';
import { tableOf } from '../../heavy/table.ts';

export type SpanQuery = Pick<DutyQuery, 'user' | 'from' | 'to' | 'cursor' | 'limit' | 'format'>;
export type CsvCells = readonly CsvCell[];

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

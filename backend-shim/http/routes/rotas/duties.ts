/** `/api/v1/duties`: worked time on call, the basis of reports, labour law checks and pay. */
import { duty, dutyQuery } from '#contract/rotas/duty';
import type { DutyWire } from '#contract/rotas/duty';
import { listOf } from '#contract/list';
import { HOUR } from '#domain/time/duration';
import { listManyDuties } from '../../../store/duties/lists.ts';
import { dutySource } from '../../../store/duties/stored-duties.ts';
import type { DutyTable } from '../../../store/schema/duties.ts';
import type { UnreadableReporter } from '../../../store/stored/unreadable.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { askerOf } from '../../heavy/answered.ts';
import { iso, isoOrNull } from '../../incident-body.ts';
import type { ApiServer } from '../../schemas.ts';
import { rounded, sendSpans, spanFilter } from './span-list.ts';
import type { CsvCells } from './span-list.ts';

type DutyDeps = Pick<ApiDeps, 'store' | 'copies' | 'portions' | 'searchOf'>;

export function dutyRoutes(app: ApiServer, { store, copies, portions, searchOf }: DutyDeps): void {
  const schema = {
    tags: ['duties'],
    summary: 'Time on call, as worked',
    querystring: dutyQuery,
    response: { 200: listOf(duty) },
  };
  app.get('/duties', { schema }, async (request, reply) => {
    const { query } = request;
    const who = askerOf(request);
    const lists = { db: store.read, search: searchOf(who) };
    const list = {
      rows: await listManyDuties(lists, { ...spanFilter(query), rota: query.rota ?? null }),
      body: (row: DutyTable) => dutyBody(row, copies.noting),
      columns: ['user', 'rota', 'start', 'end', 'hours'],
      cells: dutyCells,
    };
    return sendSpans(reply, query, list, { portions, who });
  });
}

function dutyBody(row: DutyTable, noting: UnreadableReporter): DutyWire {
  return {
    id: row.id,
    user: row.user,
    rota: row.rota,
    start: iso(row.start_at),
    end: isoOrNull(row.end_at),
    source: dutySource(row, noting),
  };
}

function dutyCells(row: DutyTable): CsvCells {
  return [
    row.user,
    row.rota,
    iso(row.start_at),
    isoOrNull(row.end_at),
    row.end_at === null ? null : rounded((row.end_at - row.start_at) / HOUR),
  ];
}

/** `/api/v1/notices`: duty that was told to people, *Publish now*, and *Seen*. */
import { notice, noticeQuery, publish, published, seen } from '#contract/labour/notice';
import type { NoticeWire } from '#contract/labour/notice';
import { listOf } from '#contract/list';
import type { CsvCell } from '#domain/csv';
import { daysOfNotice, noticeState, toldAt } from '#domain/labour/notice';
import { DAY, WEEK } from '#domain/time/duration';
import { zoneTable } from '#domain/time/zone';
import type { LabourActions } from '../../../actions/labour/labour.ts';
import type { Directory } from '../../../ports/directory.ts';
import { recordReader } from '../../../rights/labour.ts';
import { noticeRecord, readShownNotices } from '../../../store/labour/notices/notices.ts';
import type { RecordsWanted } from '../../../store/labour/shown-records.ts';
import type { NoticeTable } from '../../../store/schema/labour.ts';
import { SHADOW } from '../../../store/shadow/shadowed-incidents.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { sendCsv } from '../../downloads/send-text.ts';
import { callerOf } from '../../guard.ts';
import { acceptedAnswer, askerOf } from '../../heavy/answered.ts';
import { tableOf } from '../../heavy/table.ts';
import { iso, isoOrNull } from '../../incident-body.ts';
import { acceptedOrThrow } from '../../refusal.ts';
import type { ApiServer } from '../../schemas.ts';
import { rangeOf } from '../../query/range.ts';
import { recordsPage, wantedPage } from './record-pages.ts';

const tags = ['labour'];

export function noticeRoutes(app: ApiServer, deps: ApiDeps, labour: Pick<LabourActions, 'publish' | 'seen'>): void {
  const list = { tags, summary: 'Duty that was told', querystring: noticeQuery, response: { 200: listOf(notice) } };
  app.get('/notices', { schema: list }, async (request, reply) => {
    const { format, ...query } = request.query;
    const now = await deps.clock.now();
    const reader = recordReader(callerOf(request), deps.directory());
    const range = rangeOf(query, { start: now - 31 * DAY, end: now + 13 * WEEK });
    const source = { db: deps.store.read, search: deps.searchOf(askerOf(request)) };
    const read = (wanted: RecordsWanted) => readShownNotices(source, reader, { ...query, range }, wanted);
    const directory = deps.directory();
    if (format === 'csv') {
      const rows = await allOf(read);
      const written = await deps.portions.run(askerOf(request), (breathe) =>
        tableOf(COLUMNS, rows, (row) => cellsOf(noticeBody(row, directory)), breathe),
      );
      return sendCsv(reply, acceptedAnswer(written).answer, 'vigie-notices.csv');
    }
    const page = recordsPage(await read(wantedPage(query)), query.limit, (row) => row.start_at);
    return { items: page.items.map((row) => noticeBody(row, directory)), next: page.next };
  });
  const now = { tags, summary: 'Tell everybody of a unit now', body: publish, response: { 200: published } };
  app.post('/notices/publish', { schema: now }, async (request) => {
    const { unit } = request.body;
    const { people, notices } = acceptedOrThrow(await labour.publish({ unit, actor: callerOf(request).name }));
    return { people, notices };
  });
  const read = { tags, summary: '“Seen”', body: seen, response: { 200: listOf(notice) } };
  app.post('/notices/seen', { schema: read }, async (request) => {
    const rows = await labour.seen({ ids: request.body.ids, login: callerOf(request).name });
    return { items: rows.map((row) => noticeBody(row, deps.directory())), next: null };
  });
}

/** Rows that are read at a time for a table. */
const PORTION = 1000;

async function allOf(read: (wanted: RecordsWanted) => Promise<NoticeTable[]>): Promise<NoticeTable[]> {
  const found: NoticeTable[] = [];
  for (let after: RecordsWanted['after'] = null; ;) {
    const rows = await read({ after, limit: PORTION });
    found.push(...rows);
    const last = rows.at(-1);
    if (last === undefined || rows.length < PORTION) {
      return found;
    }
    after = { at: last.start_at, id: last.id };
  }
}

/** Days are counted in the unit's zone; in UTC where the unit is gone. */
function noticeBody(row: NoticeTable, { units, facts }: Directory): NoticeWire {
  const { id, batch, unit, user, rota, reason, voluntary, sha256, channel } = row;
  const record = noticeRecord(row);
  const told = toldAt(record);
  return {
    id,
    batch,
    unit,
    user,
    rota,
    reason,
    voluntary,
    sha256,
    channel,
    start: iso(row.start_at),
    end: iso(row.end_at),
    madeAt: iso(row.made_at),
    madeBy: row.made_by,
    handedAt: isoOrNull(row.handed_at),
    seenAt: isoOrNull(row.seen_at),
    withdrawnAt: isoOrNull(row.withdrawn_at),
    state: noticeState({ ...record, outcome: row.outcome === SHADOW ? null : row.outcome }),
    toldAt: isoOrNull(told),
    days:
      told === null
        ? null
        : daysOfNotice(told, row.start_at, zoneTable(facts.zones, units.get(unit)?.timeZone ?? 'UTC')),
  };
}

const COLUMNS = [
  ...(['user', 'unit', 'rota', 'start', 'end', 'state', 'toldAt', 'days', 'channel', 'handedAt', 'seenAt'] as const),
  ...(['withdrawnAt', 'reason', 'voluntary', 'madeAt', 'madeBy', 'batch', 'sha256'] as const),
];

function cellsOf(one: NoticeWire): CsvCell[] {
  return COLUMNS.map((column) => (column === 'days' ? days(one) : one[column]));
}

function days({ days: count }: NoticeWire) {
  return count === null ? null : { number: String(count) };
}

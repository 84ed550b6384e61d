/** `/api/v1/labour/rests`: starts that moved because a rest was not complete, and "I began at …". */
import { z } from 'zod';
import { fromRest, rest, restQuery, restStarted } from '#contract/labour/rest';
import type { RestWire } from '#contract/labour/rest';
import { listOf } from '#contract/list';
import { DAY } from '#domain/time/duration';
import type { LabourActions } from '../../../actions/labour/labour.ts';
import { recordReader } from '../../../rights/labour.ts';
import { readShownRests } from '../../../store/labour/shown-records.ts';
import { restRecord } from '../../../store/labour/rests/stored-rests.ts';
import type { RestTable } from '../../../store/schema/labour.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { callerOf } from '../../guard.ts';
import { askerOf } from '../../heavy/answered.ts';
import { acceptedOrThrow } from '../../refusal.ts';
import type { ApiServer } from '../../schemas.ts';
import { rangeOf } from '../../query/range.ts';
import { recordsPage, wantedPage } from './record-pages.ts';

const tags = ['labour'];

export function restRoutes(app: ApiServer, deps: ApiDeps, labour: Pick<LabourActions, 'started'>): void {
  const bodyOf = (row: RestTable): RestWire =>
    fromRest({ id: row.id, user: row.user, unit: row.unit, ...restRecord(row, deps.copies.noting) });
  const list = { tags, summary: 'Starts that moved', querystring: restQuery, response: { 200: listOf(rest) } };
  app.get('/labour/rests', { schema: list }, async (request) => {
    const now = await deps.clock.now();
    const reader = recordReader(callerOf(request), deps.directory());
    const range = rangeOf(request.query, { start: now - 31 * DAY, end: now + 8 * DAY });
    const { query } = request;
    const source = { db: deps.store.read, search: deps.searchOf(askerOf(request)) };
    const rows = await readShownRests(source, reader, { ...query, range }, wantedPage(query));
    const page = recordsPage(rows, query.limit, (row) => row.planned_at);
    return { items: page.items.map(bodyOf), next: page.next };
  });
  const started = {
    tags,
    summary: '“I began at …”',
    params: z.object({ id: z.string() }),
    body: restStarted,
    response: { 200: rest },
  };
  app.post('/labour/rests/:id/started', { schema: started }, async (request) => {
    const { id } = request.params;
    const at = Date.parse(request.body.at);
    return bodyOf(acceptedOrThrow(await labour.started({ id, at, actor: callerOf(request).name })).rest);
  });
}

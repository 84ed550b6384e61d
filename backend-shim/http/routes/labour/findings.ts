/** `GET /api/v1/labour/findings`: what the rules say of those whose working time the caller may read. */
import { findingList, findingQuery, fromFinding } from '#contract/labour/finding';
import { DAY } from '#domain/time/duration';
import { findingsOf } from '../../../actions/labour/findings.ts';
import { peopleReadBy } from '../../../rights/labour.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { callerOf } from '../../guard.ts';
import { pageOf } from '../../objects/list.ts';
import type { ApiServer } from '../../schemas.ts';
import { rangeOf } from '../../query/range.ts';

export function findingRoutes(app: ApiServer, deps: ApiDeps): void {
  const schema = {
    tags: ['labour'],
    summary: 'Indicative check: what the rules of the unit say',
    querystring: findingQuery,
    response: { 200: findingList },
  };
  app.get('/labour/findings', { schema }, async (request) => {
    const { rule, severity, ...query } = request.query;
    const now = await deps.clock.now();
    const people = peopleReadBy(callerOf(request), deps.directory(), query);
    const sources = { db: deps.store.read, directory: deps.directory(), noting: deps.copies.noting };
    const found = await findingsOf(sources, {
      people,
      range: rangeOf(query, { start: now - 31 * DAY, end: now }),
      now,
    });
    const wanted = found.filter(
      (one) => (rule === undefined || one.rule === rule) && (severity === undefined || one.severity === severity),
    );
    const page = pageOf(wanted, ({ start, id }) => `${new Date(start).toISOString()} ${id}`, query);
    return { indicative: true, items: page.items.map(fromFinding), next: page.next };
  });
}

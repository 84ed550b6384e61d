/** `GET /api/v1/audit`: who changed what, with the state before and after, newest first. */
import { z } from 'zod';
import { strict } from '#contract/base/schema';
import { instant } from '#contract/base/scalars';
import { listOf, pageQuery } from '#contract/list';
import { auditState } from '../../store/access/stored-access.ts';
import { findAudited, readAudit } from '../../store/access/audit.ts';
import type { ApiDeps } from '../api-deps.ts';
import { askerOf } from '../heavy/answered.ts';
import { sendList } from '../heavy/list.ts';
import { longPage } from '../heavy/page.ts';
import { iso } from '../incident-body.ts';
import type { ApiServer } from '../schemas.ts';

const query = strict({
  ...pageQuery,
  actor: z.string().max(200).optional(),
  kind: z.string().max(50).optional(),
  subject: z.string().max(300).optional(),
  from: instant.optional(),
  to: instant.optional(),
});

const auditEntry = strict({
  id: z.string(),
  at: instant,
  actor: z.string(),
  /** `create`, `change`, `delete`, or the name of a command. */
  action: z.string(),
  kind: z.string(),
  subject: z.string(),
  /** Without secrets; null if the object did not exist. */
  before: z.unknown(),
  after: z.unknown(),
});

export function auditRoutes(app: ApiServer, deps: ApiDeps): void {
  app.get(
    '/audit',
    {
      schema: {
        tags: ['operation'],
        summary: 'Who changed what',
        querystring: query,
        response: { 200: listOf(auditEntry) },
      },
    },
    async (request, reply) => {
      const { cursor = null, limit, from, to, ...filter } = request.query;
      const ms = (value: string | undefined) => (value === undefined ? undefined : Date.parse(value));
      const { noting } = deps.copies;
      const found = await findAudited(
        { db: deps.store.read, search: deps.searchOf(askerOf(request)) },
        { ...filter, from: ms(from), to: ms(to), limit: limit + 1, ...(cursor !== null && { before: cursor }) },
      );
      const { rows, next } = await longPage({
        limit,
        after: cursor,
        read: (before, most) => {
          const start = before === null || before === cursor ? 0 : found.indexOf(before) + 1;
          return readAudit(deps.store.read, found.slice(start, start + most));
        },
        lengthOf: ({ before, after }) => (before?.length ?? 0) + (after?.length ?? 0),
      });
      const items = function* (): Generator<string> {
        for (const row of rows) {
          const [before, after] = [auditState(row, 'before', noting), auditState(row, 'after', noting)];
          yield JSON.stringify({ ...row, at: iso(row.at), before, after } satisfies z.input<typeof auditEntry>);
        }
      };
      return sendList(reply, deps.portions, askerOf(request), items(), { next });
    },
  );
}

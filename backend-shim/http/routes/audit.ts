/** `GET /api/v1/audit`: who changed what, with the state before and after, newest first. */
import { z } from 'zod';
import { strict } from '#contract/base/schema';
import { instant } from '#contract/base/scalars';
import { listOf, pageQuery } from '#contract/list';
import { auditState } from '../../store/access/stored-access.ts';
import { readAudit } from '../../store/access/audit.ts';
import type { ApiDeps } from '../api-deps.ts';
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

export const auditEntry = strict({
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
    async (request) => {
      const { cursor, limit, from, to, ...filter } = request.query;
      const ms = (value: string | undefined) => (value === undefined ? undefined : Date.parse(value));
      const { noting } = deps.copies;
      const rows = await readAudit(deps.store.read, {
        ...filter,
        from: ms(from),
        to: ms(to),
        before: cursor,
        limit: limit + 1,
      });
      const items = rows.slice(0, limit).map((row) => ({
        ...row,
        at: iso(row.at),
        before: auditState(row, 'before', noting),
        after: auditState(row, 'after', noting),
      }));
      return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
    },
  );
}

/** `GET /api/v1/audit`: who changed what, with the state before and after, newest first. */
import { z } from 'zod';
import { strict } from '#contract/base/schema';
import { instant } from '#contract/base/scalars';
import { listOf, pageQuery } from '#contract/list';
import { auditState } from '../../store/access/stored-access.ts';
import { readAudit } from '../../store/access/audit.ts';
import type { AuditFilter } from '../../store/access/audit.ts';
import type { AuditTable } from '../../store/schema/access.ts';
import type { ApiDeps } from '../api-deps.ts';
import { askerOf } from '../heavy/answered.ts';
import { sendList } from '../heavy/list.ts';
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
      const { cursor, limit, from, to, ...filter } = request.query;
      const ms = (value: string | undefined) => (value === undefined ? undefined : Date.parse(value));
      const { noting } = deps.copies;
      const { rows, isMore } = await pageOfAudit(deps, {
        ...filter,
        from: ms(from),
        to: ms(to),
        before: cursor,
        limit,
      });
      const items = function* (): Generator<string> {
        for (const row of rows) {
          const [before, after] = [auditState(row, 'before', noting), auditState(row, 'after', noting)];
          yield JSON.stringify({ ...row, at: iso(row.at), before, after } satisfies z.input<typeof auditEntry>);
        }
      };
      const next = isMore ? (rows.at(-1)?.id ?? null) : null;
      return sendList(reply, deps.portions, askerOf(request), items(), { next });
    },
  );
}

/** Entries that are read at a time, and characters after which a page ends: an entry may hold two states of a megabyte each. */
const AT_ONCE = 10;
const MOST_CHARACTERS = 8 * 1024 * 1024;

async function pageOfAudit(
  { store }: ApiDeps,
  { limit, ...filter }: AuditFilter,
): Promise<{ rows: AuditTable[]; isMore: boolean }> {
  const rows: AuditTable[] = [];
  let [before, characters] = [filter.before, 0];
  while (rows.length <= limit && characters < MOST_CHARACTERS) {
    const wanted = Math.min(AT_ONCE, limit + 1 - rows.length);
    const found = await readAudit(store.read, { ...filter, before, limit: wanted });
    rows.push(...found);
    before = found.at(-1)?.id;
    characters += found.reduce((sum, row) => sum + (row.before?.length ?? 0) + (row.after?.length ?? 0), 0);
    if (found.length < wanted || rows.length > limit) {
      break;
    }
  }
  return { rows: rows.slice(0, limit), isMore: rows.length > limit || characters >= MOST_CHARACTERS };
}

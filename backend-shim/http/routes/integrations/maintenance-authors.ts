/** `GET /api/v1/maintenance-authors`: who started or planned each maintenance, for those who wonder why nobody is paged. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { strict } from '#contract/base/schema';
import { id as idSchema, instant } from '#contract/base/scalars';
import { listOf } from '#contract/list';
import { readCreations } from '../../../store/access/audit.ts';
import { CAPABILITIES } from '../../../store/capabilities.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { iso } from '../../incident-body.ts';

const maintenanceAuthor = strict({
  maintenance: idSchema,
  /** Login, or the name of a token. */
  createdBy: z.string(),
  createdAt: instant,
});

export function maintenanceAuthorsRoute(app: FastifyInstance, deps: ApiDeps): void {
  app.get(
    '/maintenance-authors',
    {
      schema: {
        tags: ['maintenances'],
        summary: 'Who created each maintenance, and when; none for those from files',
        response: { 200: listOf(maintenanceAuthor) },
      },
    },
    async () => {
      const made = deps.objects().filter(({ kind, origin }) => kind === 'maintenances' && origin === 'api');
      const { read, dialect } = deps.store;
      const found = await readCreations(
        read,
        CAPABILITIES[dialect],
        'maintenances',
        made.map(({ id }) => id),
      );
      const items = found.map(({ subject, actor, at }) => ({
        maintenance: subject,
        createdBy: actor,
        createdAt: iso(at),
      }));
      return { items, next: null };
    },
  );
}

/** The state of every integration in one answer. A page of fifty would otherwise send a hundred requests. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { strict } from '#contract/base/schema';
import { id as idSchema, instant } from '#contract/base/scalars';
import { listOf } from '#contract/list';
import { DAY } from '#domain/time/duration';
import { CAPABILITIES } from '../../../store/capabilities.ts';
import { countRefused, latestSignals } from '../../../store/intake/payloads.ts';
import { readHeartbeats } from '../../../store/intake/heartbeats.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { callerOf } from '../../guard.ts';
import { iso } from '../../incident-body.ts';
import { isEditor } from '../../../rights/who.ts';

const integrationState = strict({
  integration: idSchema,
  /** The last alert received. */
  last: strict({ receivedAt: instant, groupKey: z.string(), title: z.string().nullable() }).nullable(),
  /** Payloads refused within a day, none accepted since; for Editors and Admins. */
  refused: strict({ count: z.int(), at: instant }).nullable(),
  /** The heartbeat is overdue. */
  silent: z.boolean(),
});

export function integrationStatesRoute(app: FastifyInstance, deps: ApiDeps): void {
  app.get(
    '/integration-states',
    {
      schema: {
        tags: ['integrations'],
        summary: 'The last alert of each integration, refused payloads and missing heartbeats',
        response: { 200: listOf(integrationState) },
      },
    },
    async (request) => {
      const { read } = deps.store;
      const refused = isEditor(callerOf(request))
        ? await countRefused(read, (await deps.clock.now()) - DAY)
        : new Map<string, { count: number; at: number }>();
      const { rows: beats } = await readHeartbeats(read);
      const newest = new Map(
        (await latestSignals(read, CAPABILITIES[deps.store.dialect])).map((signal) => [signal.integration, signal]),
      );
      const items = [...deps.directory().integrations.keys()].map((integration) => {
        const last = newest.get(integration);
        const no = refused.get(integration);
        return {
          integration,
          last:
            last === undefined
              ? null
              : { receivedAt: iso(last.received_at), groupKey: last.group_key, title: last.title },
          refused: no === undefined ? null : { count: no.count, at: iso(no.at) },
          silent: beats.get(integration)?.silent === 1,
        };
      });
      return { items, next: null };
    },
  );
}

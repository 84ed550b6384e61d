/** `GET /api/v1/status`: how the sidecar does, for the settings page. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { strict } from '#contract/base/schema';
import { instant } from '#contract/base/scalars';
import { errorDetail } from '#contract/errors';
import { unreadable } from '#contract/unreadable';

const health = z.enum(['ok', 'failing']);

export const status = strict({
  version: z.string(),
  now: instant,
  clock: z.enum(['system', 'manual']),
  database: strict({ kind: z.enum(['sqlite', 'postgres']), bytes: z.int() }),
  engine: health,
  /** What is wrong with the files; the last good state is in force meanwhile. */
  provisioning: strict({
    state: health,
    problems: z.array(z.string()),
    details: z.array(errorDetail),
    /** Of files that are in force: the next reload refuses them. */
    warnings: z.array(z.string()),
    warningDetails: z.array(errorDetail),
  }),
  /** `verified`: Grafana signs who is asking. `believed`: its address is not known, so that its word is taken. */
  identity: z.enum(['verified', 'believed']),
  grafana: z.string().nullable(),
  /** Where people and monitors reach the sidecar. */
  publicUrl: z.string(),
  /** Open besides HTTP: for mail and for SNMP traps. */
  listeners: z.array(
    strict({
      kind: z.enum(['smtp', 'snmp']),
      address: z.string(),
      tls: z.enum(['none', 'offered', 'required']).nullable(),
      domain: z.string().nullable(),
    }),
  ),
  /** Services behind channels that do not work at the moment. */
  channelsDown: z.array(strict({ service: z.string(), kind: z.string(), since: instant })),
  /** What is stored and cannot be read: it is out of service until it is put right, everything else goes on. */
  unreadable: z.array(unreadable),
  incidents: strict({ open: z.int(), acknowledged: z.int(), snoozed: z.int(), exhausted: z.int() }),
});

export type StatusAnswer = z.output<typeof status>;

export interface StatusDeps {
  status(): Promise<StatusAnswer>;
}

export function statusRoutes(app: FastifyInstance, deps: StatusDeps): void {
  app.get(
    '/status',
    { schema: { tags: ['operation'], summary: 'How the sidecar does', response: { 200: status } } },
    () => deps.status(),
  );
}

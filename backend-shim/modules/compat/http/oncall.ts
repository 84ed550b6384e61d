/** The integration URLs of Grafana OnCall. */
import type { FastifyInstance } from 'fastify';
import { kindOfOncallType } from '#domain/routing/oncall-types';
import type { Alert } from '#domain/incident/signal/alert';
import type { Integration } from '#domain/routing/integration';
import { takeBytes } from '../../../http/bodies/collect.ts';
import { MOST_BYTES } from '../../../http/body.ts';
import { integrationOf, authenticateIntegration } from '../../../http/integration-token.ts';
import { refuseOverload, takeAlerts, takeBeat } from '../../../http/routes/ingest.ts';
import type { IngestDeps } from '../../../http/routes/ingest.ts';

/** OnCall's address may be that of the engine, or the path at which a proxy had it. */
const PREFIXES = ['', '/oncall'];

interface OncallParams {
  type: string;
  token: string;
}

export function oncallRoutes(app: FastifyInstance, deps: IngestDeps): void {
  takeBytes(app);
  authenticateIntegration(app, deps, {
    wrong: 'This token belongs to no integration. Give an integration the token that stands in the address of OnCall.',
    tokenOf: ({ params }) => (params as OncallParams).token,
  });
  const warned = new Set<string>();
  app.addHook('onRequest', async (request) =>
    warnOnce(deps, warned, integrationOf(request), request.params as OncallParams),
  );
  const options = { bodyLimit: MOST_BYTES, schema: { hide: true } };
  for (const prefix of PREFIXES) {
    const url = `${prefix}/integrations/v1/:type/:token`;
    app.post(url, { ...options, onRequest: async () => refuseOverload(deps) }, (request, reply) =>
      takeAlerts(deps, request, reply, asInOncall),
    );
    app.route({
      method: ['GET', 'POST'],
      url: `${url}/heartbeat`,
      ...options,
      config: { isBodyUnread: true },
      handler: (request, reply) => takeBeat(deps, request, reply),
    });
  }
}

/**
 * OnCall adds a further alert to the group and changes nothing of it, so that a repeat of a webhook only counts. Monitors
 * that have a source of their own are understood as at their own address.
 */
function asInOncall(alert: Alert, { type }: Integration): Alert {
  return type === 'webhook' && alert.status === 'firing' ? { ...alert, countsRepeats: true } : alert;
}

/** The token decides; once for each integration and type, since senders repeat themselves. */
function warnOnce(
  { log }: IngestDeps,
  warned: Set<string>,
  { id, type }: Integration,
  { type: given }: OncallParams,
): void {
  const meant = kindOfOncallType(given);
  const key = `${id}\n${given}`;
  if (meant !== null && meant !== type && !warned.has(key) && warned.size < MOST_WARNINGS) {
    warned.add(key);
    log.warn(
      { integration: id, type, given },
      'the address names another type than the integration has; the token decides',
    );
  }
}

const MOST_WARNINGS = 1000;

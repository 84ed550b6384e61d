/** `/healthz`, `/readyz` and `/metrics`, for load balancers, monitoring and operators. */
import type { FastifyInstance } from 'fastify';
import { askDatabase } from '../../store/upkeep/alive.ts';
import type { Store } from '../../store/store.ts';

export interface OperationsDeps {
  store: Store;
  metrics: { text(): Promise<string>; contentType: string };
  engineHealthy(): boolean;
  /** `VIGIE_METRICS_TOKEN`; null if `/metrics` is open. */
  metricsToken: string | null;
}

export function operationsRoutes(app: FastifyInstance, deps: OperationsDeps): void {
  const hidden = { schema: { hide: true } };
  app.get('/healthz', hidden, () => ({ status: 'ok' }));
  app.get('/readyz', hidden, async (_request, reply) => {
    const store = await storeAnswers(deps.store);
    const engine = deps.engineHealthy();
    return reply.code(store && engine ? 200 : 503).send({
      status: store && engine ? 'ok' : 'not ready',
      store: store ? 'ok' : 'not answering',
      engine: engine ? 'ok' : 'standing still',
    });
  });
  app.get('/metrics', hidden, async (_request, reply) =>
    reply.type(deps.metrics.contentType).send(await deps.metrics.text()),
  );
}

async function storeAnswers(store: Store): Promise<boolean> {
  try {
    await askDatabase(store.read);
    return true;
  } catch {
    // The 503 answer reports the failure of the store.
    return false;
  }
}

/** `/healthz`, `/livez`, `/readyz` and `/metrics`, for load balancers, monitoring and operators. */
import type { FastifyInstance } from 'fastify';
import { storeTroubleText } from '#contract/reasons/store';
import type { StoreTrouble } from '#contract/reasons/store';
import { shareBytes } from '../bodies/room.ts';
import { madeTogether } from '../../store/concurrency/made-together.ts';
import { askDatabase } from '../../store/upkeep/alive.ts';
import { StoreUnavailable } from '../../store/store.ts';
import type { LastingTrouble, Store } from '../../store/store.ts';

export interface OperationsDeps {
  store: Pick<Store, 'read' | 'room' | 'breathing'>;
  metrics: { text(): Promise<string>; contentType: string };
  engineState(): keyof typeof ENGINE_WORDS;
  /** Why nothing can be written; null: it can. */
  writeTrouble(): LastingTrouble | null;
  /** `VIGIE_METRICS_TOKEN`; null if `/metrics` is open. */
  metricsToken: string | null;
}

const ENGINE_WORDS = {
  ok: 'ok',
  waiting: 'waiting for the store',
  still: 'standing still',
};

export function operationsRoutes(app: FastifyInstance, deps: OperationsDeps): void {
  const hidden = { schema: { hide: true } };
  // Grafana's plugin asks here, too: the answer needs no database, which may be what is missing.
  app.get('/healthz', hidden, () => {
    const lasting = deps.writeTrouble();
    return {
      status: 'ok',
      store: lasting && { ...lasting.trouble, message: storeTroubleText(lasting.trouble), since: isoOf(lasting.since) },
    };
  });
  // For what restarts a sidecar: that helps against neither a full disk nor a database that is away.
  app.get('/livez', hidden, (_request, reply) => {
    const engine = deps.engineState();
    const isAlive = engine !== 'still';
    return reply.code(isAlive ? 200 : 503).send({ status: isAlive ? 'ok' : 'not alive', engine: ENGINE_WORDS[engine] });
  });
  app.get('/readyz', hidden, async (_request, reply) => {
    const trouble = deps.writeTrouble()?.trouble ?? (await readTrouble(deps.store));
    const engine = deps.engineState();
    const isReady = trouble === null && engine === 'ok';
    return reply.code(isReady ? 200 : 503).send({
      status: isReady ? 'ok' : 'not ready',
      store: trouble?.reason ?? 'ok',
      engine: ENGINE_WORDS[engine],
      ...(trouble && { why: storeTroubleText(trouble) }),
    });
  });
  const metrics = madeTogether(async () => shareBytes(Buffer.from(await deps.metrics.text())));
  app.get('/metrics', hidden, async (_request, reply) => reply.type(deps.metrics.contentType).send(await metrics()));
}

const isoOf = (ms: number) => new Date(ms).toISOString();

/** An answer must be true now, also of a database that went away since it was last written to. */
async function readTrouble(store: Pick<Store, 'read'>): Promise<StoreTrouble | null> {
  try {
    await askDatabase(store.read);
    return null;
  } catch (error) {
    return error instanceof StoreUnavailable ? error.trouble : { reason: 'refusing' };
  }
}

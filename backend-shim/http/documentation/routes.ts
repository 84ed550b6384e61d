/** Serves `/openapi.json` and `/docs`. What makes them is loaded at the first request, since few sidecars ever get one. */
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify';

/** Headers that belong to one connection, or that Fastify sets by itself. */
const OWN_HEADERS = new Set(['connection', 'content-length', 'date', 'keep-alive', 'transfer-encoding']);

/** Must be registered before the routes that it documents. */
export function documentation(app: FastifyInstance, version: string): void {
  const routes: RouteOptions[] = [];
  app.addHook('onRoute', (route) => {
    if (isDocumented(route)) {
      routes.push(route);
    }
  });
  let making: Promise<FastifyInstance> | null = null;
  const make = async () => (await import('./pages.ts')).documentationPages(routes, version);
  const answer = async (request: FastifyRequest, reply: FastifyReply) => {
    const pages = await (making ??= make());
    const { statusCode, headers, rawPayload } = await pages.inject({
      method: 'GET',
      url: request.url,
      headers: request.headers,
    });
    const shown = Object.entries(headers).filter(([name]) => !OWN_HEADERS.has(name));
    return reply.code(statusCode).headers(Object.fromEntries(shown)).send(rawPayload);
  };
  for (const url of ['/openapi.json', '/docs', '/docs/*']) {
    app.get(url, { schema: { hide: true } }, answer);
  }
  app.addHook('onClose', async () => (await making?.catch(() => null))?.close());
}

function isDocumented({ schema }: RouteOptions): boolean {
  return schema !== undefined && schema.hide !== true;
}

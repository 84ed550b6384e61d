/**
 * Serves `/openapi.json` and `/docs`. What makes them is loaded at the first request, since few sidecars ever get one, and
 * each answer is made once.
 */
import { createRequire } from 'node:module';
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify';
import { keepAnswer, sendKept } from '../bodies/kept.ts';
import type { KeptAnswer } from '../bodies/kept.ts';

/** Headers that belong to one answer, that Fastify sets by itself, or that are made of the bytes that are kept. */
const OWN_HEADERS = new Set([
  'accept-ranges',
  'connection',
  'content-length',
  'date',
  'etag',
  'keep-alive',
  'last-modified',
  'transfer-encoding',
]);

/**
 * What the pages are made with, loaded one by one, from what needs nothing else: all of it in one turn takes longer than
 * pages may wait. The pages' own library loads most of what it needs only where it is registered.
 */
function* parts(): Generator<unknown> {
  const pages = createRequire(createRequire(import.meta.url).resolve('@fastify/swagger-ui'));
  const files = createRequire(pages.resolve('@fastify/static'));
  const names = createRequire(files.resolve('glob'));
  yield names('minimatch');
  yield names('path-scurry');
  yield files('glob');
  yield files('@fastify/send');
  yield pages('@fastify/static');
  yield pages('yaml');
  yield import('@fastify/swagger');
  yield import('@fastify/swagger-ui');
  yield import('fastify-type-provider-zod');
}

/** The document once more, which takes too long to be written for whoever asks. */
const IN_ANOTHER_FORM = '/docs/yaml';

type DocumentAnswer = { found: 'page'; page: KeptAnswer } | { found: 'elsewhere'; path: string } | { found: 'nothing' };

/** Must be registered before the routes that it documents. */
export function documentation(app: FastifyInstance, version: string): void {
  const routes: RouteOptions[] = [];
  app.addHook('onRoute', (route) => {
    if (isDocumented(route)) {
      routes.push(route);
    }
  });
  let making: Promise<FastifyInstance> | null = null;
  const breathe = () => app.breathing?.of.requests();
  const make = async () => {
    for (const part of parts()) {
      await part;
      await breathe();
    }
    return (await import('./pages.ts')).documentationPages(routes, version, breathe);
  };
  const find = keepPages(() => (making ??= make()));
  const answer = async (request: FastifyRequest, reply: FastifyReply) => {
    const path = request.url.split('?')[0] ?? '';
    const one = path === IN_ANOTHER_FORM ? { found: 'nothing' as const } : await find(path);
    switch (one.found) {
      case 'page':
        return sendKept(request, reply, one.page);
      case 'elsewhere':
        return reply.redirect(one.path, 302);
      case 'nothing':
        return reply.callNotFound();
    }
  };
  for (const url of ['/openapi.json', '/docs', '/docs/*']) {
    app.get(url, { schema: { hide: true } }, answer);
  }
  app.addHook('onClose', async () => (await making?.catch(() => null))?.close());
}

function isDocumented({ schema }: RouteOptions): boolean {
  return schema !== undefined && schema.hide !== true;
}

/** Those who ask for a page that is being made wait for it. */
function keepPages(pages: () => Promise<FastifyInstance>): (path: string) => Promise<DocumentAnswer> {
  const kept = new Map<string, Promise<DocumentAnswer>>();
  return (path) => {
    const known = kept.get(path);
    if (known !== undefined) {
      return known;
    }
    const making = pages().then((server) => pageAt(server, path));
    kept.set(path, making);
    const forget = () => kept.delete(path);
    // There are few pages, but anybody may ask for any number of others.
    void making.then((one) => one.found === 'nothing' && forget(), forget);
    return making;
  };
}

async function pageAt(server: FastifyInstance, path: string): Promise<DocumentAnswer> {
  const { statusCode, headers, rawPayload } = await server.inject({ method: 'GET', url: path });
  if (typeof headers.location === 'string') {
    return { found: 'elsewhere', path: headers.location };
  }
  if (statusCode !== 200) {
    return { found: 'nothing' };
  }
  const shown = Object.entries(headers).filter(([name]) => !OWN_HEADERS.has(name));
  return { found: 'page', page: await keepAnswer(rawPayload, Object.fromEntries(shown) as Record<string, string>) };
}

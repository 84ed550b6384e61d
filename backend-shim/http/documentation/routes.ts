/**
 * Serves `/openapi.json` and `/docs`. What makes them is loaded at the first request, since few sidecars ever get one, and
 * each answer is made once.
 */
import { readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify';
import type { Clock } from '../../ports/clock.ts';
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

/** Files of the pages' library, and those that it makes. Anybody may ask for any number of others: nothing is done for those. */
const MADE = ['index.html', 'swagger-initializer.js'];
const PAGES = new Set(['/openapi.json', '/docs', '/docs/', '/docs/json']);

async function knownPaths(): Promise<ReadonlySet<string>> {
  const library = path.dirname(createRequire(import.meta.url).resolve('@fastify/swagger-ui'));
  const files = await readdir(path.join(library, 'static'));
  return new Set([...PAGES, ...[...files, ...MADE].map((name) => `/docs/static/${name}`)]);
}

type DocumentAnswer = { found: 'page'; page: KeptAnswer } | { found: 'elsewhere'; path: string } | { found: 'nothing' };

/** ms between pieces of some ms, so that making all this takes a quarter of the processor. */
const REST = 20;

/** Must be registered before the routes that it documents. */
export function documentation(app: FastifyInstance, version: string, clock: Pick<Clock, 'sleep'>): void {
  const routes: RouteOptions[] = [];
  app.addHook('onRoute', (route) => {
    if (isDocumented(route)) {
      routes.push(route);
    }
  });
  let making: Promise<FastifyInstance> | null = null;
  const breathe = () => app.breathing?.of.requests()?.then(pause);
  const pause = () => clock.sleep(REST);
  const make = async () => {
    for (const part of parts()) {
      await part;
      await pause();
    }
    const { documentationPages } = await import('./pages.ts');
    await pause();
    return documentationPages(routes, version, { breathe, pause });
  };
  const find = keepPages(() => (making ??= make()));
  let known: Promise<ReadonlySet<string>> | null = null;
  const answer = async (request: FastifyRequest, reply: FastifyReply) => {
    const asked = request.url.split('?')[0] ?? '';
    const one = (await (known ??= knownPaths())).has(asked) ? await find(asked) : { found: 'nothing' as const };
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
function keepPages(pages: () => Promise<FastifyInstance>): (url: string) => Promise<DocumentAnswer> {
  const kept = new Map<string, Promise<DocumentAnswer>>();
  return (url) => {
    const known = kept.get(url);
    if (known !== undefined) {
      return known;
    }
    const making = pages().then((server) => pageAt(server, url));
    kept.set(url, making);
    making.catch(() => kept.delete(url));
    return making;
  };
}

async function pageAt(server: FastifyInstance, url: string): Promise<DocumentAnswer> {
  const { statusCode, headers, rawPayload } = await server.inject({ method: 'GET', url });
  if (typeof headers.location === 'string') {
    return { found: 'elsewhere', path: headers.location };
  }
  if (statusCode !== 200) {
    return { found: 'nothing' };
  }
  const shown = Object.entries(headers).filter(([name]) => !OWN_HEADERS.has(name));
  return { found: 'page', page: await keepAnswer(rawPayload, Object.fromEntries(shown) as Record<string, string>) };
}

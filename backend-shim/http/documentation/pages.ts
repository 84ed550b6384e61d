/** Makes `/openapi.json` and `/docs` from the schemas of routes. The pages load nothing from elsewhere. */
import { fastify } from 'fastify';
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance, RouteOptions } from 'fastify';
import { createJsonSchemaTransform } from 'fastify-type-provider-zod';
import type { Breathe } from '../../ports/heavy/work.ts';
import { ZOD_COMPILERS } from '../schemas.ts';
import { refusalsAndVersions } from './extras.ts';

/** Allows only Swagger UI's own files and its requests to this sidecar. */
const CSP = {
  'default-src': ["'none'"],
  'script-src': ["'self'"],
  'style-src': ["'self'", "'unsafe-inline'"],
  'img-src': ["'self'", 'data:'],
  'connect-src': ["'self'"],
  'base-uri': ["'self'"],
  'form-action': ["'none'"],
  'frame-ancestors': ["'none'"],
};

const toJsonSchema = createJsonSchemaTransform({ zodToJsonConfig: { unrepresentable: 'any' } });

const OPENAPI = '3.1.0';

type Transformed = ReturnType<typeof toJsonSchema>;

function asJson(schema: object, url: string): Transformed {
  const route = { schema, url, openapiObject: { openapi: OPENAPI } };
  return toJsonSchema(route as unknown as Parameters<typeof toJsonSchema>[0]);
}

/** What a route takes and gives as JSON, part by part: those of a statement or a unit take as long as a page may wait. */
async function partByPart({ schema = {}, url }: RouteOptions, breathe: Breathe): Promise<Transformed> {
  const { response, ...rest } = schema as { response?: object };
  const made: Record<string, unknown> = {};
  for (const [name, part] of Object.entries(rest)) {
    Object.assign(made, asJson({ [name]: part }, url).schema);
    await breathe();
  }
  const answers: Record<string, unknown> = {};
  for (const [code, part] of Object.entries(response ?? {})) {
    Object.assign(answers, (asJson({ response: { [code]: part } }, url).schema as { response: object }).response);
    await breathe();
  }
  return { schema: response === undefined ? made : { ...made, response: answers }, url };
}

/** The schemas of all routes as JSON, made one by one: together they take as long as several pages may wait. */
async function transformed(routes: readonly RouteOptions[], breathe: Breathe): Promise<typeof toJsonSchema> {
  const made = new Map<unknown, Transformed>();
  for (const route of routes) {
    if (route.schema !== undefined) {
      made.set(route.schema, await partByPart(route, breathe));
    }
    await breathe();
  }
  return (document) => {
    const one = made.get(document.schema);
    // Routes may share a schema.
    return one === undefined ? toJsonSchema(document) : { ...one, url: document.url };
  };
}

const info = (version: string) => ({
  openapi: OPENAPI,
  info: {
    title: 'Vigie',
    version,
    description:
      'On-call inside Grafana. Errors are `{ "error": { "code", "message", "details": [{ "path", "message" }] } }`; lists are `{ "items", "next" }`; writes take `If-Match` with the `version` that was read.',
    license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
  },
  servers: [
    { url: '/', description: 'Scripts' },
    {
      url: '/grafana',
      description: 'The same routes for Grafana’s plugin route: people and service accounts of Grafana',
    },
  ],
  components: {
    securitySchemes: {
      token: {
        type: 'http' as const,
        scheme: 'bearer',
        description:
          'An API token made under /tokens, or VIGIE_API_TOKEN where no proxy is in between; below /grafana VIGIE_PLUGIN_TOKEN, with the headers that say who is asking',
      },
    },
  },
  security: [{ token: [] }],
});

interface Described {
  paths: Record<string, Record<string, object>>;
  components: { schemas: Record<string, object> };
}

export interface Pauses {
  breathe: Breathe;
  /** Between pieces that each take several turns' time. */
  pause(): Promise<void>;
}

/** Routes that are described in one turn. */
const AT_ONCE = 4;

/** A document of a few routes: they are put together in one go, however many there are. */
async function described(
  routes: readonly RouteOptions[],
  version: string,
  transform: typeof toJsonSchema,
): Promise<Described> {
  const app = bare();
  await app.register(swagger, {
    openapi: info(version),
    transform,
    transformObject: (document) =>
      'openapiObject' in document ? refusalsAndVersions(document.openapiObject) : document.swaggerObject,
  });
  for (const { method, url, schema } of routes) {
    app.route({ method, url, ...(schema && { schema }), handler: (_request, reply) => reply.callNotFound() });
  }
  await app.ready();
  const document = app.swagger() as unknown as Described;
  await app.close();
  return document;
}

const bare = () => fastify({ logger: false, exposeHeadRoutes: false, ...ZOD_COMPILERS });

async function documentOf(
  routes: readonly RouteOptions[],
  version: string,
  { breathe, pause }: Pauses,
): Promise<Described> {
  const transform = await transformed(routes, breathe);
  let all = await described([], version, transform);
  for (let next = 0; next < routes.length; next += AT_ONCE) {
    await pause();
    all = merged(all, await described(routes.slice(next, next + AT_ONCE), version, transform));
  }
  return all;
}

/** A path may have routes in several of them, one for each method. */
function merged(all: Described, { paths, components }: Described): Described {
  const together = { ...all.paths };
  for (const [path, methods] of Object.entries(paths)) {
    together[path] = { ...together[path], ...methods };
  }
  const schemas = { ...all.components.schemas, ...components.schemas };
  return { ...all, paths: together, components: { ...all.components, schemas } };
}

/** A server of its own that listens nowhere. It only knows what the routes are documented with. */
export async function documentationPages(
  routes: readonly RouteOptions[],
  version: string,
  pauses: Pauses,
): Promise<FastifyInstance> {
  const document = await documentOf(routes, version, pauses);
  await pauses.pause();
  const app = bare();
  await app.register(swagger, { mode: 'static', specification: { document } } as never);
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    staticCSP: CSP,
    uiConfig: { validatorUrl: null, deepLinking: true },
  });
  app.get('/openapi.json', (_request, reply) =>
    reply.type('application/json; charset=utf-8').send(JSON.stringify(document)),
  );
  await app.ready();
  await pauses.pause();
  return app;
}

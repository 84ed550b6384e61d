/** Serves `/openapi.json` and `/docs`, which are generated from the request schemas and load nothing from elsewhere. */
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';
import { createJsonSchemaTransform } from 'fastify-type-provider-zod';
import { PLUGIN_API } from './guard.ts';
import { refusalsAndVersions } from './documentation-extras.ts';

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

/** Must be registered before the routes that it documents. */
export function documentation(app: FastifyInstance, version: string): void {
  app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
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
            type: 'http',
            scheme: 'bearer',
            description:
              'An API token made under /tokens, or VIGIE_API_TOKEN where no proxy is in between; below /grafana VIGIE_PLUGIN_TOKEN, with the headers that say who is asking',
          },
        },
      },
      security: [{ token: [] }],
    },
    // Each route is listed once. The same routes below Grafana's path are hidden.
    transform: (input) =>
      input.url.startsWith(PLUGIN_API) ? { schema: { hide: true }, url: input.url } : toJsonSchema(input),
    transformObject: (document) =>
      'openapiObject' in document ? refusalsAndVersions(document.openapiObject) : document.swaggerObject,
  });
  app.register(swaggerUi, {
    routePrefix: '/docs',
    staticCSP: CSP,
    uiConfig: { validatorUrl: null, deepLinking: true },
  });
  let text: string | null = null;
  app.get('/openapi.json', { schema: { hide: true } }, (_request, reply) => {
    text ??= JSON.stringify(app.swagger());
    return reply.type('application/json; charset=utf-8').send(text);
  });
}

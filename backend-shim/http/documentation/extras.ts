/** Adds to the API documentation what applies to all routes: the refusals and the `If-Match` header. */
import type { SwaggerTransformObject } from '@fastify/swagger';
import { z } from 'zod';
import { errorBody } from '#contract/errors';

type OpenApi = Extract<Parameters<SwaggerTransformObject>[0], { openapiObject: unknown }>['openapiObject'];

const REFUSAL = {
  description:
    'Refused. `code` is for programs, `message` for people, `details` names each field that must change. `too-much`: ask for less; `busy`, `overloaded`: ask again after `Retry-After`',
  content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
};

const IF_MATCH = {
  in: 'header' as const,
  name: 'If-Match',
  required: false,
  schema: { type: 'string' as const },
  description:
    'The `version` that was read, such as `"7"`: where it has changed since, the answer is 409 and nothing is done',
};

/** Devices, secret calendar links and imports have no version. */
const WITHOUT_VERSION = /\/(?:devices|ical|imports)(?:\/|$)/;
const VERSIONED_POST = /\/(?:incidents\/\{id\}\/|integrations\/\{id\}\/token$|swaps\/\{id\}\/)/;

function takesVersion(method: string, path: string): boolean {
  return ['put', 'delete'].includes(method)
    ? !WITHOUT_VERSION.test(path)
    : method === 'post' && VERSIONED_POST.test(path);
}

export function refusalsAndVersions(document: Partial<OpenApi>): Partial<OpenApi> {
  const paths = Object.entries(document.paths ?? {}).map(([path, methods]) => [
    path,
    Object.fromEntries(
      Object.entries(methods ?? {}).map(([method, operation]) => [
        method,
        completed(method, path, operation as Operation),
      ]),
    ),
  ]);
  const components = {
    ...document.components,
    schemas: { ...document.components?.schemas, Error: z.toJSONSchema(errorBody) },
  };
  return { ...document, components, paths: Object.fromEntries(paths) } as Partial<OpenApi>;
}

interface Operation {
  parameters?: object[];
  responses?: Record<string, object>;
}

function completed(method: string, path: string, operation: Operation): Operation {
  const parameters = [...(operation.parameters ?? []), ...(takesVersion(method, path) ? [IF_MATCH] : [])];
  return {
    ...operation,
    ...(parameters.length > 0 && { parameters }),
    responses: { ...operation.responses, default: REFUSAL },
  };
}

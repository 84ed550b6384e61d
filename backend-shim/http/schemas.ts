/** Uses zod to validate, type and document requests, and answers problems in the contract's words. */
import type {
  FastifyBaseLogger,
  FastifyInstance,
  FastifySchemaCompiler,
  FastifyServerOptions,
  FastifyTypeProvider,
  RawServerDefault,
} from 'fastify';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { z } from 'zod';
import { parse } from '#contract/base/schema';
import { validationError } from '#contract/errors';
import { HttpError } from './errors.ts';
import { tooManyMatchers } from './bodies/matchers.ts';

/** Types parameters, query and body by their schemas. The code that builds an answer types the answer. */
interface ZodRequestTypes extends FastifyTypeProvider {
  validator: this['schema'] extends z.ZodType ? z.output<this['schema']> : unknown;
  serializer: unknown;
}

/** The server type that routes are registered on. */
export type ApiServer = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodRequestTypes
>;

const validator: FastifySchemaCompiler<z.ZodType> =
  ({ schema }) =>
  (data) => {
    const beyond = tooManyMatchers(data);
    const parsed = beyond === null ? parse(schema, data) : { ok: false as const, problems: [beyond] };
    return parsed.ok
      ? { value: parsed.value }
      : { error: new HttpError('validation', validationError(parsed.problems).error.message, parsed.problems) };
  };

/**
 * An option of every server. Given as the factory of compilers, Fastify never loads its own, which would take a third of
 * the start. Answers are built from typed rows, so checking each again would only cost time.
 */
export const ZOD_COMPILERS = {
  schemaController: {
    compilersFactory: { buildValidator: () => validator, buildSerializer: () => () => JSON.stringify },
  },
} as unknown as Pick<FastifyServerOptions, 'schemaController'>;

/** zod validates, types and documents; the contract's wording reaches the caller. */
import type { FastifyInstance, FastifySchemaCompiler } from 'fastify';
import type { z } from 'zod';
import { parse } from '#contract/base/schema';
import { validationError } from '#contract/errors';
import { HttpError } from './errors.ts';

export function useZod(app: FastifyInstance): void {
  const compiler: FastifySchemaCompiler<z.ZodType> =
    ({ schema }) =>
    (data) => {
      const parsed = parse(schema, data);
      return parsed.ok
        ? { value: parsed.value }
        : { error: new HttpError('validation', validationError(parsed.problems).error.message, parsed.problems) };
    };
  app.setValidatorCompiler(compiler);
  // Answers are built from typed rows; checking each again would only cost time.
  app.setSerializerCompiler(() => (data) => JSON.stringify(data));
}

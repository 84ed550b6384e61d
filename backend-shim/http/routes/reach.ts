/** Trying rooms and contact methods, and verifying the latter. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { strict } from '#contract/base/schema';
import { instant } from '#contract/base/scalars';
import type { ContactTester, TryRefused } from '../../ports/reach.ts';
import { HttpError } from '../errors.ts';
import { callerOf } from '../guard.ts';
import { iso } from '../incident-body.ts';
import { isAdmin } from '../../rights/who.ts';

const tried = strict({
  outcome: z.enum(['done', 'retry', 'never']),
  /** From the closed list; null: done. */
  reason: z.string().nullable(),
  detail: z.string(),
});
const sentOrVerified = strict({
  verified: z.boolean(),
  /** Where a code was sent: what came of it, and until when it counts. */
  sent: tried.nullable(),
  expiresAt: instant.nullable(),
});
const codeBody = strict({ code: z.string().min(1).max(20).optional() }).nullish();
const byMethod = z.object({ login: z.string(), id: z.string() });

export function reachRoutes(app: FastifyInstance, reach: ContactTester): void {
  app.post(
    '/channels/:id/test',
    {
      schema: {
        tags: ['channels'],
        summary: 'Post a test message',
        params: z.object({ id: z.string() }),
        body: strict({}).nullish(),
        response: { 200: tried },
      },
    },
    async (request) => done(await reach.testRoom((request.params as { id: string }).id, callerOf(request).name)).tried,
  );
  app.post(
    '/users/:login/contact-methods/:id/test',
    {
      schema: {
        tags: ['users'],
        summary: 'Send a test message',
        params: byMethod,
        body: strict({}).nullish(),
        response: { 200: tried },
      },
    },
    async (request) => {
      const { login, id } = request.params as z.output<typeof byMethod>;
      return done(await reach.testMethod(login, id, callerOf(request).name)).tried;
    },
  );
  const verify = {
    tags: ['users'],
    summary: 'Send a code (without a body), or type it in',
    params: byMethod,
    body: codeBody,
    response: { 200: sentOrVerified },
  };
  app.post('/users/:login/contact-methods/:id/verify', { schema: verify }, async (request) => {
    const { login, id } = request.params as z.output<typeof byMethod>;
    const code = (request.body as z.output<typeof codeBody>)?.code;
    if (code !== undefined) {
      done(await reach.verify(login, id, code, callerOf(request).name));
      return { verified: true, sent: null, expiresAt: null };
    }
    const sent = done(await reach.sendCode(login, id, callerOf(request).name, isAdmin(callerOf(request))));
    return { verified: false, sent: sent.tried, expiresAt: iso(sent.expiresAt) };
  });
}

function done<Result extends { ok: true }>(result: Result | TryRefused): Result {
  if (!result.ok) {
    throw new HttpError(
      result.code,
      result.message,
      result.code === 'validation' ? [{ path: 'code', message: result.message, reason: 'wrong-code' }] : [],
      result.why,
    );
  }
  return result;
}

/** Tests rooms and contact methods, and verifies contact methods. */
import { z } from 'zod';
import type { Problem } from '#contract/base/problem';
import { strict } from '#contract/base/schema';
import { instant } from '#contract/base/scalars';
import type { ChannelActions } from '../../actions/channels.ts';
import type { ContactMethodActions } from '../../actions/people/contact-methods.ts';
import type { TestRefusal } from '../../actions/people/test-message.ts';
import { callerOf } from '../guard.ts';
import { iso } from '../incident-body.ts';
import { errorOfRefusal } from '../refusal.ts';
import type { ApiServer } from '../schemas.ts';
import { isAdmin } from '../../rights/who.ts';

const tried = strict({
  outcome: z.enum(['done', 'retry', 'never']),
  /** A reason of the closed list; null if the test succeeded. */
  reason: z.string().nullable(),
  detail: z.string(),
});
const sentOrVerified = strict({
  verified: z.boolean(),
  /** The result of sending the code; null if none was sent. */
  sent: tried.nullable(),
  expiresAt: instant.nullable(),
});
const codeBody = strict({ code: z.string().min(1).max(20).optional() }).nullish();
const byMethod = z.object({ login: z.string(), id: z.string() });

export function contactMethodRoutes(
  app: ApiServer,
  { channels, contactMethods }: { channels: ChannelActions; contactMethods: ContactMethodActions },
): void {
  const channelTest = {
    tags: ['channels'],
    summary: 'Post a test message',
    params: z.object({ id: z.string() }),
    body: strict({}).nullish(),
    response: { 200: tried },
  };
  app.post('/channels/:id/test', { schema: channelTest }, async (request) => {
    const { kind, name } = callerOf(request);
    const tester = { name, login: kind === 'person' ? name : null };
    return testedOrThrow(await channels.test(request.params.id, tester)).result;
  });
  const methodTest = {
    tags: ['users'],
    summary: 'Send a test message',
    params: byMethod,
    body: strict({}).nullish(),
    response: { 200: tried },
  };
  app.post('/users/:login/contact-methods/:id/test', { schema: methodTest }, async (request) => {
    const { login, id } = request.params;
    return testedOrThrow(await contactMethods.test({ login, method: id, actor: callerOf(request).name })).result;
  });
  const verify = {
    tags: ['users'],
    summary: 'Send a code (without a body), or type it in',
    params: byMethod,
    body: codeBody,
    response: { 200: sentOrVerified },
  };
  app.post('/users/:login/contact-methods/:id/verify', { schema: verify }, async (request) => {
    const { login, id } = request.params;
    const caller = callerOf(request);
    const asked = { login, method: id, actor: caller.name };
    const code = request.body?.code;
    if (code !== undefined) {
      testedOrThrow(await contactMethods.verify({ ...asked, code }));
      return { verified: true, sent: null, expiresAt: null };
    }
    const sent = testedOrThrow(await contactMethods.sendCode({ ...asked, isAdmin: isAdmin(caller) }));
    return { verified: false, sent: sent.result, expiresAt: iso(sent.expiresAt) };
  });
}

function testedOrThrow<Result extends { ok: true }>(result: Result | TestRefusal): Result {
  if (result.ok) {
    return result;
  }
  const { code, message } = result;
  const details: Problem[] = code === 'validation' ? [{ path: 'code', message, reason: 'wrong-code' }] : [];
  throw errorOfRefusal({ ...result, details });
}

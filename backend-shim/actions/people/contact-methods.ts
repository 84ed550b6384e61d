/** The actions on contact methods: send a test message, send a verification code, check a code. */
import type { ContactMethod, Responder } from '#domain/notify/responder';
import { SECRET_METHODS } from '#domain/notify/address/secret-address';
import type { EditDeps } from '../../configuration/edit.ts';
import { markVerified } from '../../configuration/users.ts';
import type { Directory } from '../../ports/directory.ts';
import { readVerification, removeVerification, saveVerification } from '../../store/deliveries/verifications.ts';
import type { UseOf } from '../../store/deliveries/reach-uses.ts';
import type { Work } from '../../store/work.ts';
import type { ActionContext } from '../context.ts';
import { countryOf, sameForLimits } from './contact-address.ts';
import { ASKED_LIFE, CODE_LIFE, countCode, countTest, countWrong, wrongCodes } from './contact-limits.ts';
import { auditTest, refuseTest, sendTest, testMessage } from './test-message.ts';
import type { TestContext, TestRefusal, TestMessageResult } from './test-message.ts';

export interface ContactMethodContext extends TestContext, EditDeps, Pick<ActionContext, 'reload'> {
  directory(): Directory;
  /**
   * Prefixes such as `+33` that the services for this type of number are configured for; null: addresses of this type
   * are not numbers.
   */
  countries(type: string): string[] | null;
}

/** A contact method, its owner, and the caller. */
interface MethodRequest {
  login: string;
  method: string;
  actor: string;
}

interface CodeRequest extends MethodRequest {
  isAdmin: boolean;
  asked?: { profile: string };
}

export interface ContactMethodActions {
  test(request: MethodRequest): Promise<{ ok: true; result: TestMessageResult } | TestRefusal>;
  /**
   * Sends a code to the method.
   * @param isAdmin the caller may send it to any country
   * @param asked the person did not ask for the code: it names their profile, and is valid for longer
   */
  sendCode(request: CodeRequest): Promise<{ ok: true; result: TestMessageResult; expiresAt: number } | TestRefusal>;
  /** Checks the code. After the right code, the method counts as verified. */
  verify(request: MethodRequest & { code: string }): Promise<{ ok: true } | TestRefusal>;
}

const MOST_TRIES = 5;

export function createContactMethodActions(context: ContactMethodContext): ContactMethodActions {
  return {
    test: (request) => test(context, request),
    sendCode: (request) => sendCode(context, request),
    verify: (request) => verify(context, request),
  };
}

interface FoundMethod {
  responder: Responder;
  method: ContactMethod;
}

function find({ directory }: ContactMethodContext, { login, method: id }: MethodRequest): FoundMethod | TestRefusal {
  const responder = directory().responders.get(login);
  const method = responder?.contactMethods.find((one) => one.id === id);
  return responder && method
    ? { responder, method }
    : refuseTest('not-found', `${login} has no contact method ${id}.`, {
        reason: 'no-such',
        data: { kind: 'contact-method', id },
      });
}

async function test(
  context: ContactMethodContext,
  request: MethodRequest,
): Promise<{ ok: true; result: TestMessageResult } | TestRefusal> {
  const found = find(context, request);
  if ('ok' in found) {
    return found;
  }
  if (!found.method.verified) {
    return refuseTest('conflict', 'Verify this contact method first; verifying it also tests it.', {
      reason: 'not-verified',
    });
  }
  const over = await context.transact((work) => countTest(work, useOf(context, found)));
  if (over) {
    return refuseTest('too-many-requests', over.message, over.why);
  }
  return { ok: true, result: await send(context, found, request, { action: 'test', code: null, profile: null }) };
}

async function sendCode(
  context: ContactMethodContext,
  request: CodeRequest,
): Promise<{ ok: true; result: TestMessageResult; expiresAt: number } | TestRefusal> {
  const found = find(context, request);
  if ('ok' in found) {
    return found;
  }
  if (found.method.verified) {
    return refuseTest('conflict', 'This contact method is verified already.', { reason: 'already-verified' });
  }
  const country = request.isAdmin ? null : foreignTo(context, found.method);
  if (country !== null) {
    return refuseTest(
      'forbidden',
      `Nobody is reached at ${country} yet: an Admin sends the first code there, or names ${country} under “countries” of the service.`,
      { reason: 'country-not-allowed', data: { country } },
    );
  }
  const code = String(Math.floor(context.ids.chance() * 1_000_000)).padStart(6, '0');
  const made = await context.transact((work) =>
    keepCode(work, context, found, { code, life: request.asked ? ASKED_LIFE : CODE_LIFE }),
  );
  if (!made.ok) {
    return made;
  }
  const profile = request.asked?.profile ?? null;
  const result = await send(context, found, request, { action: 'send-code', code, profile });
  return { ok: true, result, expiresAt: made.expiresAt };
}

async function keepCode(
  work: Work,
  context: ContactMethodContext,
  found: FoundMethod,
  { code, life }: { code: string; life: number },
): Promise<{ ok: true; expiresAt: number } | TestRefusal> {
  const over = await countCode(work, useOf(context, found));
  if (over) {
    return refuseTest('too-many-requests', over.message, over.why);
  }
  const expiresAt = work.now + life;
  await saveVerification(work, {
    user: found.responder.login,
    method: found.method.id,
    address: kept(context, found.method),
    code: hashOf(context, found, code),
    expires_at: expiresAt,
    tries: 0,
  });
  return { ok: true, expiresAt };
}

async function verify(
  context: ContactMethodContext,
  request: MethodRequest & { code: string },
): Promise<{ ok: true } | TestRefusal> {
  const found = find(context, request);
  if ('ok' in found) {
    return found;
  }
  const result = await context.transact((work) => compareCode(work, context, found, request));
  if (result.ok) {
    await context.reload();
  }
  return result;
}

async function compareCode(
  work: Work,
  context: ContactMethodContext,
  found: FoundMethod,
  { code, actor }: { code: string; actor: string },
): Promise<{ ok: true } | TestRefusal> {
  const { login } = found.responder;
  const { id, type, to } = found.method;
  const sent = await readVerification(work, login, id);
  if (!sent || !isSameAddress(context, found.method, sent.address) || sent.expires_at <= work.now) {
    return refuseTest('conflict', 'The code expired or the address changed. Ask for a new one.', {
      reason: 'code-expired',
    });
  }
  const over = await wrongCodes(work, useOf(context, found));
  if (over) {
    return refuseTest('too-many-requests', over.message, over.why);
  }
  if (sent.tries >= MOST_TRIES) {
    return refuseTest('conflict', 'Too many wrong codes. Ask for a new one.', { reason: 'too-many-wrong-codes' });
  }
  if (sent.code !== hashOf(context, found, code.trim())) {
    await saveVerification(work, { ...sent, tries: sent.tries + 1 });
    await countWrong(work, useOf(context, found));
    return refuseTest('validation', 'This is not the code that was sent.', { reason: 'wrong-code' });
  }
  await removeVerification(work, login, id);
  await markVerified(work, context, login, { id, type, to }, actor);
  return { ok: true };
}

/** The address that a code went to: a keyed hash where it is a secret. */
function kept({ vault }: ContactMethodContext, { type, to }: Pick<ContactMethod, 'type' | 'to'>): string {
  return SECRET_METHODS.has(type) ? vault.fingerprint(`address ${to}`) : to;
}

/** A release before 0.2 stored every address as it is. */
function isSameAddress(
  context: ContactMethodContext,
  method: Pick<ContactMethod, 'type' | 'to'>,
  sent: string,
): boolean {
  return sent === kept(context, method) || sent === method.to;
}

function hashOf({ vault }: ContactMethodContext, { responder, method }: FoundMethod, code: string): string {
  return vault.fingerprint(`${responder.login}/${method.id}/${code}`);
}

function useOf({ vault, countries }: ContactMethodContext, { responder, method: { type, to } }: FoundMethod): UseOf {
  return {
    user: responder.login,
    address: vault.fingerprint(`reach ${sameForLimits(type, to, countries(type) !== null)}`),
  };
}

/**
 * Expensive numbers are in other countries, so a code is sent only to countries that a service names, or where somebody
 * is reached already. Elsewhere an Admin sends the first code.
 */
function foreignTo(context: ContactMethodContext, { type, to }: ContactMethod): string | null {
  const named = context.countries(type);
  const number = to.replace(/[^\d+]/g, '');
  if (named === null || named.some((prefix) => number.startsWith(prefix))) {
    return null;
  }
  const country = countryOf(number);
  const people = [...context.directory().responders.values()];
  const isKnown = people.some(({ contactMethods }) =>
    contactMethods.some((one) => one.verified && context.countries(one.type) !== null && countryOf(one.to) === country),
  );
  return isKnown && country !== null ? null : (country ?? number.slice(0, 4));
}

async function send(
  context: ContactMethodContext,
  { responder, method }: FoundMethod,
  { actor }: MethodRequest,
  { action, code, profile }: { action: 'test' | 'send-code'; code: string | null; profile: string | null },
): Promise<TestMessageResult> {
  const { login } = responder;
  const secrets: Record<string, string> = method.secret === null ? {} : { secret: method.secret };
  const trusted = context.directory().isTrusted(login, method);
  const message = await testMessage(context, responder, code, profile);
  const result = await sendTest(context, method.type, { to: method.to, settings: {}, secrets, trusted }, message);
  await auditTest(context, { actor, action, kind: 'users', subject: login, result, details: { method: method.id } });
  return result;
}

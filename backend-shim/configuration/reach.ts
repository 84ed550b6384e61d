/**
 * Test messages and verification codes. They go straight to the channel: whoever asked is waiting for
 * the result, and nothing is lost with them.
 */
import type { Refusal as Why } from '#contract/reasons/refusals';
import type { Message } from '#domain/notify/message/message';
import type { ContactMethod, Responder } from '#domain/notify/responder';
import type { Channel, ChannelRegistry, DeliveryRequest } from '../ports/channel.ts';
import type { Clock } from '../ports/clock.ts';
import type { Directory } from '../ports/directory.ts';
import type { Ids } from '../ports/ids.ts';
import type { Log } from '../ports/log.ts';
import type { ContactTester, TestOutcome, TryRefused } from '../ports/reach.ts';
import type { Vault } from '../ports/vault.ts';
import { writeAudit } from '../store/access/audit.ts';
import { readVerification, removeVerification, saveVerification } from '../store/deliveries/verifications.ts';
import type { UseOf } from '../store/deliveries/reach-uses.ts';
import type { Work } from '../store/work.ts';
import { countryOf, sameForLimits } from './reach-address.ts';
import { CODE_LIFE, countCode, countTest, countWrong, wrongCodes } from './reach-limits.ts';

export interface ReachDeps {
  channels: ChannelRegistry;
  directory(): Directory;
  clock: Pick<Clock, 'now'>;
  ids: Ids;
  log: Log;
  vault: Pick<Vault, 'fingerprint'>;
  transact<T>(work: (work: Work) => Promise<T>): Promise<T>;
  /** In one transaction with the code's end; in force when it resolves. */
  markVerified(
    work: Work,
    login: string,
    method: { id: string; type: string; to: string },
    actor: string,
  ): Promise<void>;
  changed(): Promise<void>;
  /** Prefixes such as `+33` that the services of a type of number are configured for; null: its addresses are no numbers. */
  countries(type: string): string[] | null;
}

const MOST_TRIES = 5;
const LONGEST_SEND_MS = 15_000;

type Destination = Pick<DeliveryRequest, 'to' | 'service' | 'settings' | 'secrets' | 'trusted'>;

function refuse(code: TryRefused['code'], message: string, why: Why): TryRefused {
  return { ok: false, code, message, why };
}

export function createReach(deps: ReachDeps): ContactTester {
  return {
    testRoom: async (id, actor) => {
      const room = deps.directory().rooms.get(id);
      if (!room) {
        return refuse('not-found', `There is no channel ${id}.`, { reason: 'no-such', data: { kind: 'channel', id } });
      }
      const tried = await send(
        deps,
        room.type,
        { to: '', service: id, settings: room.settings, secrets: room.secrets, trusted: true },
        await testMessage(deps, null, null),
      );
      await remember(deps, { actor, action: 'test', kind: 'channels', subject: id, tried, details: {} });
      return { ok: true, tried };
    },
    testMethod: async (login, id, actor) => {
      const found = find(deps, login, id);
      if ('ok' in found) {
        return found;
      }
      if (!found.method.verified) {
        return refuse('conflict', 'Verify this contact method first; verifying it also tests it.', {
          reason: 'not-verified',
        });
      }
      const over = await deps.transact((work) => countTest(work, useOf(deps, found)));
      if (over) {
        return refuse('too-many-requests', over.message, over.why);
      }
      const tried = await sendTo(deps, found, await testMessage(deps, found.responder, null));
      await remember(deps, { actor, action: 'test', kind: 'users', subject: login, tried, details: { method: id } });
      return { ok: true, tried };
    },
    sendCode: (login, id, actor, isAdmin) => sendCode(deps, login, id, actor, isAdmin),
    verify: (login, id, code, actor) => verify(deps, login, id, code, actor),
  };
}

/** Somebody was reached, or a room was written in: who wanted that must be found later, and what came of it. */
async function remember(
  deps: ReachDeps,
  message: { actor: string; action: string; kind: string; subject: string; tried: TestOutcome; details: object },
): Promise<void> {
  const {
    actor,
    action,
    kind,
    subject,
    tried: { outcome, reason },
    details,
  } = message;
  await deps.transact((work) =>
    writeAudit(work, [{ actor, action, kind, subject, before: null, after: { ...details, outcome, reason } }]),
  );
}

interface Found {
  responder: Responder;
  method: ContactMethod;
}

function find(deps: ReachDeps, login: string, id: string): Found | TryRefused {
  const responder = deps.directory().responders.get(login);
  const method = responder?.contactMethods.find((one) => one.id === id);
  return responder && method
    ? { responder, method }
    : refuse('not-found', `${login} has no contact method ${id}.`, {
        reason: 'no-such',
        data: { kind: 'contact-method', id },
      });
}

function useOf({ vault, countries }: ReachDeps, { responder, method: { type, to } }: Found): UseOf {
  return {
    user: responder.login,
    address: vault.fingerprint(`reach ${sameForLimits(type, to, countries(type) !== null)}`),
  };
}

/**
 * Numbers that cost much are far away: a code goes to countries that a service names, or where somebody
 * is reached already. Elsewhere an Admin sends the first one.
 */
function foreignTo(deps: ReachDeps, { type, to }: ContactMethod): string | null {
  const named = deps.countries(type);
  const number = to.replace(/[^\d+]/g, '');
  if (named === null || named.some((prefix) => number.startsWith(prefix))) {
    return null;
  }
  const country = countryOf(number);
  const people = [...deps.directory().responders.values()];
  const isKnown = people.some(({ contactMethods }) =>
    contactMethods.some((one) => one.verified && deps.countries(one.type) !== null && countryOf(one.to) === country),
  );
  return isKnown && country !== null ? null : (country ?? number.slice(0, 4));
}

async function sendCode(
  deps: ReachDeps,
  login: string,
  id: string,
  actor: string,
  isAdmin: boolean,
): Promise<{ ok: true; tried: TestOutcome; expiresAt: number } | TryRefused> {
  const found = find(deps, login, id);
  if ('ok' in found) {
    return found;
  }
  const { method } = found;
  if (method.verified) {
    return refuse('conflict', 'This contact method is verified already.', { reason: 'already-verified' });
  }
  const country = isAdmin ? null : foreignTo(deps, method);
  if (country !== null) {
    return refuse(
      'forbidden',
      `Nobody is reached at ${country} yet: an Admin sends the first code there, or names ${country} under “countries” of the service.`,
      { reason: 'country-not-allowed', data: { country } },
    );
  }
  const code = String(Math.floor(deps.ids.chance() * 1_000_000)).padStart(6, '0');
  const made = await deps.transact(async (work) => {
    const over = await countCode(work, useOf(deps, found));
    if (over) {
      return over;
    }
    const expiresAt = work.now + CODE_LIFE;
    await saveVerification(work, {
      user: login,
      method: id,
      address: method.to,
      code: deps.vault.fingerprint(`${login}/${id}/${code}`),
      expires_at: expiresAt,
      tries: 0,
    });
    return expiresAt;
  });
  if (typeof made !== 'number') {
    return refuse('too-many-requests', made.message, made.why);
  }
  const tried = await sendTo(deps, found, await testMessage(deps, found.responder, code));
  await remember(deps, { actor, action: 'send-code', kind: 'users', subject: login, tried, details: { method: id } });
  return { ok: true, tried, expiresAt: made };
}

async function verify(
  deps: ReachDeps,
  login: string,
  id: string,
  code: string,
  actor: string,
): Promise<{ ok: true } | TryRefused> {
  const found = find(deps, login, id);
  if ('ok' in found) {
    return found;
  }
  const { type, to } = found.method;
  const result = await deps.transact(async (work): Promise<{ ok: true } | TryRefused> => {
    const sent = await readVerification(work, login, id);
    if (!sent || sent.address !== to || sent.expires_at <= work.now) {
      return refuse('conflict', 'The code expired or the address changed. Ask for a new one.', {
        reason: 'code-expired',
      });
    }
    const over = await wrongCodes(work, useOf(deps, found));
    if (over) {
      return refuse('too-many-requests', over.message, over.why);
    }
    if (sent.tries >= MOST_TRIES) {
      return refuse('conflict', 'Too many wrong codes. Ask for a new one.', { reason: 'too-many-wrong-codes' });
    }
    if (sent.code !== deps.vault.fingerprint(`${login}/${id}/${code.trim()}`)) {
      await saveVerification(work, { ...sent, tries: sent.tries + 1 });
      await countWrong(work, useOf(deps, found));
      return refuse('validation', 'This is not the code that was sent.', { reason: 'wrong-code' });
    }
    await removeVerification(work, login, id);
    await deps.markVerified(work, login, { id, type, to }, actor);
    return { ok: true };
  });
  if (result.ok) {
    await deps.changed();
  }
  return result;
}

function sendTo(deps: ReachDeps, { responder, method }: Found, message: Message): Promise<TestOutcome> {
  const secrets: Record<string, string> = method.secret === null ? {} : { secret: method.secret };
  return send(
    deps,
    method.type,
    { to: method.to, settings: {}, secrets, trusted: deps.directory().isTrusted(responder.login, method) },
    message,
  );
}

async function send(deps: ReachDeps, kind: string, destination: Destination, message: Message): Promise<TestOutcome> {
  const channel = deps.channels.get(kind);
  if (!channel) {
    return { outcome: 'retry', reason: 'not-configured', detail: `there is no channel ${kind} here` };
  }
  const request: DeliveryRequest = {
    ...destination,
    idempotencyKey: deps.ids.next(),
    message,
    signal: AbortSignal.timeout(LONGEST_SEND_MS),
  };
  return safely(deps.log, channel, request);
}

/** A tester sees the outcome, never what the other side answered. */
async function safely(log: Log, channel: Channel, request: DeliveryRequest): Promise<TestOutcome> {
  try {
    const outcome = await channel.send(request);
    // Of rooms only, which are tried by Admins.
    const said = outcome.answer ? [outcome.answer.slice(0, 300)] : [];
    return outcome.kind === 'done'
      ? { outcome: 'done', reason: null, detail: ['it was taken by the receiver', ...said].join(': ') }
      : { outcome: outcome.kind, reason: outcome.reason, detail: [outcome.detail, ...said].join(': ') };
  } catch (error) {
    log.error({ channel: channel.definition.kind, err: error }, 'a channel failed unexpectedly');
    return { outcome: 'retry', reason: 'server-error', detail: 'unexpected failure in Vigie; see its log' };
  }
}

async function testMessage(deps: ReachDeps, responder: Responder | null, code: string | null): Promise<Message> {
  return {
    kind: 'test',
    at: await deps.clock.now(),
    language: responder?.language ?? 'en',
    timeZone: responder?.timeZone ?? 'UTC',
    person: responder && { login: responder.login, name: responder.name },
    urgency: 'default',
    incident: null,
    policy: null,
    step: null,
    next: null,
    update: null,
    onCall: null,
    bundled: 1,
    ...(code === null ? {} : { code }),
  };
}

/**
 * Sends a test message or a verification code directly through a channel. The caller waits for the result, so nothing
 * is stored.
 */
import { DEFAULT_ZONE } from '#contract/people/organisation';
import type { Message } from '#domain/notify/message/message';
import type { Responder } from '#domain/notify/responder';
import type { Refusal as Why } from '#contract/reasons/refusals';
import type { Channel, ChannelRegistry, DeliveryRequest } from '../../ports/channel.ts';
import type { Clock } from '../../ports/clock.ts';
import type { IdGenerator } from '../../ports/ids.ts';
import type { Log } from '../../ports/log.ts';
import { writeAudit } from '../../store/access/audit.ts';
import type { RunTransactionNow } from '../context.ts';

/** The result of a message that was sent at once. */
export interface TestMessageResult {
  /** `retry`: the attempt failed and may succeed later. */
  outcome: 'done' | 'retry' | 'never';
  /** A reason of the closed list; null if done. */
  reason: string | null;
  detail: string;
}

export type TestRefusal = {
  ok: false;
  code: 'not-found' | 'conflict' | 'validation' | 'forbidden' | 'too-many-requests';
  message: string;
  why: Why;
};

export interface TestContext {
  channels: ChannelRegistry;
  clock: Pick<Clock, 'now'>;
  ids: IdGenerator;
  log: Log;
  transact: RunTransactionNow;
}

export type TestDestination = Pick<DeliveryRequest, 'to' | 'service' | 'settings' | 'secrets' | 'trusted'>;

const LONGEST_SEND_MS = 15_000;

export function refuseTest(code: TestRefusal['code'], message: string, why: Why): TestRefusal {
  return { ok: false, code, message, why };
}

export async function sendTest(
  context: Pick<TestContext, 'channels' | 'ids' | 'log'>,
  kind: string,
  destination: TestDestination,
  message: Message,
): Promise<TestMessageResult> {
  const channel = context.channels.get(kind);
  if (!channel) {
    return { outcome: 'retry', reason: 'not-configured', detail: `there is no channel ${kind} here` };
  }
  const request: DeliveryRequest = {
    ...destination,
    idempotencyKey: context.ids.next(),
    message,
    signal: AbortSignal.timeout(LONGEST_SEND_MS),
  };
  return trySend(context.log, channel, request);
}

/** Callers see the outcome, but not the receiver's answer. */
async function trySend(log: Log, channel: Channel, request: DeliveryRequest): Promise<TestMessageResult> {
  try {
    const outcome = await channel.send(request);
    // The receiver's answer is shown only for rooms, which Admins test.
    const answer = outcome.answer ? [outcome.answer.slice(0, 300)] : [];
    return outcome.kind === 'done'
      ? { outcome: 'done', reason: null, detail: ['it was taken by the receiver', ...answer].join(': ') }
      : { outcome: outcome.kind, reason: outcome.reason, detail: [outcome.detail, ...answer].join(': ') };
  } catch (error) {
    log.error({ channel: channel.definition.kind, err: error }, 'a channel failed unexpectedly');
    return { outcome: 'retry', reason: 'server-error', detail: 'unexpected failure in Vigie; see its log' };
  }
}

/**
 * @param responder null: the message goes to a room.
 * @param code null: a plain test message
 * @param zone the organisation's, of times in a message to a room
 * @param profile where the person confirms their contact methods; null: the message names no place
 */
export async function testMessage(
  { clock }: Pick<TestContext, 'clock'>,
  responder: Responder | null,
  code: string | null,
  profile: string | null = null,
  zone = DEFAULT_ZONE,
): Promise<Message> {
  return {
    kind: 'test',
    at: await clock.now(),
    language: responder?.language ?? 'en',
    timeZone: responder?.timeZone ?? zone,
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
    ...(profile === null ? {} : { profile }),
  };
}

/** Records in the audit log who sent the test to a person or room, and its outcome. */
export async function auditTest(
  { transact }: Pick<TestContext, 'transact'>,
  entry: { actor: string; action: string; kind: string; subject: string; result: TestMessageResult; details: object },
): Promise<void> {
  const { actor, action, kind, subject, result, details } = entry;
  const { outcome, reason } = result;
  await transact((work) =>
    writeAudit(work, [{ actor, action, kind, subject, before: null, after: { ...details, outcome, reason } }]),
  );
}

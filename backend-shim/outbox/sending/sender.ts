/**
 * Sends what was claimed. Deliveries run beside each other; each lane (host, relay) has its own
 * share, so that a receiver that hangs delays nobody else. Outcomes are written together.
 */
import type { Channel, ChannelRegistry, DeliveryRequest, Outcome } from '../../ports/channel.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Directory } from '../../ports/directory.ts';
import type { Log } from '../../ports/log.ts';
import type { Message } from '#domain/notify/message/message';
import { plainMessage } from '#domain/notify/message/plain-message';
import type { DeliveryRow } from '../../store/schema/deliveries.ts';
import type { StageFailure } from '../../store/work.ts';
import { LEASE_MS } from './claim.ts';
import type { Capacity } from './claim.ts';
import type { Claimed } from './claimed.ts';
import { createLanes } from './lanes.ts';
import type { Finished } from './outcome.ts';
import { isRefresh } from '../destination.ts';

const MOST_AT_ONCE = 512;
/** A channel has its own, shorter, limits; this one only ends what got lost. */
const LONGEST_SEND_MS = 30_000;

export interface SendJob {
  claimed: Claimed;
  /** Monotonic ms, from before the claim. */
  claimedAt: number;
  message: Message | null;
  /** The message that stands there already; see `DeliveryRequest`. */
  standing: string | null;
  directory: Directory;
  /** The person answered STOP. */
  stopped: boolean;
}

export interface Sender {
  capacity(owner: string): Capacity;
  /** Ids of the deliveries under way. */
  inFlight(): string[];
  /** Returns at once; `finish` hears of each outcome. */
  send(job: SendJob): void;
  /** Stops what is under way; resolves when nothing is. */
  stop(): Promise<void>;
}

export interface SenderDeps {
  channels: ChannelRegistry;
  clock: Clock;
  log: Log;
  finish(finished: Finished): Promise<void>;
  /** See `Work.report`. */
  report(failure: StageFailure): void;
}

export function createSender(deps: SenderDeps): Sender {
  const lanes = createLanes(deps.clock);
  const running = new Map<Promise<void>, string[]>();
  const stopping = new AbortController();
  return {
    capacity: (owner) => ({
      owner,
      free: MOST_AT_ONCE - running.size,
      laneFree: lanes.free,
      saturated: lanes.saturated(),
    }),
    inFlight: () => [...running.values()].flat(),
    send: (job) => {
      const { lane } = job.claimed.carrier;
      lanes.enter(lane);
      // The receiver is free for the next one before the outcome is on disk.
      const run = sendOne(deps, job, stopping.signal, () => lanes.leave(lane)).finally(() => running.delete(run));
      running.set(run, idsOf(job));
    },
    stop: async () => {
      stopping.abort();
      await Promise.allSettled([...running.keys()]);
    },
  };
}

function idsOf({ claimed: { carrier, bundled } }: SendJob): string[] {
  return [carrier.id, ...bundled.map((row) => row.id)];
}

/** @param leave hears when the receiver has been spoken to */
async function sendOne(deps: SenderDeps, job: SendJob, stopping: AbortSignal, leave: () => void): Promise<void> {
  const { carrier } = job.claimed;
  const started = deps.clock.monotonic();
  if (started - job.claimedAt > LEASE_MS) {
    // This process stood still: another one may have sent it, or somebody acknowledged it.
    deps.log.warn({ delivery: carrier.id }, 'a lease expired before its delivery was sent');
    leave();
    return;
  }
  const outcome = await attempt(deps, job, stopping).finally(leave);
  // A send that was cut off by our own stopping keeps its lease: the next process sends it again.
  if (stopping.aborted && outcome.kind === 'retry' && outcome.reason === 'cancelled') {
    return;
  }
  deps.log.info(
    {
      delivery: carrier.id,
      incident: carrier.incident,
      channel: carrier.channel_kind,
      user: carrier.user,
      outcome: outcome.kind,
      reason: outcome.kind === 'done' ? undefined : outcome.reason,
    },
    'delivery attempted',
  );
  await deps.finish({
    ids: idsOf(job),
    channel: carrier.channel_kind,
    outcome,
    tookMs: deps.clock.monotonic() - started,
  });
}

async function attempt(deps: SenderDeps, job: SendJob, stopping: AbortSignal): Promise<Outcome> {
  const { carrier } = job.claimed;
  // Before the channel: what was deleted has none, and waiting would not bring it back.
  const destination = destinationOf(carrier, job.directory);
  if ('kind' in destination) {
    return destination;
  }
  if (job.stopped) {
    return { kind: 'never', reason: 'stopped', detail: 'the person answered STOP: no SMS until they send START' };
  }
  const channel = deps.channels.get(carrier.channel_kind);
  if (!channel) {
    return {
      kind: 'retry',
      reason: 'not-configured',
      detail: `there is no channel ${carrier.channel_kind} here`,
      after: null,
    };
  }
  if (!job.message) {
    return {
      kind: 'never',
      reason: 'refused',
      detail:
        carrier.kind === 'onCall' ? 'there is nothing to say any more, or it cannot be read' : 'the incident is gone',
    };
  }
  if (isRefresh(carrier) && job.standing === null) {
    // Nothing stands there that could be brought up to date.
    return { kind: 'done', providerId: null };
  }
  const signal = AbortSignal.any([stopping, AbortSignal.timeout(LONGEST_SEND_MS)]);
  return safely(
    deps,
    channel,
    { ...destination, idempotencyKey: carrier.id, message: job.message, standing: job.standing, signal },
    carrier.incident,
  );
}

/** A channel that throws has a bug: mostly it could not put the message into words, so it gets a plainer one; else the page goes on to the next method. */
async function safely(
  deps: SenderDeps,
  channel: Channel,
  request: DeliveryRequest,
  incident: string | null,
): Promise<Outcome> {
  try {
    return await channel.send(request);
  } catch (error) {
    deps.report({ stage: 'delivery', incident, error });
  }
  try {
    return await channel.send({ ...request, message: plainMessage(request.message) });
  } catch (error) {
    deps.log.error(
      { channel: channel.definition.kind, delivery: request.idempotencyKey, err: error },
      'a channel failed unexpectedly',
    );
    return { kind: 'retry', reason: 'server-error', detail: 'unexpected failure in Vigie; see its log', after: null };
  }
}

type Destination = Pick<DeliveryRequest, 'to' | 'service' | 'settings' | 'secrets' | 'trusted'>;

function destinationOf(row: DeliveryRow, directory: Directory): Destination | Outcome {
  if (row.channel !== null) {
    const room = directory.rooms.get(row.channel);
    return room
      ? { to: '', service: room.id, settings: room.settings, secrets: room.secrets, trusted: true }
      : { kind: 'never', reason: 'unknown-method', detail: `channel ${row.channel} was deleted` };
  }
  const method = directory.responders
    .get(row.user ?? '')
    ?.contactMethods.find((candidate) => candidate.id === row.method);
  if (!method) {
    return { kind: 'never', reason: 'unknown-method', detail: `contact method ${row.method} was deleted` };
  }
  if (!method.verified) {
    return { kind: 'never', reason: 'unverified', detail: `contact method ${row.method} is not verified` };
  }
  const secrets: Record<string, string> = method.secret === null ? {} : { secret: method.secret };
  return { to: method.to, settings: {}, secrets, trusted: directory.isTrusted(row.user ?? '', method) };
}

/** Sends deliveries as leased work: claimed with their messages, sent by their channel, settled with their pages. */
import { createLeasedWorker } from '../leases/leased-work.ts';
import type { ClaimedJobs, LeasedWork, LeasedWorker, LeasedWorkerDeps, NewcomerJobs } from '../leases/leased-work.ts';
import { wasCancelled } from '../leases/runner.ts';
import type { ClaimCapacity, FinishedJob } from '../leases/runner.ts';
import type { MessageLinks } from '../stages/outbox/messages/message.ts';
import type { ImmediateDispatch } from '../stages/outbox/planning/at-once.ts';
import { attemptDelivery } from '../stages/outbox/sending/attempt.ts';
import type { DeliveryJob } from '../stages/outbox/sending/attempt.ts';
import { claimDeliveries } from '../stages/outbox/sending/claim.ts';
import { idsOf } from '../stages/outbox/sending/claimed.ts';
import type { ClaimedMessage } from '../stages/outbox/sending/claimed.ts';
import { chooseNewcomers } from '../stages/outbox/sending/new-deliveries.ts';
import { settleDeliveries } from '../stages/outbox/sending/outcome.ts';
import type { FinishedDelivery } from '../stages/outbox/sending/outcome.ts';
import { standingMessages } from '../stages/outbox/sending/standing.ts';
import { stoppedAmong } from '../stages/outbox/sending/stopped.ts';
import type { ChannelRegistry, DeliveryOutcome } from '../ports/channel.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Metrics } from '../ports/metrics.ts';
import { firstLease, LEASE_MS, renewLeases } from '../store/concurrency/leases.ts';
import type { StageFailure, Work } from '../store/work.ts';
import { messagesFor } from './messages.ts';

export interface DeliveriesDeps extends LeasedWorkerDeps {
  clock: Pick<Clock, 'monotonic' | 'now'>;
  channels: ChannelRegistry;
  metrics: Pick<Metrics, 'deliveries' | 'deliverySeconds'>;
  links: MessageLinks;
  wake(): void;
  /** See `Work.report`. */
  report(failure: StageFailure): void;
}

const MOST_AT_ONCE = 512;
const LONGEST_SEND = 30_000;
const MOST_OUTCOMES = 256;

export function createDeliveries(deps: DeliveriesDeps): LeasedWorker<DeliveryJob> {
  const { channels, log, report } = deps;
  const deliveries: LeasedWork<DeliveryJob, DeliveryOutcome, void> = {
    name: 'deliveries',
    most: MOST_AT_ONCE,
    lease: LEASE_MS,
    longest: LONGEST_SEND,
    idsOf: ({ claimed }) => idsOf(claimed),
    laneOf: ({ claimed }) => claimed.carrier.lane,
    claim: (work, capacity) => claimWithMessages(deps, work, capacity),
    attempt: (job, signal) => attemptDelivery({ channels, log, report }, job, signal),
    isCutOff: wasCancelled,
    logAttempt: (job, outcome) => logAttempt(log, job, outcome),
    renew: (work, lessee, ids) => renewLeases(work, 'deliveries', lessee, ids),
    settle: async (work, owner, finished) => {
      await settleDeliveries(work, channels, owner, finished.map(finishedDelivery));
      return [];
    },
    mostPerCommit: MOST_OUTCOMES,
    committed: (finished) => {
      finished.forEach((one) => count(deps, one));
      deps.wake();
    },
  };
  return createLeasedWorker(deliveries, deps);
}

async function claimWithMessages(
  { channels, links }: DeliveriesDeps,
  work: Work,
  capacity: ClaimCapacity,
): Promise<ClaimedJobs<DeliveryJob>> {
  const { claimed, more } = await claimDeliveries(work, channels, capacity);
  const jobs = await jobsOf({ channels, links }, work, claimed);
  return { jobs, handled: jobs.length, more: more && jobs.length > 0 };
}

/** Renders what is sent, in the transaction that leased it. */
async function jobsOf(
  { channels, links }: Pick<DeliveriesDeps, 'channels' | 'links'>,
  work: Work,
  claimed: readonly ClaimedMessage[],
): Promise<DeliveryJob[]> {
  const messages = await messagesFor(work, claimed, channels, links);
  const standing = await standingMessages(work, channels, claimed);
  const stopped = await stoppedAmong(work, channels, claimed);
  return claimed.map((one, index) => ({
    claimed: one,
    message: messages[index] ?? null,
    standing: standing.get(one.carrier.id) ?? null,
    directory: work.directory,
    stopped: stopped.has(one.carrier.id),
  }));
}

/** Sends new pages as soon as the transaction that makes them is committed. */
export function immediateDispatch(deps: DeliveriesDeps, newDeliveries: NewcomerJobs<DeliveryJob>): ImmediateDispatch {
  const { channels, clock } = deps;
  return async (work, rows) => {
    const capacity = newDeliveries.capacity();
    const chosen = await chooseNewcomers(work, channels, capacity, rows);
    // The lease runs from now: a transaction may have waited for others.
    const taken = { at: clock.monotonic(), lease: capacity.lease };
    const lease = chosen.length === 0 ? null : firstLease(capacity, await clock.now());
    const leased = new Map(chosen.map((row) => [row.id, { ...row, ...lease }]));
    const places = chosen.map(({ lane }) => newDeliveries.reserve(lane));
    let jobs: readonly DeliveryJob[] = [];
    work.ended.push((isCommitted) => {
      places.forEach((giveUp) => giveUp());
      if (isCommitted) {
        jobs.forEach((job) => newDeliveries.start(job, taken));
      }
    });
    return {
      rows: rows.map((row) => leased.get(row.id) ?? row),
      prepare: async () => {
        const claimed = [...leased.values()].map((carrier): ClaimedMessage => ({ carrier, bundled: [] }));
        jobs = claimed.length === 0 ? [] : await jobsOf(deps, work, claimed);
      },
    };
  };
}

function finishedDelivery({ job, result, tookMs }: FinishedJob<DeliveryJob, DeliveryOutcome>): FinishedDelivery {
  return { ids: idsOf(job.claimed), outcome: result, tookMs };
}

function logAttempt(log: Log, { claimed: { carrier } }: DeliveryJob, outcome: DeliveryOutcome): void {
  log.info(
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
}

function count({ metrics }: DeliveriesDeps, { job, result, tookMs }: FinishedJob<DeliveryJob, DeliveryOutcome>): void {
  const channel = job.claimed.carrier.channel_kind;
  metrics.deliveries.inc({ channel, outcome: result.kind, reason: result.kind === 'done' ? '' : result.reason });
  metrics.deliverySeconds.observe(tookMs / 1000, { channel });
}

/** One round: everything due at `now`, stage after stage, until nothing is left. */
import { tickRotas } from '../duty/handoff.ts';
import { incidentOf, textOf, tickEscalation } from '../escalation/tick.ts';
import { receive } from '../incident/receive.ts';
import { silences } from '../intake/heartbeat.ts';
import { claimDeliveries, renewLeases } from '../outbox/sending/claim.ts';
import type { Links } from '../outbox/messages/message.ts';
import { settleDeliveries } from '../outbox/sending/outcome.ts';
import type { Finished } from '../outbox/sending/outcome.ts';
import { planRequests } from '../outbox/planning/requests.ts';
import { postponeDueReceipts, takeReceipts } from '../outbox/sending/receipts.ts';
import { createSender } from '../outbox/sending/sender.ts';
import { standingMessages } from '../outbox/sending/standing.ts';
import { stoppedAmong } from '../outbox/sending/stopped.ts';
import { tickPages } from '../outbox/planning/due-rules.ts';
import type { ChannelRegistry } from '../ports/channel.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Metrics } from '../ports/metrics.ts';
import { takeKept } from '../store/asked.ts';
import { failedAgain, readFailures, saveFailures } from '../store/incidents/failures.ts';
import type { TimerTable } from '../store/schema.ts';
import type { Store } from '../store/store.ts';
import { StoreUnavailable } from '../store/store.ts';
import { dueKinds, dueTimers, pushBack } from '../store/timers.ts';
import type { TimerKind } from '../store/timers.ts';
import type { StageFailure, Work } from '../store/work.ts';
import { createBatcher } from '../engine/batcher.ts';
import type { Batcher } from '../engine/batcher.ts';
import type { Rounds } from '../engine/engine.ts';
import type { Transact } from '../engine/transact.ts';
import { assignIn } from './ingest.ts';
import { messagesFor } from './messages.ts';

export interface RoundsDeps {
  store: Pick<Store, 'read'>;
  transact: Transact;
  channels: ChannelRegistry;
  clock: Clock;
  log: Log;
  metrics: Metrics;
  links: Links;
  /** Reminders and expiry of swaps, which live with the configuration. */
  tickSwaps(work: Work): Promise<number>;
  /** Names this process in leases. */
  owner: string;
  wake(): void;
  /** See `Work.report`. */
  report(failure: StageFailure): void;
}

const MOST_OUTCOMES = 256;

export function createRounds(deps: RoundsDeps): Rounds {
  const { transact, channels, owner, log } = deps;
  const outcomes = createOutcomes(deps);
  const sender = createSender({
    channels,
    clock: deps.clock,
    log,
    report: deps.report,
    finish: (finished) =>
      outcomes
        .add(finished)
        .catch((error: Error) =>
          log.warn(
            { err: error.message, deliveries: finished.ids },
            'an outcome could not be stored; the lease will run out',
          ),
        ),
  });

  /** Sent only after the commit that leased them. @returns how many */
  async function sendDue(now: number): Promise<number> {
    let sent = 0;
    for (let more = true; more;) {
      const claimedAt = deps.clock.monotonic();
      const result = await transact(async (work) => {
        const claims = await claimDeliveries(work, channels, sender.capacity(owner));
        const messages = await messagesFor(work, claims.claimed, deps.links);
        const standing = await standingMessages(work, channels, claims.claimed);
        const stopped = await stoppedAmong(work, channels, claims.claimed);
        const jobs = claims.claimed.map((claimed, index) => ({
          claimed,
          claimedAt,
          message: messages[index] ?? null,
          standing: standing.get(claimed.carrier.id) ?? null,
          directory: work.directory,
          stopped: stopped.has(claimed.carrier.id),
        }));
        return { jobs, more: claims.more && jobs.length > 0 };
      }, now);
      result.jobs.forEach((job) => sender.send(job));
      sent += result.jobs.length;
      more = result.more;
    }
    return sent;
  }

  /** A batch of each kind that is due, so that the first pages leave while the next incidents move. */
  async function step(now: number): Promise<number> {
    const due = await dueKinds(deps.store.read, now);
    const moves = MOVING.some((kind) => due.has(kind));
    const told = due.has('receipt')
      ? await apart(
          deps,
          'receipts',
          now,
          (work) => takeReceipts(work, channels, log),
          (work) => postponeDueReceipts(work),
        )
      : 0;
    const heard = due.has('heartbeat')
      ? await apart(
          deps,
          'heartbeats',
          now,
          (work) => hearSilences(deps, work),
          (work) => pushBackDue(work, ['heartbeat']),
        )
      : 0;
    const handed =
      due.has('rota') || due.has('swap')
        ? await apart(
            deps,
            'handoffs',
            now,
            (work) => handOver(deps, work),
            (work) => pushBackDue(work, ['rota', 'swap']),
          )
        : 0;
    const moved = moves || heard > 0 ? await tickTogether(deps, now) : 0;
    const sent = due.has('delivery') || moved + handed + told > 0 ? await sendDue(now) : 0;
    return heard + handed + told + moved + sent;
  }

  return {
    run: async (now) => {
      let all = 0;
      for (let done = 1; done > 0; all += done) {
        done = await step(now);
      }
      return all;
    },
    inFlight: () => sender.inFlight().length + outcomes.size(),
    renew: async () => {
      const ids = sender.inFlight();
      if (ids.length > 0) {
        await transact((work) => renewLeases(work, owner, ids));
      }
    },
    stop: async () => {
      await sender.stop();
      await outcomes.idle();
    },
  };
}

/** Outcomes that come in together are written together. */
function createOutcomes(deps: RoundsDeps): Batcher<Finished, void> {
  const { transact, channels, owner } = deps;
  return createBatcher<Finished, void>({
    transact,
    write: async (work, finished) => {
      await settleDeliveries(work, channels, owner, finished);
      return [];
    },
    committed: (finished) => {
      finished.forEach((one) => count(deps, one));
      deps.wake();
    },
    most: MOST_OUTCOMES,
  });
}

const MOVING: readonly TimerKind[] = ['incident', 'unreachable', 'page'];

/** Handoffs and swaps: duties are written and people are told. */
async function handOver(deps: RoundsDeps, work: Work): Promise<number> {
  const looked = (await tickRotas(work)) + (await deps.tickSwaps(work));
  await takeKept(work);
  await planRequests(work, deps.channels);
  return looked;
}

/** In a transaction of its own: it waits for locks, and whoever waits may hold none yet. */
async function hearSilences({ log }: RoundsDeps, work: Work): Promise<number> {
  const silent = await silences(work, log);
  if (silent.length > 0) {
    await receive(
      work,
      silent.map((news) => ({ ...news, pageTest: false })),
      assignIn(work),
    );
  }
  return silent.length;
}

/** A stage that fails is put off, and keeps the escalation of nothing waiting. @returns how much it did */
async function apart(
  deps: RoundsDeps,
  stage: string,
  now: number,
  run: (work: Work) => Promise<number>,
  putBack: (work: Work) => Promise<void>,
): Promise<number> {
  try {
    return await deps.transact(run, now);
  } catch (error) {
    if (error instanceof StoreUnavailable) {
      throw error;
    }
    deps.log.error({ stage, err: error }, 'a stage failed and is postponed; the other stages continue');
    deps.metrics.rowFailures.inc({});
    await deps.transact(putBack, now);
    return 0;
  }
}

async function pushBackDue(work: Work, kinds: readonly TimerKind[]): Promise<void> {
  for (const kind of kinds) {
    for (const timer of await dueTimers(work, kind, MOST_APART)) {
      await pushBack(work, timer);
    }
  }
}

/** @returns how much was handled; 0: there is no more */
async function tickTogether(deps: RoundsDeps, now: number): Promise<number> {
  try {
    return await deps.transact((work) => tick(deps, work), now);
  } catch (error) {
    if (error instanceof StoreUnavailable) {
      throw error;
    }
    deps.log.error({ err: error }, 'could not advance due incidents together; advancing each by itself');
    return tickApart(deps, now);
  }
}

/** One incident that fails, whatever fails, keeps no other one from moving on. */
async function tickApart(deps: RoundsDeps, now: number): Promise<number> {
  const due = await deps.transact(
    async (work) => [
      ...(await dueTimers(work, 'unreachable', MOST_APART)),
      ...(await dueTimers(work, 'incident', MOST_APART)),
    ],
    now,
  );
  for (const id of new Set(due.map(incidentOf))) {
    try {
      await deps.transact((work) => tick(deps, work, id), now);
    } catch (error) {
      if (error instanceof StoreUnavailable) {
        throw error;
      }
      await deps.transact((work) => putOff(work, id, due, error), now);
    }
  }
  return due.length + (await deps.transact((work) => tickPages(work, deps.channels, deps.log), now));
}

async function putOff(work: Work, id: string, due: readonly TimerTable[], error: unknown): Promise<void> {
  work.report({ stage: 'advance', incident: id, error });
  await saveFailures(work, [failedAgain((await readFailures(work, [id])).get(id), id, textOf(error), work.now)]);
  for (const timer of due.filter((one) => incidentOf(one) === id)) {
    await pushBack(work, timer);
  }
}

const MOST_APART = 200;

async function tick({ channels, log, metrics }: RoundsDeps, work: Work, only?: string): Promise<number> {
  const escalation = await tickEscalation(work, only);
  escalation.lateness.forEach((late) => metrics.timerLateness.observe(late / 1000));
  metrics.rowFailures.inc({}, escalation.failed);
  await takeKept(work);
  const requests = await planRequests(work, channels);
  const pages = only === undefined ? await tickPages(work, channels, log) : 0;
  return escalation.handled + requests + pages;
}

function count({ metrics }: RoundsDeps, { outcome, tookMs, channel }: Finished): void {
  metrics.deliveries.inc({ channel, outcome: outcome.kind, reason: outcome.kind === 'done' ? '' : outcome.reason });
  metrics.deliverySeconds.observe(tookMs / 1000, { channel });
}

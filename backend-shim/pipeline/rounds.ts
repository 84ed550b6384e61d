/** One round: everything due at `now`, stage after stage, until nothing is left. */
import { tickRotas } from '../stages/duty/handoff.ts';
import { incidentOf, textOf, tickEscalation } from '../stages/escalation/tick.ts';
import { receive } from '../stages/incident/receive.ts';
import { silences } from '../stages/intake/heartbeat.ts';
import type { ImmediateDispatch } from '../stages/outbox/planning/at-once.ts';
import { planRequests } from '../stages/outbox/planning/requests.ts';
import { postponeDueReceipts, applyReceipts } from '../stages/outbox/sending/receipts.ts';
import { tickPages } from '../stages/outbox/planning/due-rules.ts';
import type { DeliveryJob } from '../stages/outbox/sending/attempt.ts';
import type { Log } from '../ports/log.ts';
import type { Metrics } from '../ports/metrics.ts';
import { CAPABILITIES } from '../store/capabilities.ts';
import { takeStoredRequests } from '../store/outbox-requests.ts';
import { failedAgain, readFailures, saveFailures } from '../store/incidents/failures.ts';
import type { TimerTable } from '../store/schema.ts';
import type { Store } from '../store/store.ts';
import { isOutage } from '../store/store.ts';
import { dueKindsAndShadow, dueTimers, reschedule } from '../store/timers.ts';
import type { DueKind, TimerKind } from '../store/timers.ts';
import type { Work } from '../store/work.ts';
import type { RestCache } from '../engine/rests.ts';
import type { RoundRunner } from '../engine/engine.ts';
import type { LeasedWorker } from '../leases/leased-work.ts';
import { createLabourTurns } from './labour-turns.ts';
import { suppressDue } from './shadow/suppress.ts';
import { createDeliveries, immediateDispatch } from './deliveries.ts';
import type { DeliveriesDeps } from './deliveries.ts';
import { assignIn } from './ingest.ts';

export interface RoundsDeps extends DeliveriesDeps {
  store: Pick<Store, 'read' | 'dialect'>;
  metrics: Metrics;
  rests: Pick<RestCache, 'refresh'>;
  /** Reminders and expiry of swaps, which live with the configuration. */
  tickSwaps(work: Work): Promise<number>;
}

interface StagesDeps extends RoundsDeps {
  dispatchNow: ImmediateDispatch;
}

export interface PagingRounds extends RoundRunner {
  /** Pages that other transactions make are sent by these rounds, without waiting for the next. */
  dispatchNow: ImmediateDispatch;
  onSlotFree(ring: () => void): void;
}

export function createRounds(given: RoundsDeps): PagingRounds {
  const deliveries = createDeliveries(given);
  const dispatchNow = immediateDispatch(given, deliveries.newDeliveries);
  const deps = { ...given, dispatchNow };
  const labour = createLabourTurns({ ...deps, isSending: () => deliveries.inFlight() > 0 });
  return {
    dispatchNow,
    run: async (now) => {
      const instant = { now, read: deps.clock.monotonic() };
      await deps.rests.refresh(now);
      let all = 0;
      let last = await runStages(deps, deliveries, instant);
      for (; last.done > 0; last = await runStages(deps, deliveries, instant)) {
        all += last.done;
      }
      // What is due by then waits for no more than this: the next round has its own time.
      labour.take(last.due.has('labour'), now);
      return all;
    },
    pause: labour.pause,
    onSlotFree: deliveries.onSlotFree,
    inFlight: () => deliveries.inFlight() + labour.inFlight(),
    renew: deliveries.renew,
    stop: async () => {
      await labour.idle();
      await deliveries.stop();
    },
  };
}

interface RoundInstant {
  now: number;
  /** When it was read, in monotonic ms. */
  read: number;
}

/**
 * Handles a batch of each kind that is due, so that the first pages leave while the next incidents move.
 * @returns how much was done, and what was due before. What was claimed does not count: what is left of it waits for a place,
 *   for another sidecar or for its turn, and either rings or is looked for again in a moment.
 */
async function runStages(
  deps: StagesDeps,
  deliveries: LeasedWorker<DeliveryJob>,
  { now, read }: RoundInstant,
): Promise<{ done: number; due: ReadonlySet<RoundStage> }> {
  const { kinds, shadow } = await dueKindsAndShadow(deps.store.read, CAPABILITIES[deps.store.dialect], now);
  const due = new Set([...kinds].map((kind) => STAGE_OF[kind]));
  const received = await runIsolated(deps, receiptsStage(deps), due, now);
  const silent = await runIsolated(deps, heartbeatsStage(deps), due, now);
  const handed = await runIsolated(deps, handoffsStage(deps), due, now);
  const moved = silent > 0 || due.has('incidents') ? await advanceBatch(deps, now) : 0;
  const sends = due.has('deliveries') || moved + handed + received > 0;
  if (sends) {
    await deliveries.claimDue(now, read);
  }
  // After real ones were claimed, so that a storm in shadow delays none.
  const suppressed = sends ? await suppressDue(deps, now, shadow) : 0;
  return { done: received + silent + handed + moved + suppressed, due };
}

/** `beside`: sources and calendars, which have rounds of their own. */
type RoundStage = 'receipts' | 'heartbeats' | 'handoffs' | 'incidents' | 'labour' | 'deliveries' | 'beside';

const STAGE_OF: Record<DueKind, RoundStage> = {
  receipt: 'receipts',
  heartbeat: 'heartbeats',
  rota: 'handoffs',
  swap: 'handoffs',
  incident: 'incidents',
  unreachable: 'incidents',
  page: 'incidents',
  unit: 'labour',
  rest: 'labour',
  delivery: 'deliveries',
  sync: 'beside',
  calendar: 'beside',
};

/** A stage in a transaction of its own. */
interface ApartStage {
  name: RoundStage;
  /** @returns how much was done */
  run(work: Work): Promise<number>;
  /** Postpones the due work after a failure. */
  putOff(work: Work): Promise<void>;
}

const receiptsStage = ({ channels, log }: StagesDeps): ApartStage => ({
  name: 'receipts',
  run: (work) => applyReceipts(work, channels, log),
  putOff: postponeDueReceipts,
});

/** The transaction of this stage waits for locks, so it must not hold any before. */
const heartbeatsStage = ({ log }: StagesDeps): ApartStage => ({
  name: 'heartbeats',
  run: (work) => openForSilent(work, log),
  putOff: (work) => rescheduleDue(work, ['heartbeat']),
});

const handoffsStage = (deps: StagesDeps): ApartStage => ({
  name: 'handoffs',
  run: (work) => handOver(deps, work),
  putOff: (work) => rescheduleDue(work, ['rota', 'swap']),
});

/** Handoffs and swaps: duties are written and people are told. */
async function handOver(deps: StagesDeps, work: Work): Promise<number> {
  const looked = (await tickRotas(work)) + (await deps.tickSwaps(work));
  await takeStoredRequests(work);
  await planRequests(work, deps.channels, deps.dispatchNow);
  return looked;
}

/** Heartbeats that went silent open incidents. */
async function openForSilent(work: Work, log: Log): Promise<number> {
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

/** Postpones a stage that fails, so that it delays no escalation. @returns how much it did */
async function runIsolated(
  deps: StagesDeps,
  { name, run, putOff }: ApartStage,
  due: ReadonlySet<RoundStage>,
  now: number,
): Promise<number> {
  if (!due.has(name)) {
    return 0;
  }
  try {
    return await deps.transact(run, now);
  } catch (error) {
    if (isOutage(error)) {
      throw error;
    }
    deps.log.error({ stage: name, err: error }, 'a stage failed and is postponed; the other stages continue');
    deps.metrics.rowFailures.inc({});
    await deps.transact(putOff, now);
    return 0;
  }
}

async function rescheduleDue(work: Work, kinds: readonly TimerKind[]): Promise<void> {
  for (const kind of kinds) {
    for (const timer of await dueTimers(work, kind, MOST_APART)) {
      await reschedule(work, timer);
    }
  }
}

/** @returns how much was handled; 0: there is no more */
async function advanceBatch(deps: StagesDeps, now: number): Promise<number> {
  try {
    return await deps.transact((work) => tick(deps, work), now);
  } catch (error) {
    if (isOutage(error)) {
      throw error;
    }
    deps.log.error({ err: error }, 'could not advance due incidents together; advancing each by itself');
    return tickApart(deps, now);
  }
}

/** An incident that fails, for whatever reason, does not stop the others. */
async function tickApart(deps: StagesDeps, now: number): Promise<number> {
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
      if (isOutage(error)) {
        throw error;
      }
      await deps.transact((work) => putOffIncident(work, id, due, error), now);
    }
  }
  return due.length + (await deps.transact((work) => tickPages(work, deps.channels, deps.log, deps.dispatchNow), now));
}

async function putOffIncident(work: Work, id: string, due: readonly TimerTable[], error: unknown): Promise<void> {
  work.report({ stage: 'advance', incident: id, error });
  await saveFailures(work, [failedAgain((await readFailures(work, [id])).get(id), id, textOf(error), work.now)]);
  for (const timer of due.filter((one) => incidentOf(one) === id)) {
    await reschedule(work, timer);
  }
}

const MOST_APART = 200;

async function tick({ channels, log, metrics, dispatchNow }: StagesDeps, work: Work, only?: string): Promise<number> {
  const escalation = await tickEscalation(work, only);
  escalation.lateness.forEach((late) => metrics.timerLateness.observe(late / 1000));
  metrics.rowFailures.inc({}, escalation.failed);
  await takeStoredRequests(work);
  const requests = await planRequests(work, channels, dispatchNow);
  const pages = only === undefined ? await tickPages(work, channels, log, dispatchNow) : 0;
  return escalation.handled + requests + pages;
}

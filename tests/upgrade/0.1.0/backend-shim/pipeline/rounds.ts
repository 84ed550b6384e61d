/** One round: everything due at `now`, stage after stage, until nothing is left. */
import { tickRotas } from '../duty/handoff.ts';
import { tickEscalation } from '../escalation/tick.ts';
import { receive } from '../incident/receive.ts';
import { silences } from '../intake/heartbeat.ts';
import { claimDeliveries, renewLeases } from '../outbox/claim.ts';
import type { Claimed } from '../outbox/claim.ts';
import { buildDutyMessage, dutyRota } from '../outbox/duty-message.ts';
import { buildMessage } from '../outbox/message.ts';
import type { Links } from '../outbox/message.ts';
import { settleDeliveries } from '../outbox/outcome.ts';
import type { Finished } from '../outbox/outcome.ts';
import { planRequests } from '../outbox/requests.ts';
import { takeReceipts } from '../outbox/receipts.ts';
import { buildStatusMessage, firstAnswers } from '../outbox/status-message.ts';
import { createSender } from '../outbox/sender.ts';
import { standingMessages } from '../outbox/standing.ts';
import { stoppedAmong } from '../outbox/stopped.ts';
import { tickPages } from '../outbox/tick.ts';
import type { ChannelRegistry } from '../ports/channel.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Metrics } from '../ports/metrics.ts';
import type { Message } from '#domain/notify/message';
import { policiesOfRotas } from '../routing/policies.ts';
import { takeKept } from '../store/asked.ts';
import { loadFactsToTell } from '../store/incidents/facts.ts';
import { readIncidents } from '../store/incidents/incidents.ts';
import type { Store } from '../store/store.ts';
import { dueKinds } from '../store/timers.ts';
import type { TimerKind } from '../store/timers.ts';
import type { Work } from '../store/work.ts';
import { createBatcher } from '../engine/batcher.ts';
import type { Batcher } from '../engine/batcher.ts';
import type { Rounds } from '../engine/engine.ts';
import type { Transact } from '../engine/transact.ts';
import { assignIn } from './ingest.ts';

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
}

const MOST_OUTCOMES = 256;

export function createRounds(deps: RoundsDeps): Rounds {
  const { transact, channels, owner, log } = deps;
  const outcomes = createOutcomes(deps);
  const sender = createSender({
    channels,
    clock: deps.clock,
    log,
    finish: (finished) => outcomes.add(finished).catch((error: Error) => log.warn({ err: error.message, deliveries: finished.ids }, 'an outcome could not be stored; the lease will run out')),
  });

  /** Sent only after the commit that leased them. @returns how many */
  async function sendDue(now: number): Promise<number> {
    let sent = 0;
    for (let more = true; more; ) {
      const claimedAt = deps.clock.monotonic();
      const result = await transact(async (work) => {
        const claims = await claimDeliveries(work, channels, sender.capacity(owner));
        const messages = await messagesFor(work, claims.claimed, deps.links);
        const standing = await standingMessages(work, channels, claims.claimed);
        const stopped = await stoppedAmong(work, channels, claims.claimed);
        const jobs = claims.claimed.map((claimed, index) => ({ claimed, claimedAt, message: messages[index] ?? null, standing: standing.get(claimed.carrier.id) ?? null, directory: work.directory, stopped: stopped.has(claimed.carrier.id) }));
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
    const told = due.has('receipt') ? await transact((work) => takeReceipts(work, channels, log), now) : 0;
    const heard = due.has('heartbeat') ? await transact((work) => hearSilences(deps, work), now) : 0;
    const handed = due.has('rota') || due.has('swap') ? await transact((work) => handOver(deps, work), now) : 0;
    const moved = moves || heard > 0 ? await transact((work) => tick(deps, work), now) : 0;
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
    await receive(work, silent.map((news) => ({ ...news, pageTest: false })), assignIn(work));
  }
  return silent.length;
}

/** @returns how much was handled; 0: there is no more */
async function tick({ channels, log, metrics }: RoundsDeps, work: Work): Promise<number> {
  const escalation = await tickEscalation(work, log);
  escalation.lateness.forEach((late) => metrics.timerLateness.observe(late / 1000));
  metrics.rowFailures.inc({}, escalation.failed);
  await takeKept(work);
  const requests = await planRequests(work, channels);
  const pages = await tickPages(work, channels, log);
  return escalation.handled + requests + pages;
}

async function messagesFor(work: Work, claimed: readonly Claimed[], links: Links) {
  // A bundle of pages names its worst; one of news tells all.
  const rows = claimed.flatMap(({ carrier, bundled }) => (carrier.kind === 'status' ? [carrier, ...bundled] : [carrier]));
  const ids = [...new Set(rows.flatMap(({ incident }) => (incident === null ? [] : [incident])))];
  const incidents = await readIncidents(work.tx, work.cap, work.copies, ids);
  const facts = await loadFactsToTell(work.tx, work.directory, [...incidents.values()]);
  const [duties, answers] = [await dutyMessages(work, claimed), await firstAnswers(work, claimed)];
  return claimed.map(({ carrier, bundled }) => {
    const duty = duties.get(carrier.id);
    if (duty) {
      return duty;
    }
    if (carrier.kind === 'status') {
      return buildStatusMessage({ claimed: { carrier, bundled: carrier.channel === null ? bundled : [] }, incidents, answers, directory: work.directory, facts, links, now: work.now });
    }
    const incident = carrier.incident === null ? undefined : incidents.get(carrier.incident);
    return incident ? buildMessage({ row: carrier, incident, directory: work.directory, facts, links, now: work.now, bundled: new Set([carrier, ...bundled].map((row) => row.incident)).size }) : null;
  });
}

/** Handoffs are few: one after the other is fine. */
async function dutyMessages(work: Work, claimed: readonly Claimed[]): Promise<Map<string, Message>> {
  const messages = new Map<string, Message>();
  for (const { carrier } of claimed.filter((one) => one.carrier.kind === 'onCall')) {
    const rota = dutyRota(carrier);
    const message = await buildDutyMessage(work, carrier, rota === null ? [] : policiesOfRotas(work.directory, [rota]));
    if (message) {
      messages.set(carrier.id, message);
    }
  }
  return messages;
}

function count({ metrics }: RoundsDeps, { outcome, tookMs, channel }: Finished): void {
  metrics.deliveries.inc({ channel, outcome: outcome.kind, reason: outcome.kind === 'done' ? '' : outcome.reason });
  metrics.deliverySeconds.observe(tookMs / 1000, { channel });
}

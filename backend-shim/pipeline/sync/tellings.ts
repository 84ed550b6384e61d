/** Sends updates to sources (*tellings*) as leased work. */
import { createLeasedWorker } from '../../leases/leased-work.ts';
import type { ClaimedJobs, LeasedWork, LeasedWorker } from '../../leases/leased-work.ts';
import { wasCancelled } from '../../leases/runner.ts';
import type { ClaimCapacity, FinishedJob } from '../../leases/runner.ts';
import type { Log } from '../../ports/log.ts';
import type { SourceUpdate, UpdateOutcome } from '../../ports/source-sync.ts';
import { LEASE_MS, renewLeases } from '../../store/concurrency/leases.ts';
import type { Work } from '../../store/work.ts';
import { claimSyncs } from '../../stages/sync/claim.ts';
import { settleSyncs } from '../../stages/sync/settle.ts';
import type { FinishedTelling } from '../../stages/sync/settle.ts';
import { tellSource } from '../../stages/sync/tell.ts';
import { prepareTellings } from '../../stages/sync/telling.ts';
import { pushOf } from './sync-deps.ts';
import type { SyncingDeps } from './sync-deps.ts';

const MOST_AT_ONCE = 32;
const LONGEST_TELLING = 30_000;
const MOST_OUTCOMES = 64;

export function createTellings(deps: SyncingDeps): LeasedWorker<SourceUpdate> {
  const { httpOf, log, sources } = deps;
  const syncOf = (telling: SourceUpdate) => pushOf(sources, telling.integration.type);
  const tellings: LeasedWork<SourceUpdate, UpdateOutcome, void> = {
    name: 'syncs',
    most: MOST_AT_ONCE,
    lease: LEASE_MS,
    longest: LONGEST_TELLING,
    idsOf: (telling) => [telling.id],
    laneOf: () => null,
    claim: (work, capacity) => claimTellings(deps, work, capacity),
    attempt: (telling, signal) => tellSource({ httpOf, log, syncOf }, telling, signal),
    isCutOff: wasCancelled,
    logAttempt: (telling, told) => logTelling(log, telling, told),
    renew: (work, lessee, ids) => renewLeases(work, 'syncs', lessee, ids),
    settle: async (work, owner, finished) => {
      await settleSyncs(work, owner, finished.map(finishedTelling));
      return [];
    },
    mostPerCommit: MOST_OUTCOMES,
    committed: (finished) => {
      finished.forEach((one) => count(deps, one));
      deps.wake();
    },
  };
  return createLeasedWorker(tellings, deps);
}

/** A telling that has no recipient any more is settled at once. */
async function claimTellings(
  { urlOf }: SyncingDeps,
  work: Work,
  { owner, lease, free }: ClaimCapacity,
): Promise<ClaimedJobs<SourceUpdate>> {
  const rows = await claimSyncs(work, { owner, lease }, free);
  const prepared = await prepareTellings(work, rows, urlOf);
  const cancelled = prepared.flatMap((one): FinishedTelling[] =>
    one.telling === null ? [{ id: one.row.id, told: { kind: 'cancelled', answer: one.reason }, tookMs: 0 }] : [],
  );
  await settleSyncs(work, owner, cancelled);
  const jobs = prepared.flatMap((one) => (one.telling === null ? [] : [one.telling]));
  return { jobs, handled: rows.length, more: false };
}

function finishedTelling({ job, result, tookMs }: FinishedJob<SourceUpdate, UpdateOutcome>): FinishedTelling {
  return { id: job.id, told: result, tookMs };
}

function logTelling(log: Log, { id, incident, integration, what }: SourceUpdate, told: UpdateOutcome): void {
  log.info({ sync: id, incident: incident.id, integration: integration.id, what, outcome: told.kind }, 'source told');
}

function count({ metrics }: SyncingDeps, { result, tookMs }: FinishedJob<SourceUpdate, UpdateOutcome>): void {
  const reason = result.kind === 'retry' || result.kind === 'never' ? result.reason : '';
  metrics.deliveries.inc({ channel: 'source', outcome: result.kind, reason });
  metrics.deliverySeconds.observe(tookMs / 1000, { channel: 'source' });
}

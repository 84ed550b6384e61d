/** How long leases last by the time of the database, and what a renewal lets attempts do. */
import { expect, it } from 'vitest';
import type { AttemptSignal } from '../ports/http.ts';
import type { RunTransaction, Work } from '../store/work.ts';
import { silentLog } from '../store/upkeep/silent-log.fake.ts';
import { createLeasedWorker } from './leased-work.ts';

const LEASE = 4000;

function bench() {
  /** ms that have passed, for the database and for this process alike. */
  const time = { passed: 0 };
  const leases: number[] = [];
  const signals: AttemptSignal[] = [];
  const due = ['a', 'b'];
  const lost = new Set<string>();
  const worker = createLeasedWorker<string, 'done', void>(
    {
      name: 'jobs',
      most: 8,
      lease: LEASE,
      longest: 30_000,
      idsOf: (job) => [job],
      laneOf: () => null,
      attempt: (_, signal) => (signals.push(signal), new Promise(() => undefined)),
      isCutOff: () => false,
      logAttempt: () => undefined,
      claim: (work, { lease }) => {
        leases.push(work.now + lease);
        return Promise.resolve({ jobs: due.splice(0, 1), handled: 1, more: due.length > 0 });
      },
      renew: (_work, _lessee, ids) => Promise.resolve(ids.filter((id) => !lost.has(id))),
      settle: () => Promise.resolve([]),
      mostPerCommit: 8,
      committed: () => undefined,
    },
    {
      transact: ((work, now) => work({ now } as Work)) as RunTransaction,
      clock: { monotonic: () => time.passed },
      log: silentLog,
      owner: 'me',
    },
  );
  return { worker, time, leases, signals, lost };
}

it('a lease lasts from its claim, not from the round that began long before', async () => {
  const { worker, time, leases, signals } = bench();
  time.passed = 3000;
  await worker.claimDue(1_000_000, 0);
  expect(leases).toEqual([1_007_000, 1_007_000]);
  time.passed = 7000;
  expect(signals.map((signal) => signal.mayLeave?.())).toEqual([true, true]);
  time.passed = 7001;
  expect(signals.map((signal) => signal.mayLeave?.())).toEqual([false, false]);
});

it('attempts go on whose leases were renewed; others have taken over the rest', async () => {
  const { worker, time, signals, lost } = bench();
  await worker.claimDue(1_000_000, 0);
  time.passed = 3900;
  lost.add('b');
  await worker.renew();
  time.passed = 7900;
  expect(signals.map((signal) => signal.mayLeave?.())).toEqual([true, false]);
});

/** A page leaves right after the transaction that made it, and not without it. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { NOON } from '#domain/incident/incident.fake';
import { openOutbox } from '../stages/outbox/outbox.fake.ts';
import type { OutboxBench } from '../stages/outbox/outbox.fake.ts';
import { channels, directoryOf, person } from '../stages/outbox/people.fake.ts';
import { page } from '../stages/outbox/plan.fake.ts';
import { planRequests } from '../stages/outbox/planning/requests.ts';
import type { Channel, DeliveryOutcome } from '../ports/channel.ts';
import { requestEffects } from '../store/outbox-requests.ts';
import type { Work } from '../store/work.ts';
import { createDeliveries, immediateDispatch } from './deliveries.ts';
import type { DeliveriesDeps } from './deliveries.ts';

let bench: OutboxBench;
let sent: Array<{ key: string; state: string | undefined; answer: PromiseWithResolvers<DeliveryOutcome> }>;
let deps: DeliveriesDeps;
let monotonic: number;
beforeEach(async () => {
  bench = await openOutbox(directoryOf([person('ann', ['email'])]));
  await bench.incident();
  sent = [];
  monotonic = 0;
  const nothing = { inc: () => undefined, observe: () => undefined };
  deps = {
    transact: bench.transact,
    channels: new Map([...channels, ['email', { ...channels.get('email'), send } as Channel]]),
    metrics: { deliveries: nothing, deliverySeconds: nothing },
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    links: { home: '', incident: () => '', responder: () => ({ page: '' }) },
    clock: { monotonic: () => monotonic, now: () => Promise.resolve(bench.now) },
    owner: 'me',
    wake: () => undefined,
    report: ({ error }: { error: unknown }) => expect(error).toBe(null),
  } as unknown as DeliveriesDeps;
});
afterEach(() => bench.close());

const send: Channel['send'] = async ({ idempotencyKey: key }) => {
  const answer = Promise.withResolvers<DeliveryOutcome>();
  const row = await bench.read.selectFrom('deliveries').select('state').where('id', '=', key).executeTakeFirst();
  sent.push({ key, state: row?.state, answer });
  return answer.promise;
};

function world() {
  const worker = createDeliveries(deps);
  const hand = immediateDispatch(deps, worker.newDeliveries);
  return {
    worker,
    free: () => worker.newDeliveries.capacity().laneFree('email email-of-them'),
    plan: (work: Work) => {
      requestEffects(work, 'i1', [page('ann')]);
      return planRequests(work, deps.channels, hand);
    },
  };
}
const turns = async () => {
  for (let n = 0; n < 20; n++) await new Promise((resolve) => setImmediate(resolve));
};

it('a page is stored under a lease, sent after the commit, and settled', async () => {
  const { worker, free, plan } = world();
  await bench.transact(async (work) => {
    await plan(work);
    await turns();
    expect([sent, free(), worker.inFlight(), worker.free()]).toEqual([[], 63, 1, 511]);
  });
  const [row] = await bench.deliveries();
  expect(row).toMatchObject({ state: 'sending', lease_owner: 'me', lease_until: NOON + 4000, attempt: 1 });
  await turns();
  expect(sent).toMatchObject([{ key: row?.id, state: 'sending' }]);
  expect([free(), await worker.claimDue(NOON, monotonic)]).toEqual([63, 0]);
  sent[0]?.answer.resolve({ kind: 'done', providerId: null });
  await turns();
  await worker.stop();
  expect(await bench.deliveries()).toMatchObject([{ state: 'done', attempt: 1, lease_owner: null }]);
  expect(await bench.read.selectFrom('attempts').select(['attempt', 'outcome']).execute()).toEqual([
    { attempt: 1, outcome: 'done' },
  ]);
  expect([free(), worker.inFlight()]).toEqual([64, 0]);
});

it('a transaction that fails sends nothing, and gives the place back', async () => {
  const { worker, free, plan } = world();
  await expect(
    bench.transact(async (work) => {
      await plan(work);
      throw new Error('no');
    }),
  ).rejects.toThrow('no');
  await turns();
  expect([sent, free(), worker.inFlight(), await bench.deliveries()]).toEqual([[], 64, 0, []]);
});

it('a commit that took longer than the lease sends nothing: the claim does, as after a crash', async () => {
  const { worker, plan } = world();
  await bench.transact(async (work) => {
    await plan(work);
    monotonic += 4001;
    bench.later(4001);
  });
  await turns();
  expect(sent).toEqual([]);
  expect(await worker.claimDue(bench.now, monotonic)).toBe(1);
  await turns();
  expect(sent.length).toBe(1);
  expect(await bench.deliveries()).toMatchObject([{ state: 'sending', attempt: 2 }]);
});

it.each([5000, 20_000])('a disk that takes %i ms for each commit delays pages and stops none', async (commit) => {
  // Time goes by between what is written and the disk's answer.
  const { transact } = deps;
  deps.transact = async (work, now) => {
    const answer = await transact(work, now);
    monotonic += commit;
    bench.later(commit);
    return answer;
  };
  const { worker, plan } = world();
  await bench.transact(async (work) => {
    await plan(work);
    monotonic += commit;
    bench.later(commit);
  });
  await turns();
  expect(sent).toEqual([]);
  await worker.claimDue(bench.now, monotonic);
  await turns();
  expect(sent.length).toBe(1);
  const [row] = await bench.deliveries();
  expect(row).toMatchObject({ state: 'sending', attempt: 2, lease_until: bench.now + commit });
});

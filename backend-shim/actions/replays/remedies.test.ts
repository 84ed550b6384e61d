import { afterEach, beforeEach, expect, it } from 'vitest';
import type { KeptRemedies } from '#contract/insight/remedies';
import { DAY, HOUR, MINUTE } from '#domain/time/duration';
import { onEachDatabase } from '../../../tests/support/databases.ts';
import { deleteRemedies, readRemedies } from '../../store/past/remedies.ts';
import { deleteReplays, readRunOf } from '../../store/past/replays.ts';
import { openFresh } from '../../store/open-fresh.fake.ts';
import { workOn } from '../../store/work.fake.ts';
import type { WorkBench } from '../../store/work.fake.ts';
import { createRemedyActions } from './remedies.ts';
import type { RemedyDeps } from './remedies.ts';

const NIGHT = Date.UTC(2026, 9, 7, 2);
const FOUND: KeptRemedies = [{ integration: 'am', name: 'Queue', incidents: 3, wakings: 3, woken: ['ann'], tried: [] }];
type Ended = KeptRemedies | 'too-much' | undefined;

onEachDatabase('Remedies', (database) => {
  let bench: WorkBench;
  let now: number;
  let made: number;
  let errors: unknown[];
  beforeEach(async () => {
    bench = await workOn(await openFresh(database), { now: NIGHT });
    [now, made, errors] = [NIGHT, 0, []];
  });
  afterEach(() => bench.close());

  /** One sidecar, whose searches end when the test says so. */
  function sidecar() {
    const searches: Array<PromiseWithResolvers<Ended>> = [];
    const begun: Array<{ from: number; to: number }> = [];
    const deps: RemedyDeps = {
      store: bench.store,
      clock: { now: () => Promise.resolve(now) },
      transact: (change) => {
        bench.now = now;
        return bench.transact(change);
      },
      newId: () => `run-${String(++made)}`,
      log: { warn: () => undefined, error: (more: unknown) => void errors.push(more) },
      start: (range) => {
        const search = Promise.withResolvers<Ended>();
        begun.push(range);
        searches.push(search);
        return Promise.resolve({ result: search.promise, cancel: () => search.resolve(undefined) });
      },
    };
    return { actions: createRemedyActions(deps), searches, begun };
  }
  const kept = async () => (await readRemedies(bench.store.read))?.body ?? null;
  /** Until what was begun has looked at the rows. */
  const until = async (holds: () => boolean | Promise<boolean>) => {
    await expect.poll(holds, { timeout: 10_000, interval: 10 }).toBe(true);
  };

  it('are looked for once a night, by one sidecar', async () => {
    const [one, other] = [sidecar(), sidecar()];
    now = NIGHT - MINUTE;
    await one.actions.nightly(now);
    expect(one.begun, 'before the night').toEqual([]);
    now = NIGHT + MINUTE;
    const looked = one.actions.nightly(now);
    await until(() => one.searches.length === 1);
    expect(one.begun).toEqual([{ from: now - 30 * DAY, to: now }]);
    await other.actions.nightly(now);
    expect(await other.actions.begin('ann'), 'one at a time').toBe(false);
    expect(other.begun).toEqual([]);
    expect(await other.actions.read()).toMatchObject({ progress: 0 });
    one.searches[0]?.resolve(FOUND);
    await looked;
    expect(JSON.parse((await kept()) ?? '')).toEqual(FOUND);
    expect(await one.actions.read()).toMatchObject({ progress: null, row: { made_at: now, problem: null } });
    now += HOUR;
    await Promise.all([one.actions.nightly(now), other.actions.nightly(now)]);
    expect([...one.begun, ...other.begun], 'once').toHaveLength(1);
    now = NIGHT + DAY;
    const next = other.actions.nightly(now);
    await until(() => other.searches.length === 1);
    other.searches[0]?.resolve([]);
    await next;
    expect(await kept()).toBe('[]');
  });

  it('are looked for again where the sidecar was killed meanwhile, three times a night at most', async () => {
    const killed = sidecar();
    const first = killed.actions.nightly(now);
    await until(() => killed.searches.length === 1);
    const next = sidecar();
    await next.actions.nightly(now + MINUTE);
    expect(next.begun, 'it may still run').toEqual([]);
    now += 3 * MINUTE;
    const looked = next.actions.nightly(now);
    await until(() => next.searches.length === 1);
    // The first one was only stopped for a while: what it found belongs to a run that is over.
    killed.searches[0]?.resolve([]);
    await first;
    expect(await kept()).toBeNull();
    next.searches[0]?.resolve(FOUND);
    await looked;
    expect(JSON.parse((await kept()) ?? '')).toEqual(FOUND);
    const after = NIGHT + DAY;
    for (let nth = 0; nth < 5; nth++) {
      now = after + nth * 5 * MINUTE;
      const one = sidecar();
      const ended = one.actions.nightly(now);
      await (nth < 3 ? until(() => one.searches.length === 1) : ended);
      expect(one.begun).toHaveLength(nth < 3 ? 1 : 0);
    }
  });

  it('keep what was found before where a search fails; an erasure forgets both', async () => {
    const one = sidecar();
    const look = async (end: (search: PromiseWithResolvers<Ended>) => void) => {
      await until(() => one.actions.begin('ann'));
      await until(() => one.searches.length > 0);
      end(one.searches.pop() as PromiseWithResolvers<Ended>);
      await until(async () => (await one.actions.read()).progress === null);
    };
    await look((search) => search.resolve(FOUND));
    await look((search) => search.resolve('too-much'));
    expect(await one.actions.read()).toMatchObject({ row: { problem: 'too-much', made_at: now } });
    expect(await kept()).not.toBeNull();
    await look((search) => search.reject(new Error('broken')));
    expect(await one.actions.read()).toMatchObject({ row: { problem: 'failed', made_at: now } });
    expect(errors).toHaveLength(1);
    await until(() => one.actions.begin('ann'));
    await until(() => one.searches.length > 0);
    await bench.transact(async (work) => {
      await deleteReplays(work);
      await deleteRemedies(work);
    });
    one.searches.pop()?.resolve(FOUND);
    await one.actions.stop();
    expect([await kept(), await readRunOf(bench.store.read, 'vigie:remedies')]).toEqual([null, null]);
  });
});

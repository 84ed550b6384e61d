/** A sidecar says once that its `VIGIE_SHADOW` differs, and wakes the pager when the shadow has ended. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { UNCONFIRMED_AFTER } from '../../stages/incident/shadow/setting.ts';
import type { Directory } from '../../ports/directory.ts';
import { confirmAllShadow } from '../../store/shadow/confirmed.ts';
import { addShadows } from '../../store/shadow/shadows.ts';
import { openWork } from '../../store/work.fake.ts';
import type { WorkBench } from '../../store/work.fake.ts';
import { shadowSettingChore } from './setting-chore.ts';

const NOW = Date.UTC(2026, 9, 7, 3);

let bench: WorkBench;
let told: string[];
beforeEach(async () => {
  bench = await openWork({ now: NOW, directory: { revision: 0, units: new Map() } as unknown as Directory });
  told = [];
});
afterEach(() => bench.close());

const choreOf = (shadow: boolean) =>
  shadowSettingChore({
    config: { shadow },
    transact: bench.transact,
    wake: () => told.push('wake'),
    log: { error: () => told.push('differs'), warn: () => told.push('ended') },
  } as never);

it('of a sidecar with false, while another one states it and after that one has stopped', async () => {
  await bench.transact(async (work) => {
    await addShadows(work, [{ kind: 'all', subject: '', origin: 'stated', at: NOW, by: null }]);
    await confirmAllShadow(work);
  });
  const chore = choreOf(false);
  await chore.run(bench.now);
  await chore.run(bench.now);
  expect(told).toEqual(['differs']);
  bench.now += UNCONFIRMED_AFTER + 1;
  await chore.run(bench.now);
  await chore.run(bench.now);
  expect(told).toEqual(['differs', 'wake', 'ended']);
});

it('of a sidecar with true, after another one ended the shadow', async () => {
  const chore = choreOf(true);
  await chore.run(bench.now);
  await chore.run(bench.now);
  expect(told).toEqual(['differs']);
});

/** Documents of months that nobody handed over in time, as the metric counts them (rule `document`, L3121-2, D3171-16). */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { EU } from '#domain/labour/packs/eu';
import { FR_DEFAULT } from '#domain/labour/packs/fr-default';
import { DAY, HOUR } from '#domain/time/duration';
import { TEST_ZONES } from '#domain/time/zones.fixture';
import { openWork } from '../../work.fake.ts';
import type { WorkBench } from '../../work.fake.ts';
import { lateStatements } from './late.ts';

const unit = (pack: object) => ({ timeZone: 'Europe/Paris', rules: [{ from: 20_000, pack, changes: {} }] });
const directory = {
  units: new Map([
    ['ops', unit(FR_DEFAULT)],
    ['eu', unit(EU)],
  ]),
  facts: { zones: TEST_ZONES },
} as never;
/** 11 November 2026, 00:00 in Paris: the 10th is the last day. */
const ELEVENTH = Date.UTC(2026, 10, 10, 23);

let bench: WorkBench;
beforeEach(async () => {
  bench = await openWork({ now: ELEVENTH, directory });
});
afterEach(() => bench.close());

async function made(id: string, more: object = {}): Promise<void> {
  const row = {
    id,
    unit: 'ops',
    month: '2026-10',
    user: id,
    state: 'open',
    version: 1,
    body: '{}',
    sha256: 'x',
    file: '',
    made_at: 0,
    history: '[]',
    delete_after: 1,
    handed_at: null,
    ...more,
  };
  await bench.transact(({ tx }) =>
    tx
      .insertInto('statements')
      .values(row as never)
      .execute(),
  );
}
const late = (now: number) => lateStatements(bench.read, directory, now);

it('a document is late from the day after the 10th of the next month on, by the clock of the unit', async () => {
  await made('ann');
  expect([await late(ELEVENTH - 1), await late(ELEVENTH), await late(ELEVENTH + 300 * DAY)]).toEqual([0, 1, 1]);
});

it('what was handed over, what no rule asks for, and what has no unit any more is not late', async () => {
  await made('ben', { handed_at: ELEVENTH - HOUR });
  await made('cleo', { unit: 'eu' });
  await made('dee', { unit: 'gone' });
  await made('eve', { month: '2026-11' });
  expect(await late(ELEVENTH)).toBe(0);
  expect(await lateStatements(bench.read, { units: new Map(), facts: {} } as never, ELEVENTH)).toBe(0);
});

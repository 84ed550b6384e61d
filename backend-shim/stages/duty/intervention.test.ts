/** Interventions that are entered and corrected by hand. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { DAY, HOUR } from '#domain/time/duration';
import { TEST_ZONES } from '#domain/time/zones.fixture';
import type { Directory } from '../../ports/directory.ts';
import { interventionToConfirm } from '../../store/labour/confirmation/to-confirm.ts';
import { openWork } from '../../store/work.fake.ts';
import type { WorkBench } from '../../store/work.fake.ts';
import { addIntervention, changeIntervention, confirmIntervention } from './intervention.ts';

const SINCE = Date.UTC(2026, 10, 2);
const NOW = SINCE + 5 * DAY;
const unit = (since: number) => ({
  id: 'ops',
  timeZone: 'UTC',
  holidays: null,
  since: since / DAY,
  duties: [],
  tail: 0,
});
const profile = { user: 'ann', unit: 'ops', from: 0, until: null, contract: 'hours', onCall: 'yes', onCallUntil: null };
const directory = (since = SINCE) =>
  ({
    units: new Map([['ops', unit(since)]]),
    profiles: new Map([['ann', [{ ...profile, schedule: [] }]]]),
    facts: { zones: TEST_ZONES, holidays: {}, absences: [], swaps: [] },
  }) as unknown as Directory;

let bench: WorkBench;
beforeEach(async () => {
  bench = await openWork({ now: NOW, directory: directory() });
});
afterEach(() => bench.close());

const travel = { before: 0, after: 0 };
const times = (start: number, end: number | null = start + HOUR) => ({ start, end, travel, note: '' });
const add = (user: string, start: number, end?: number | null) =>
  bench.transact((work) => addIntervention(work, 'i', user, times(start, end)));
const correct = (id: string, start: number, end?: number | null) =>
  bench.transact((work) => changeIntervention(work, id, times(start, end), 'ann', null));
async function idOf(result: Promise<Awaited<ReturnType<typeof add>>>): Promise<string> {
  const added = await result;
  return added.ok ? added.intervention.id : '';
}

const tooEarly = { ok: false, field: 'start', reason: 'before-since', data: { since: '2026-11-02' } };

it('of somebody with a work profile does not begin before the unit’s since', async () => {
  expect(await add('ann', SINCE - 1)).toMatchObject(tooEarly);
  expect(await add('ann', SINCE)).toMatchObject({ ok: true });
  expect(await add('ben', SINCE - 1)).toMatchObject({ ok: true });
});

it('is entered as ever while the unit has not begun', async () => {
  bench.directory = directory(NOW + DAY);
  expect(await add('ann', SINCE)).toMatchObject({ ok: true });
});

it('is not moved before it either, but one of before is corrected where it is', async () => {
  const after = await idOf(add('ann', SINCE));
  expect(await correct(after, SINCE - 1)).toMatchObject(tooEarly);
  bench.directory = directory(NOW + DAY);
  const before = await idOf(add('ann', SINCE - DAY));
  bench.directory = directory();
  expect(await correct(before, SINCE - DAY, SINCE)).toMatchObject({ ok: true });
  expect(await correct(before, SINCE - 2 * DAY)).toMatchObject(tooEarly);
});

it('is confirmed no more once its end is open again', async () => {
  const id = await idOf(add('ann', SINCE));
  const confirmed = { end: SINCE + 2 * HOUR, travel };
  await bench.transact((work) => confirmIntervention(work, id, confirmed, 'ann', null));
  await correct(id, SINCE, null);
  expect(await bench.read.selectFrom('intervention_details').selectAll().execute()).toMatchObject([
    { unit: 'ops', ended_by: null, confirmed_at: null, confirmed_by: null, asked_at: null },
  ]);
});

it('is one, also if “I’m on it” is pressed again, which is the last command then', async () => {
  const id = await idOf(add('ann', NOW, null));
  bench.now = NOW + HOUR;
  expect(await idOf(add('ann', NOW, null))).toBe(id);
  expect(await bench.read.selectFrom('intervention_details').selectAll().execute()).toMatchObject([
    { intervention: id, acted_at: NOW + HOUR },
  ]);
});

it.each<[string, { before: number | null; after: number | null }, [number, number]]>([
  ['keeps the travel that is recorded', { before: null, after: null }, [10, 20]],
  ['replaces the part that is given', { before: null, after: 0 }, [10, 0]],
])('a confirmation %s', async (_, given, expected) => {
  const entered = { ...times(SINCE), travel: { before: 10, after: 20 } };
  const id = await idOf(bench.transact((work) => addIntervention(work, 'i', 'ann', entered)));
  const said = { end: SINCE + HOUR, travel: given };
  await bench.transact((work) => confirmIntervention(work, id, said, 'ann', null));
  const [details] = await bench.read.selectFrom('intervention_details').selectAll().execute();
  expect([details?.travel_before_ms, details?.travel_after_ms]).toEqual(expected);
});

it('is asked about only where it is of a unit', async () => {
  bench.directory = directory(NOW + DAY);
  await add('ann', SINCE - DAY, null);
  bench.directory = directory();
  const asked = () => interventionToConfirm(bench.read, bench.directory, 'i', 'ann');
  expect(await asked()).toBeNull();
  await bench.transact(({ tx }) => tx.updateTable('interventions').set({ end_at: SINCE }).execute());
  await add('ann', SINCE, null);
  expect(await asked()).toMatchObject({ start: SINCE });
});

/** Months are made one statement at a time, and one that fails stops nobody. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { FR_DEFAULT } from '#domain/labour/packs/fr-default';
import { DAY, HOUR, MINUTE, WEEK } from '#domain/time/duration';
import { TEST_ZONES } from '#domain/time/zones.fixture';
import type { Directory } from '../ports/directory.ts';
import type { Work } from '../store/work.ts';
import { setUnitsChanged, setUnitsDue } from '../store/labour/unit-timers.ts';
import { openWork } from '../store/work.fake.ts';
import type { WorkBench } from '../store/work.fake.ts';
import { runLabour } from './labour.ts';

/** A Sunday, 06:00. */
const NOW = Date.UTC(2026, 10, 1, 6);
const OCTOBER = Date.UTC(2026, 9, 1);
const SINCE = Math.floor(Date.UTC(2026, 8, 1) / DAY);

const profile = (user: string, unit: string, from = 0) => ({
  user,
  unit,
  from,
  until: null,
  contract: 'hours',
  onCall: 'yes',
  onCallUntil: null,
  weeklyHours: null,
  payrollId: null,
  schedule: [{ days: ['workday'], from: '09:00', to: '18:00' }],
});
const unit = (id: string) => ({
  id,
  name: id,
  timeZone: 'UTC',
  holidays: null,
  since: SINCE,
  managers: [],
  hr: [],
  teams: [],
  disconnect: true,
  tail: 15 * MINUTE,
  pay: [],
  written: { rules: [], pay: [] },
  currency: 'EUR',
  language: 'en',
  employer: null,
  night: { from: '21:00', to: '06:00' },
  retentionYears: 5,
  closingAfter: 5 * DAY,
  advice: true,
  duties: [{ rota: id, kind: 'onCall', level: 'primary', from: SINCE, until: null }],
  rules: [{ from: 20_000, pack: FR_DEFAULT, changes: {} }],
  programme: { horizon: 14 * DAY, day: 'mon', at: '10:00' },
});

let bench: WorkBench;
let people: Map<string, Array<ReturnType<typeof profile>>>;
beforeEach(async () => {
  people = new Map();
  const directory = {
    units: new Map(['ops', 'shop'].map((id) => [id, unit(id)])),
    profiles: people,
    responders: new Map(),
    teams: new Map(),
    rotas: new Map(),
    onCall: () => [],
    facts: { zones: TEST_ZONES, holidays: {}, absences: [], swaps: [] },
  } as unknown as Directory;
  bench = await openWork({ now: NOW, directory });
});
afterEach(() => bench.close());

async function onCall(user: string, rota: string, start: number): Promise<void> {
  const why = JSON.stringify({ layer: 'a' });
  await bench.transact(({ tx }) =>
    tx
      .insertInto('duties')
      .values({ id: `${user}${start}`, rota, user, start_at: start, end_at: start + WEEK, why } as never)
      .execute(),
  );
}

async function intervened(user: string, start: number): Promise<void> {
  const rest = { incident: 'i', note: '', history: '[]', version: 1, travel_ms: 0 };
  await bench.transact(({ tx }) =>
    tx
      .insertInto('interventions')
      .values({ id: `${user}${start}`, user, start_at: start, end_at: start + HOUR, ...rest })
      .execute(),
  );
}

const look = async (id: string) => {
  await bench.transact(({ tx }) =>
    tx.insertInto('timers').values({ kind: 'unit', subject: id, due_at: bench.now, rank: 0, attempt: 0 }).execute(),
  );
};
const turn = () =>
  runLabour(
    {
      transact: (what: (work: Work) => Promise<unknown>) => bench.transact(what) as never,
      channels: new Map() as never,
      metrics: { labourFailures: { inc: () => undefined } },
      log: { error: () => undefined },
    },
    bench.now,
  );
const made = async () =>
  (
    await bench.read
      .selectFrom('statements')
      .select(['unit', 'user', 'month'])
      .orderBy('made_at')
      .orderBy('id')
      .execute()
  ).map(({ user, month }) => `${user} ${month}`);
const timer = async () => (await bench.read.selectFrom('timers').select(['subject', 'due_at', 'rank']).execute())[0];
const run = async () => {
  while ((await turn()) > 0);
};

it('each turn makes one statement at most: of a person and month in which there was duty or a call', async () => {
  for (const user of ['ann', 'ben', 'cleo', 'dee']) people.set(user, [profile(user, 'ops')]);
  await onCall('ann', 'ops', OCTOBER + DAY);
  await onCall('ann', 'ops', OCTOBER - 2 * WEEK);
  await onCall('dee', 'ops', OCTOBER + 2 * WEEK);
  // Of no rota that the unit lists.
  await onCall('ben', 'other', OCTOBER + DAY);
  await intervened('cleo', OCTOBER + 9 * DAY);
  // Without duty in September.
  await intervened('dee', OCTOBER - 9 * DAY);
  await look('ops');
  const counts: number[] = [];
  while ((await turn()) > 0) counts.push((await made()).length);
  expect(counts.map((count, i) => count - (counts[i - 1] ?? 0)).every((more) => more <= 1)).toBe(true);
  expect((await made()).toSorted()).toEqual([
    'ann 2026-09',
    'ann 2026-10',
    'cleo 2026-10',
    'dee 2026-09',
    'dee 2026-10',
  ]);
  // The advice and the programme of the next day.
  expect(await timer()).toEqual({ subject: 'ops', due_at: Date.UTC(2026, 10, 2, 9), rank: 0 });
  await bench.transact(({ tx }) => tx.updateTable('timers').set({ due_at: NOW }).execute());
  await run();
  expect(await made()).toHaveLength(5);
});

it('rests are looked at after a change of the configuration, and not because a month is over', async () => {
  people.set('ann', [profile('ann', 'ops')]);
  await intervened('ann', NOW - 5 * HOUR);
  const timers = async () =>
    (await bench.read.selectFrom('timers').select('kind').orderBy('kind').execute()).map(({ kind }) => kind);
  await look('ops');
  await turn();
  expect(await timers()).toEqual(['unit']);
  await bench.transact((work) => setUnitsChanged(work, ['ops']));
  // A message that bounced, before the unit was looked at.
  await bench.transact((work) => setUnitsDue(work, ['ops', 'shop', 'ops']));
  await turn();
  expect(await timers()).toEqual(['rest', 'unit', 'unit']);
  await bench.transact(({ tx }) => tx.deleteFrom('timers').execute());
  await bench.transact((work) => setUnitsDue(work, ['ops']));
  await turn();
  expect(await timers()).toEqual(['unit']);
});

it('nobody has a month before their work profile', async () => {
  people.set('ann', [profile('ann', 'ops', Math.floor(OCTOBER / DAY) + 20)]);
  await onCall('ann', 'ops', OCTOBER + DAY);
  await look('ops');
  await run();
  expect([await made(), bench.failures]).toEqual([[], []]);
});

it('a month that cannot be computed is tried again in an hour; those after it are made', async () => {
  for (const user of ['ann', 'ben']) people.set(user, [profile(user, 'ops')]);
  people.set('ann', [{ ...profile('ann', 'ops'), schedule: null as never }]);
  await onCall('ann', 'ops', OCTOBER + DAY);
  await onCall('ben', 'ops', OCTOBER + DAY);
  await look('ops');
  await run();
  expect(await made()).toEqual(['ben 2026-10']);
  expect(bench.failures).toHaveLength(1);
  expect(await timer()).toEqual({ subject: 'ops', due_at: NOW + HOUR, rank: 0 });
  people.set('ann', [profile('ann', 'ops')]);
  bench.now = NOW + HOUR;
  await run();
  expect(await made()).toEqual(['ben 2026-10', 'ann 2026-10']);
  expect((await timer())?.due_at).toBe(Date.UTC(2026, 10, 2, 9));
});

it('two units take turns, and more people than are looked at together are all reached', async () => {
  for (let n = 0; n < 45; n++) people.set(`p${n}`, [profile(`p${n}`, 'ops')]);
  people.set('zoe', [profile('zoe', 'shop')]);
  for (const [user, rota] of [
    ['p0', 'ops'],
    ['p44', 'ops'],
    ['p9', 'ops'],
    ['zoe', 'shop'],
  ] as const) {
    await onCall(user, rota, OCTOBER + DAY);
  }
  await look('ops');
  await look('shop');
  for (let n = 0; n < 5; n++) await turn();
  expect((await made()).toSorted()).toEqual(['p0 2026-10', 'zoe 2026-10']);
  await run();
  expect((await made()).toSorted()).toEqual(['p0 2026-10', 'p44 2026-10', 'p9 2026-10', 'zoe 2026-10']);
});

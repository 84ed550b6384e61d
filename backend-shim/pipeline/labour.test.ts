/** One person whose rests cannot be computed stops nobody. */
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { FR_DEFAULT } from '#domain/labour/packs/fr-default';
import { DAY, HOUR, MINUTE } from '#domain/time/duration';
import { TEST_ZONES } from '#domain/time/zones.fixture';
import type { Directory } from '../ports/directory.ts';
import { tickUnit } from '../labour/unit.ts';
import { lockRest } from '../store/labour/rests/lock-rest.ts';
import type { Work } from '../store/work.ts';
import { setRestTimers } from '../store/labour/intervention-details.ts';
import { setUnitsChanged } from '../store/labour/unit-timers.ts';
import { openWork } from '../store/work.fake.ts';
import type { WorkBench } from '../store/work.fake.ts';
import { unconfirmedInterventions } from '../store/labour/confirmation/unconfirmed.ts';
import { runLabour } from './labour.ts';

/** A Wednesday, 03:00. */
const NOW = Date.UTC(2026, 9, 7, 3);
const profile = (user: string, unit: string) => ({
  user,
  unit,
  from: 0,
  until: null,
  contract: 'hours',
  onCall: 'yes',
  onCallUntil: null,
  schedule: [{ days: ['workday'], from: '09:00', to: '18:00' }],
});
const unit = (id: string, timeZone: string) => ({
  id,
  timeZone,
  holidays: null,
  since: 20_000,
  duties: [],
  managers: [],
  disconnect: true,
  tail: 15 * MINUTE,
  rules: [{ from: 20_000, pack: FR_DEFAULT, changes: {} }],
  programme: { horizon: 14 * DAY, day: 'mon', at: '10:00' },
  advice: true,
});
const directory = {
  units: new Map([
    ['broken', unit('broken', 'No/Where')],
    ['ops', unit('ops', 'UTC')],
  ]),
  profiles: new Map([
    ['ann', [profile('ann', 'broken')]],
    ['ben', [profile('ben', 'ops')]],
  ]),
  responders: new Map(),
  teams: new Map(),
  facts: { zones: TEST_ZONES, holidays: {}, absences: [], swaps: [] },
} as unknown as Directory;

let bench: WorkBench;
let failures: Array<string | undefined>;
beforeEach(async () => {
  bench = await openWork({ now: NOW, directory });
  failures = [];
  await bench.transact(async ({ tx }) => {
    for (const user of ['ann', 'ben']) {
      const times = { start_at: NOW - HOUR, end_at: NOW - HOUR, travel_ms: 0 };
      const rest = { incident: 'i', note: '', history: '[]', version: 1 };
      await tx
        .insertInto('interventions')
        .values({ id: user, user, ...times, ...rest })
        .execute();
    }
  });
});
afterEach(() => bench.close());

const runOnce = () =>
  runLabour(
    {
      transact: (what: (work: Work) => Promise<unknown>) => bench.transact(what) as never,
      channels: new Map() as never,
      metrics: { labourFailures: { inc: (labels) => void failures.push(labels?.['what']) } },
      log: { error: () => undefined },
    },
    bench.now,
  );
/** Until nothing is due. */
const run = async () => {
  let all = 0;
  for (let looked = 1; looked > 0; all += looked) {
    looked = await runOnce();
  }
  return all;
};
/** Of a unit as after a change of the configuration. */
const setTimer = (kind: 'unit' | 'rest', subject: string) =>
  bench.transact((work) => (kind === 'unit' ? setUnitsChanged(work, [subject]) : setRestTimers(work, [subject])));
const timers = () => bench.read.selectFrom('timers').select(['kind', 'subject', 'due_at', 'attempt']).execute();

it('after a change of the configuration everybody who worked is looked at; who fails is put off and counted', async () => {
  await setTimer('unit', 'ops');
  await setTimer('unit', 'gone');
  // Each of both units has both people looked at, and one of them the months that are over.
  expect(await run()).toBe(7);
  expect(failures).toEqual(['rest', 'rest']);
  const rests = await bench.read.selectFrom('rests').select(['user', 'planned_at', 'earliest_at', 'state']).execute();
  // From 02:00 to 02:15, as nobody said when they stopped: 11 hours later is 13:15.
  expect(rests).toEqual([
    { user: 'ben', planned_at: NOW + 6 * HOUR, earliest_at: NOW + 10 * HOUR + 15 * MINUTE, state: 'applies' },
  ]);
  // Ann is tried again in a second; Ben is told an hour and a half before his day begins.
  expect(await timers()).toEqual([
    // The advice of the next Monday.
    { kind: 'unit', subject: 'ops', due_at: Date.UTC(2026, 9, 12, 9), attempt: 0 },
    { kind: 'rest', subject: 'ann', due_at: NOW + 1000, attempt: 1 },
    { kind: 'rest', subject: 'ben', due_at: NOW + 4.5 * HOUR, attempt: 0 },
  ]);
});

it('a round looks at one person or unit, so that pages that come in meanwhile are next; people come first', async () => {
  await setTimer('unit', 'gone');
  await setTimer('rest', 'ben');
  const due = async () =>
    (await timers()).filter(({ due_at }) => due_at <= NOW).map(({ kind, subject }) => [kind, subject]);
  expect([await runOnce(), await due()]).toEqual([1, [['unit', 'gone']]]);
  expect(await runOnce()).toBe(1);
  // Who worked is looked at again, as the unit is gone.
  expect((await due()).toSorted()).toEqual([
    ['rest', 'ann'],
    ['rest', 'ben'],
  ]);
});

it('a programme that fails is tried again, and rests do not wait for it', async () => {
  const units = new Map([['ops', { ...unit('ops', 'UTC'), programme: undefined }]]);
  bench.directory = { ...directory, units, profiles: new Map([['ben', [profile('ben', 'ops')]]]) } as never;
  await setTimer('unit', 'ops');
  await run();
  expect([failures, await bench.read.selectFrom('rests').selectAll().execute()]).toEqual([['unit'], []]);
  bench.now = NOW + 1000;
  await run();
  const rests = await bench.read.selectFrom('rests').select('user').execute();
  expect([failures, rests]).toEqual([['unit'], [{ user: 'ben' }]]);
});

it('done twice, nothing changes', async () => {
  await setTimer('rest', 'ben');
  await run();
  const [first, before] = [await bench.read.selectFrom('rests').selectAll().execute(), await timers()];
  await bench.transact(({ tx }) => tx.updateTable('timers').set({ due_at: NOW }).execute());
  expect(await run()).toBe(1);
  expect(await bench.read.selectFrom('rests').selectAll().execute()).toEqual(first);
  expect(await timers()).toEqual(before);
  expect(failures).toEqual([]);
});

it('an end that nobody confirmed counts after the days of the rules', async () => {
  const count = (now: number) =>
    unconfirmedInterventions(bench.read, { ...directory, units: new Map([['ops', unit('ops', 'UTC')]]) } as never, now);
  const end = NOW - HOUR + 15 * MINUTE;
  expect(await count(end + 72 * HOUR - 1)).toBe(0);
  expect(await count(end + 72 * HOUR)).toBe(1);
  await bench.transact(({ tx }) =>
    tx
      .insertInto('intervention_details')
      .values({
        intervention: 'ben',
        travel_before_ms: 0,
        travel_after_ms: 0,
        acted_at: null,
        asked_at: null,
        ended_by: 'person',
        confirmed_at: NOW,
        confirmed_by: 'ben',
        unit: 'ops',
      })
      .execute(),
  );
  expect(await count(end + 72 * HOUR)).toBe(0);
});

it('a failure of the whole stage ends no round', async () => {
  await setTimer('rest', 'ann');
  const transact = bench.transact;
  // Ann cannot be computed, and what puts her off fails too.
  let calls = 0;
  bench.transact = (what) => ((calls += 1) > 1 ? Promise.reject(new Error('stuck')) : transact(what));
  expect(await run()).toBe(0);
  expect(failures).toEqual(['rest', 'stage']);
});

it.each([20, 70])('whoever is on leave for %s days is asked when a start is in sight', async (days) => {
  const away = { user: 'ben', kind: 'leave', start: NOW - 2 * HOUR, end: NOW + days * DAY };
  bench.directory = { ...directory, facts: { ...directory.facts, absences: [away] } } as never;
  // 27 October and 16 December 2026, Tuesday and Wednesday.
  const start = NOW + days * DAY + 6 * HOUR;
  await setTimer('rest', 'ben');
  for (let looks = 0; bench.now < start && looks < 15; looks++) {
    await run();
    const [timer, ...others] = await timers();
    const next = start < bench.now + 16 * DAY ? start : bench.now + 8 * DAY;
    expect([timer?.subject, timer?.due_at, others]).toEqual(['ben', next, []]);
    bench.now = timer?.due_at ?? 0;
  }
  expect(await bench.read.selectFrom('intervention_details').select('asked_at').execute()).toEqual([]);
  await run();
  const { asked_at } = await bench.read.selectFrom('intervention_details').select('asked_at').executeTakeFirstOrThrow();
  expect([asked_at, await timers(), failures]).toEqual([start, [], []]);
});

it('whoever has no ordinary hours is asked in the morning', async () => {
  const idle = { ...profile('ben', 'ops'), schedule: [] };
  bench.directory = { ...directory, profiles: new Map([['ben', [idle]]]) } as never;
  await setTimer('rest', 'ben');
  await run();
  expect(await timers()).toEqual([{ kind: 'rest', subject: 'ben', due_at: NOW + 6 * HOUR, attempt: 0 }]);
  bench.now = NOW + 6 * HOUR;
  await run();
  const { asked_at } = await bench.read.selectFrom('intervention_details').select('asked_at').executeTakeFirstOrThrow();
  expect([asked_at, await timers(), failures]).toEqual([bench.now, [], []]);
});

it('nobody is asked of work before their work profile', async () => {
  const later = { ...profile('ben', 'ops'), from: Math.floor(NOW / DAY) + 1 };
  bench.directory = { ...directory, profiles: new Map([['ben', [later]]]) } as never;
  await setTimer('rest', 'ben');
  await run();
  expect([await timers(), failures]).toEqual([[], []]);
});

const rest = (user: string, of: string) => ({
  id: `r-${user}`,
  user,
  unit: of,
  planned_at: NOW + 6 * HOUR,
  earliest_at: NOW + 9 * HOUR,
  causes: '[]',
  rule: 'restDaily' as const,
  provisional: 0,
  state: 'applies' as const,
  started_at: null,
  told_user_at: null,
  told_managers_at: null,
  history: '[]',
  version: 1,
});
const record = (...rows: Array<ReturnType<typeof rest>>) =>
  bench.transact(({ tx }) => tx.insertInto('rests').values(rows).execute());

it('a unit that cannot be read keeps its rests; one that is gone does not', async () => {
  await record(rest('cleo', 'unreadable'), rest('dee', 'gone'));
  const stored = {
    kind: 'units',
    id: 'unreadable',
    body: '{',
    version: 1,
    origin: 'api',
    created_at: NOW,
    updated_at: NOW,
  };
  await bench.transact(({ tx }) =>
    tx
      .insertInto('config')
      .values(stored as never)
      .execute(),
  );
  await setTimer('rest', 'cleo');
  await setTimer('rest', 'dee');
  await run();
  const states = await bench.read.selectFrom('rests').select(['user', 'state']).orderBy('user').execute();
  expect(states).toEqual([
    { user: 'cleo', state: 'applies' },
    { user: 'dee', state: 'void' },
  ]);
});

it.each([
  ['shop', 'ops'],
  ['ops', 'shop'],
])('a planned start that passes from %s to %s keeps its row', async (before, after) => {
  const today = Math.floor(NOW / DAY);
  const units = ['ops', 'shop'].map((id) => [id, unit(id, 'UTC')] as const);
  const profiles = [
    { ...profile('ben', before), until: today - 2 },
    { ...profile('ben', after), from: today - 1 },
  ];
  bench.directory = { ...directory, units: new Map(units), profiles: new Map([['ben', profiles]]) } as never;
  await record(rest('ben', before));
  await setTimer('rest', 'ben');
  await run();
  const rests = await bench.read.selectFrom('rests').select(['id', 'unit', 'state', 'earliest_at']).execute();
  const earliest_at = NOW + 10 * HOUR + 15 * MINUTE;
  expect([rests, failures]).toEqual([[{ id: 'r-ben', unit: after, state: 'applies', earliest_at }], []]);
});

it('timers are locked before rests, and all of a unit in one order', async () => {
  await record(rest('aaron', 'ops'));
  await setTimer('unit', 'ops');
  await bench.transact((work) => tickUnit(work, 'ops'));
  const written = await sql<{ subject: string }>`select subject from timers where kind = 'rest' order by rowid`.execute(
    bench.read,
  );
  expect(written.rows.map(({ subject }) => subject)).toEqual(['aaron', 'ann', 'ben']);

  await bench.transact(({ tx }) => tx.deleteFrom('timers').execute());
  const locked = await bench.transact((work) => lockRest(work, 'r-aaron'));
  expect([locked?.user, await timers()]).toEqual([
    'aaron',
    [{ kind: 'rest', subject: 'aaron', due_at: NOW, attempt: 0 }],
  ]);
  expect(await bench.transact((work) => lockRest(work, 'none'))).toBeNull();
});

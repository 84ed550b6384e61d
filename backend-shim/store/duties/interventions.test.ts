/** Commands as work: of whom, when, and until when. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Effect } from '#domain/incident/effects';
import { HOUR, MINUTE } from '#domain/time/duration';
import { TEST_ZONES } from '#domain/time/zones.fixture';
import type { Directory } from '../../ports/directory.ts';
import { openWork } from '../work.fake.ts';
import type { WorkBench } from '../work.fake.ts';
import { saveInterventions } from './interventions.ts';

/** A Wednesday. */
const MIDNIGHT = Date.UTC(2026, 9, 7);
const profile = { user: 'ann', unit: 'ops', from: 0, until: null, contract: 'hours', onCall: 'yes', onCallUntil: null };
const schedule = [{ days: ['workday'], from: '09:00', to: '18:00' }];
const unit = { id: 'ops', timeZone: 'UTC', holidays: null, since: 0, duties: [], tail: 15 * MINUTE };
const directory = {
  units: new Map([['ops', unit]]),
  profiles: new Map([['ann', [{ ...profile, schedule }]]]),
  facts: { zones: TEST_ZONES, holidays: {}, absences: [], swaps: [] },
  onCall: () => [],
} as unknown as Directory;

let bench: WorkBench;
beforeEach(async () => {
  bench = await openWork({ now: MIDNIGHT, directory });
});
afterEach(() => bench.close());

type What = 'act' | 'begin' | 'end';
const effect = (what: What, user = 'ann') =>
  (what === 'end' ? { kind: 'intervention', what, user: null } : { kind: 'intervention', what, user }) as Effect;

async function does(minutes: number, effects: Effect[], state: 'open' | 'resolved' = 'open'): Promise<void> {
  bench.now = MIDNIGHT + minutes * MINUTE;
  await bench.transact((work) => saveInterventions(work, [{ incident: { id: 'i', state }, effects }]));
}

/** In minutes since midnight: start, end, last command; and who set the end. */
async function worked(): Promise<unknown[]> {
  const rows = await bench.read
    .selectFrom('interventions as i')
    .leftJoin('intervention_details as d', 'd.intervention', 'i.id')
    .select(['i.user', 'i.start_at', 'i.end_at', 'd.acted_at', 'd.ended_by'])
    .orderBy('i.id')
    .execute();
  const minutes = (at: number | null) => (at === null ? null : (at - MIDNIGHT) / MINUTE);
  return rows.map((row) => [row.user, minutes(row.start_at), minutes(row.end_at), minutes(row.acted_at), row.ended_by]);
}

const timers = async () =>
  (await bench.read.selectFrom('timers').select(['kind', 'subject', 'due_at']).execute()).map(
    ({ kind, subject, due_at }) => [kind, subject, (due_at - MIDNIGHT) / MINUTE],
  );

describe('a command of somebody with a work profile', () => {
  it('begins work at night, and later ones are part of it', async () => {
    await does(130, [effect('act')]);
    await does(140, [effect('act')]);
    expect(await worked()).toEqual([['ann', 130, null, 140, null]]);
    expect(await timers()).toEqual([['rest', 'ann', 140]]);
    await does(160, [effect('act'), effect('end')], 'resolved');
    expect(await worked()).toEqual([['ann', 130, 160, 160, 'incident']]);
    expect(await timers()).toEqual([['rest', 'ann', 160]]);
  });

  it('that resolves the incident ends at once, and what follows soon belongs to it', async () => {
    await does(130, [effect('act'), effect('end')], 'resolved');
    expect(await worked()).toEqual([['ann', 130, 130, 130, 'incident']]);
    await does(145, [effect('act')], 'resolved');
    expect(await worked()).toEqual([['ann', 130, 145, 145, 'incident']]);
    await does(161, [effect('act')], 'resolved');
    expect(await worked()).toEqual([
      ['ann', 130, 145, 145, 'incident'],
      ['ann', 161, 161, 161, 'incident'],
    ]);
  });

  it('in ordinary hours begins none, but for an acknowledgement', async () => {
    await does(600, [effect('act')]);
    expect(await worked()).toEqual([]);
    await does(601, [effect('act'), effect('begin')]);
    expect(await worked()).toEqual([['ann', 601, null, 601, null]]);
  });

  it('succeeds where the hours of the person cannot be evaluated, and begins work', async () => {
    bench.directory = { ...directory, units: new Map([['ops', { ...unit, timeZone: 'No/Where' }]]) } as never;
    await does(600, [effect('act')]);
    expect(await worked()).toEqual([['ann', 600, null, 600, null]]);
  });

  it('after the end succeeds where the unit of the person cannot be read', async () => {
    bench.directory = { ...directory, units: new Map([['other', { ...unit, id: 'other' }]]) } as never;
    await does(130, [effect('act'), effect('end')], 'resolved');
    await does(130, [effect('act')], 'resolved');
    await does(145, [effect('act')], 'resolved');
    expect(await worked()).toEqual([
      ['ann', 130, 130, 130, 'incident'],
      ['ann', 145, 145, 145, 'incident'],
    ]);
  });

  it('begins work while the person rests, also where their hours have begun', async () => {
    await bench.transact(({ tx }) =>
      tx
        .insertInto('rests')
        .values({
          ...{ id: 'r', user: 'ann', unit: 'ops', planned_at: MIDNIGHT + 9 * HOUR, earliest_at: MIDNIGHT + 11 * HOUR },
          ...{ rule: 'restDaily', causes: '[]', provisional: 0, state: 'applies', started_at: null },
          ...{ told_user_at: null, told_managers_at: null, history: '[]', version: 1 },
        })
        .execute(),
    );
    await does(600, [effect('act')]);
    expect(await worked()).toEqual([['ann', 600, null, 600, null]]);
  });
});

describe('without a work profile', () => {
  it('a command begins nothing, and nothing is computed', async () => {
    await does(130, [effect('act', 'ben')]);
    expect(await worked()).toEqual([]);
    await does(131, [effect('begin', 'ben')]);
    await does(140, [effect('end')], 'resolved');
    expect(await worked()).toEqual([['ben', 131, 140, 131, 'incident']]);
    expect(await timers()).toEqual([]);
  });

  it('and without any unit, work is recorded as ever', async () => {
    bench.directory = { ...directory, units: new Map(), profiles: new Map() };
    await does(130, [effect('act'), effect('begin')]);
    await does(140, [effect('end')], 'resolved');
    expect(await worked()).toEqual([['ann', 130, 140, null, null]]);
    expect(await bench.read.selectFrom('intervention_details').selectAll().execute()).toEqual([]);
    expect(await timers()).toEqual([]);
  });
});

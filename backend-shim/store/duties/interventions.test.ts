/** Commands as work: of whom, when, and until when. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Effect } from '#domain/incident/effects';
import { interventionEnd } from '#domain/labour/intervention-end';
import { DAY, HOUR, MINUTE } from '#domain/time/duration';
import { TEST_ZONES } from '#domain/time/zones.fixture';
import type { Directory } from '../../ports/directory.ts';
import { openWork } from '../work.fake.ts';
import type { WorkBench } from '../work.fake.ts';
import { interventionRecord, recordColumns } from '../labour/intervention-records.ts';
import { loadFacts } from '../incidents/facts.ts';
import { auditedIntervention, saveInterventions } from './interventions.ts';

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

/** When the work of each intervention ended, as may be assumed, in minutes since midnight. */
async function endOfWork(): Promise<number[]> {
  const rows = await recordColumns(bench.read).orderBy('i.id').execute();
  const end = (row: (typeof rows)[number]) => interventionEnd(interventionRecord(row), unit.tail, bench.now);
  return rows.map((row) => (end(row) - MIDNIGHT) / MINUTE);
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

  it('that resolves the incident ends at once, and what follows within the tail belongs to it', async () => {
    await does(130, [effect('act'), effect('end')], 'resolved');
    expect(await worked()).toEqual([['ann', 130, 130, 130, 'incident']]);
    await does(145, [effect('act')], 'resolved');
    expect(await worked()).toEqual([['ann', 130, 130, 145, 'incident']]);
    expect(await endOfWork()).toEqual([160]);
    await does(161, [effect('act')], 'resolved');
    expect(await worked()).toEqual([
      ['ann', 130, 130, 145, 'incident'],
      ['ann', 161, 161, 161, 'incident'],
    ]);
    expect(await endOfWork()).toEqual([160, 176]);
  });

  it('after the source resolved the incident in the morning does not make a night of sleep work', async () => {
    await does(130, [effect('act'), effect('begin')]);
    await does(460, [effect('end')], 'resolved');
    await does(470, [effect('act')], 'resolved');
    expect(await worked()).toEqual([
      ['ann', 130, 460, 130, 'incident'],
      ['ann', 470, 470, 470, 'incident'],
    ]);
    expect(await endOfWork()).toEqual([145, 485]);
  });

  it('goes on once the resolution is undone, and its end is asked for anew', async () => {
    await does(130, [effect('act'), effect('end')], 'resolved');
    const said = { confirmed_at: MIDNIGHT, confirmed_by: 'ann', asked_at: MIDNIGHT, ended_by: 'person' as const };
    await bench.transact(({ tx }) => tx.updateTable('intervention_details').set(said).execute());
    await does(131, [{ kind: 'intervention', what: 'resume', endedAt: MIDNIGHT + 130 * MINUTE }]);
    expect(await worked()).toEqual([['ann', 130, null, 130, null]]);
    const details = bench.read.selectFrom('intervention_details').selectAll();
    expect(await details.execute()).toMatchObject([{ confirmed_at: null, confirmed_by: null, asked_at: null }]);
  });

  it('is one whole once whoever resolved it undoes that', async () => {
    await does(130, [effect('act'), effect('end')], 'resolved');
    await does(131, [{ kind: 'intervention', what: 'resume', endedAt: MIDNIGHT + 130 * MINUTE }, effect('act')]);
    expect(await worked()).toEqual([['ann', 130, null, 131, null]]);
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
          id: 'r',
          user: 'ann',
          unit: 'ops',
          planned_at: MIDNIGHT + 9 * HOUR,
          earliest_at: MIDNIGHT + 11 * HOUR,
          rule: 'restDaily',
          causes: '[]',
          provisional: 0,
          state: 'applies',
          started_at: null,
          told_user_at: null,
          told_managers_at: null,
          history: '[]',
          version: 1,
        })
        .execute(),
    );
    await does(600, [effect('act')]);
    expect(await worked()).toEqual([['ann', 600, null, 600, null]]);
  });
});

describe('a command of somebody whose profile does not hold', () => {
  const today = MIDNIGHT / DAY;
  const given = (change: object, changedUnit: object = {}) =>
    ({
      ...directory,
      units: new Map([['ops', { ...unit, ...changedUnit }]]),
      profiles: new Map([
        [
          'ann',
          [
            { ...profile, schedule },
            { ...profile, schedule, ...change },
          ],
        ],
      ]),
    }) as unknown as Directory;

  it.each([
    ['the unit begins tomorrow', given({}, { since: today + 1 })],
    ['it ended yesterday', given({ from: 1, until: today - 1 })],
    ['the contract is exempt now', given({ from: today, contract: 'exempt' })],
  ])('begins nothing: %s', async (_what, changed) => {
    bench.directory = changed;
    await does(130, [effect('act')]);
    expect(await worked()).toEqual([]);
    const facts = await bench.transact((work) => loadFacts(work, []));
    expect(facts.hasWorkProfile?.('ann')).toBe(false);
  });

  it('begins it on the last day, and the unit is written with it', async () => {
    bench.directory = given({ from: 1, until: today });
    await does(130, [effect('act')]);
    expect(await worked()).toEqual([['ann', 130, null, 130, null]]);
    const details = await bench.read.selectFrom('intervention_details').select('unit').execute();
    expect(details).toEqual([{ unit: 'ops' }]);
    bench.directory = { ...bench.directory, profiles: new Map() };
    const [row] = await bench.read.selectFrom('interventions').selectAll().execute();
    const said = await bench.transact((work) => auditedIntervention(work, null, row as never));
    expect(said.after).toEqual({ incident: 'i', user: 'ann', changed: ['start', 'end', 'travel', 'note'] });
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

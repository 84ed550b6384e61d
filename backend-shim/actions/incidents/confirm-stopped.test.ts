/** The answer when somebody stopped, also within the first minute. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MINUTE, SECOND } from '#domain/time/duration';
import { TEST_ZONES } from '#domain/time/zones.fixture';
import type { Directory } from '../../ports/directory.ts';
import type { EnteredStop, StoppedAction } from '../../ports/commands.ts';
import { beginIntervention, endIntervention } from '../../store/duties/interventions.ts';
import { openWork } from '../../store/work.fake.ts';
import type { WorkBench } from '../../store/work.fake.ts';
import { confirmStopped } from './confirm-stopped.ts';

const START = Date.UTC(2026, 9, 7, 2);
const unit = {
  id: 'ops',
  timeZone: 'UTC',
  holidays: null,
  since: 0,
  duties: [],
  tail: 15 * MINUTE,
  managers: [],
  hr: [],
};
const profile = { user: 'ann', unit: 'ops', from: 0, until: null, contract: 'hours', schedule: [] };
const directory = {
  units: new Map([['ops', unit]]),
  profiles: new Map([['ann', [profile]]]),
  facts: { zones: TEST_ZONES, holidays: {}, absences: [], swaps: [] },
  onCall: () => [],
} as unknown as Directory;

let bench: WorkBench;
beforeEach(async () => {
  bench = await openWork({ now: START, directory });
  await bench.transact((work) => beginIntervention(work, 'i', 'ann'));
});
afterEach(() => bench.close());

async function stopped(after: number, action: StoppedAction, entered?: EnteredStop): Promise<unknown> {
  bench.now = START + after;
  const done = await bench.transact((work) => confirmStopped(work, 'i', 'ann', action, entered));
  const { end_at } = await bench.read.selectFrom('interventions').select('end_at').executeTakeFirstOrThrow();
  return [done, end_at === null ? null : end_at - START];
}

it.each([0, 20 * SECOND, MINUTE])('%s ms after the acknowledgement, right away is a minute of work', async (after) => {
  expect(await stopped(after, 'right-away')).toEqual(['done', MINUTE]);
});

it('so is an incident that is resolved within the first minute', async () => {
  bench.now = START + 10 * SECOND;
  await bench.transact((work) => endIntervention(work, 'i', null));
  expect(await stopped(20 * SECOND, 'at-resolution')).toEqual(['done', MINUTE]);
});

it('pressed twice is pressed once', async () => {
  await stopped(20 * SECOND, 'right-away');
  expect(await stopped(30 * SECOND, 'right-away')).toEqual(['nothing-to-do', MINUTE]);
});

it('a last command that a clock set back puts into the future ends now', async () => {
  await bench.transact(({ tx }) =>
    tx
      .updateTable('intervention_details')
      .set({ acted_at: START + 9 * MINUTE })
      .execute(),
  );
  expect(await stopped(5 * MINUTE, 'right-away')).toEqual(['done', 5 * MINUTE]);
});

describe('an end that was entered', () => {
  const at = (end: number) => ({ end: START + end, travel: { before: 15 * MINUTE, after: 30 * MINUTE } });

  it.each<[string, number, unknown]>([
    ['is kept with its travel', 40 * MINUTE, ['done', 40 * MINUTE]],
    ['in the minute of the start is a minute of work', -30 * SECOND, ['done', MINUTE]],
    ['before the start is refused', -MINUTE, ['before-start', null]],
    ['in the future is refused', 61 * MINUTE, ['in-future', null]],
  ])('%s', async (_, end, expected) => {
    expect(await stopped(60 * MINUTE, 'at-time', at(end))).toEqual(expected);
    const details = await bench.read.selectFrom('intervention_details').selectAll().executeTakeFirstOrThrow();
    const isKept = (expected as [string])[0] === 'done';
    expect([details.travel_before_ms, details.travel_after_ms]).toEqual(isKept ? [15 * MINUTE, 30 * MINUTE] : [0, 0]);
  });

  it('is nothing without a time', async () => {
    expect(await stopped(MINUTE, 'at-time')).toEqual(['nothing-to-do', null]);
  });
});

/** Which rests urgent works still suspend. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { newDecision } from '#contract/labour/decision';
import { FR_DEFAULT } from '#domain/labour/packs/fr-default';
import { HOUR, MINUTE } from '#domain/time/duration';
import { TEST_ZONES } from '#domain/time/zones.fixture';
import type { Directory } from '../../ports/directory.ts';
import type { Caller } from '../../rights/caller.ts';
import { openWork } from '../../store/work.fake.ts';
import type { WorkBench } from '../../store/work.fake.ts';
import { decideUrgentWorks } from './decide.ts';

/** A Wednesday. Ann worked from 02:00 to 03:00, so that she begins at 14:00 instead of 09:00. */
const MIDNIGHT = Date.UTC(2026, 9, 7);
const at = (hours: number) => MIDNIGHT + hours * HOUR;
const schedule = [{ days: ['workday'], from: '09:00', to: '18:00' }];
const directory = {
  units: new Map([
    [
      'ops',
      {
        id: 'ops',
        timeZone: 'UTC',
        holidays: null,
        since: 20_000,
        duties: [],
        managers: [],
        hr: ['hana'],
        pay: [],
        currency: 'EUR',
        tail: 15 * MINUTE,
        rules: [{ from: 20_000, pack: FR_DEFAULT, changes: {} }],
      },
    ],
  ]),
  profiles: new Map([
    ['ann', [{ user: 'ann', unit: 'ops', from: 0, until: null, contract: 'hours', onCall: 'yes', schedule }]],
  ]),
  rotas: new Map(),
  facts: { zones: TEST_ZONES, holidays: {}, absences: [], swaps: [] },
} as unknown as Directory;
const hana: Caller = { kind: 'person', name: 'hana', role: 'Viewer', teams: [], scopes: null, readOnly: false };

let bench: WorkBench;
beforeEach(async () => {
  bench = await openWork({ now: at(8), directory });
});
afterEach(() => bench.close());

async function decided(now: number, startedAt: number | null): Promise<unknown> {
  await bench.transact(async ({ tx }) => {
    const worked = { start_at: at(2), end_at: at(3), travel_ms: 0, note: '', history: '[]', version: 1 };
    await tx
      .insertInto('interventions')
      .values({ id: 'i', incident: 'n', user: 'ann', ...worked })
      .execute();
    await tx
      .insertInto('rests')
      .values({
        id: 'r',
        user: 'ann',
        unit: 'ops',
        planned_at: at(9),
        earliest_at: at(14),
        rule: 'restDaily',
        causes: '["i"]',
        provisional: 0,
        state: 'applies',
        started_at: startedAt,
        told_user_at: null,
        told_managers_at: null,
        history: '[]',
        version: 1,
      })
      .execute();
  });
  bench.now = now;
  const body = newDecision.parse({ rest: 'r', reason: 'fire in the machine room' });
  const result = await bench.transact((work) => decideUrgentWorks(work, { caller: hana, body }));
  const { state } = await bench.read.selectFrom('rests').select('state').executeTakeFirstOrThrow();
  return [result.ok || result.why?.reason, state];
}

it.each<[string, now: number, startedAt: number | null, unknown]>([
  ['before the planned start', at(8), null, [true, 'waived']],
  ['until the rest is complete', at(14) - 1, null, [true, 'waived']],
  ['not once it was given', at(14), null, ['stale', 'applies']],
  ['not once the person began', at(13), at(9), ['stale', 'applies']],
])('%s', async (_, now, startedAt, expected) => {
  expect(await decided(now, startedAt)).toEqual(expected);
});

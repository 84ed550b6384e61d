/** "I'm on it", pressed on the responder page. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Incident } from '#domain/incident/model';
import { MINUTE } from '#domain/time/duration';
import { TEST_ZONES } from '#domain/time/zones.fixture';
import type { Directory } from '../../ports/directory.ts';
import { openWork } from '../../store/work.fake.ts';
import type { WorkBench } from '../../store/work.fake.ts';
import { workOnIncident } from './work-on-incident.ts';

const START = Date.UTC(2026, 9, 7, 2);
const directory = {
  units: new Map([['ops', { id: 'ops', timeZone: 'UTC', holidays: null, since: 0, duties: [], tail: 15 * MINUTE }]]),
  profiles: new Map([['ann', [{ user: 'ann', unit: 'ops', from: 0, until: null, contract: 'hours', schedule: [] }]]]),
  facts: { zones: TEST_ZONES, holidays: {}, absences: [], swaps: [] },
} as unknown as Directory;

let bench: WorkBench;
beforeEach(async () => {
  bench = await openWork({ now: START, directory });
});
afterEach(() => bench.close());

it('again is the last command, and begins nothing', async () => {
  const press = (now: number) => {
    bench.now = now;
    const incident = { id: 'i', state: 'acknowledged' } as unknown as Incident;
    return bench.transact((work) => workOnIncident(work, { incident, login: 'ann', action: 'on-it' }));
  };
  expect(await press(START)).toBe('done');
  expect(await press(START + MINUTE)).toBe('done');
  const details = await bench.read.selectFrom('intervention_details').select('acted_at').execute();
  expect(details).toEqual([{ acted_at: START + MINUTE }]);
  const audit = await bench.read.selectFrom('audit').select('action').execute();
  expect(audit).toEqual([{ action: 'begin' }]);
});

/** Which incidents are in hold, whatever else waits. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openWork } from '../work.fake.ts';
import type { WorkBench } from '../work.fake.ts';
import { run } from '../query.ts';
import { readHeldIncidents } from './held.ts';

const INNER = {
  severityPinned: false,
  firing: [0, 0, 0, 1],
  routeUrgency: null,
  acknowledgedKind: null,
  acks: [],
  resolution: null,
  mergedInto: null,
  reopens: [],
  run: null,
};
let bench: WorkBench;
let number = 0;

beforeEach(async () => {
  bench = await openWork({ now: 1000 });
});
afterEach(() => bench.close());

const incident = (id: string, state: string, dueAt: number | null, inner: string) =>
  bench.transact(({ tx }) =>
    run(
      tx,
      `insert into incidents (id, number, source, group_key, title, description, severity, severity_rank, urgency,
         state, exhausted, test, labels, links, firing, total, opened_at, due_at, "inner", version, updated_at)
       values (?, ?, 'manual', '', '', '', 'critical', 3, 'default', ?, 0, 0, '{}', '[]', 1, 1, 0, ?, ?, 1, 0)`,
      [id, ++number, state, dueAt, inner],
    ),
  );
const inner = (timers: object, more: object = {}) => JSON.stringify({ ...INNER, timers, ...more });

it('finds those whose timers name a hold, and no other', async () => {
  await incident('held', 'open', 5000, inner({ hold: 5000 }));
  await incident('held-and-acknowledged', 'acknowledged', 4000, inner({ confirm: 4000, hold: 5000 }));
  await incident('escalating', 'open', 5000, inner({ escalate: 5000 }));
  await incident('named-so', 'open', 5000, inner({ escalate: 5000 }, { given: { key: '"hold":', at: 1 } }));
  await incident('resolved', 'resolved', 5000, inner({ hold: 5000 }));
  await incident('damaged', 'open', 5000, '{"timers":{"hold":50');
  await incident('of-another-release', 'open', 5000, '{"firing":[0,0,0,1],"timers":{"hold":5000},"later":true}');
  const found = await bench.transact(readHeldIncidents);
  expect(found.sort()).toEqual(['held', 'held-and-acknowledged', 'of-another-release']);
});

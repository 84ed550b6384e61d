/** The orders of the list, over incidents in every state. */
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { IncidentSort } from '#contract/incidents/incident';
import { openWork } from '../../work.fake.ts';
import type { WorkBench } from '../../work.fake.ts';
import { run } from '../../query.ts';
import { isBehind, orderBy, positionOf } from './list-order.ts';

let bench: WorkBench;

type Listed = [name: string, state: string, rank: number, marks?: { exhausted?: 1; test?: 1 }];

const INCIDENTS: Listed[] = [
  ['resolved early', 'resolved', 3],
  ['snoozed', 'snoozed', 3],
  ['warning', 'open', 1],
  ['taken', 'acknowledged', 3],
  ['critical', 'open', 3],
  ['test', 'open', 3, { test: 1 }],
  ['unanswered info', 'open', 0, { exhausted: 1 }],
  ['later critical', 'open', 3],
  ['taken warning', 'acknowledged', 1],
  ['unanswered error', 'open', 2, { exhausted: 1 }],
  ['resolved late', 'resolved', 0],
];

beforeAll(async () => {
  bench = await openWork({ now: 1000 });
  for (const [index, [name, state, rank, marks = {}]] of INCIDENTS.entries()) {
    await bench.transact(({ tx }) =>
      run(
        tx,
        `insert into incidents (id, number, source, group_key, title, description, severity, severity_rank, urgency,
           state, exhausted, test, labels, links, firing, total, opened_at, due_at, "inner", version, updated_at)
         values (?, ?, 'manual', '', '', '', 'critical', ?, 'default', ?, ?, ?, '{}', '[]', 1, 1, 0, null, '{}', 1, 0)`,
        [name, index + 1, rank, state, marks.exhausted ?? 0, marks.test ?? 0],
      ),
    );
  }
});
afterAll(() => bench.close());

const BY_ATTENTION = [
  'unanswered error',
  'unanswered info',
  'critical',
  'later critical',
  'warning',
  'taken',
  'taken warning',
  'snoozed',
  'test',
  'resolved late',
  'resolved early',
];

async function listed(sort: IncidentSort): Promise<string[]> {
  const rows = await bench.read.selectFrom('incidents').select('id').orderBy(orderBy(sort)).execute();
  return rows.map(({ id }) => id);
}

it('attention: who is not answered, then by state, severity and age; resolved ones last, the newest first', async () =>
  expect(await listed('attention')).toEqual(BY_ATTENTION));

it('opened, in both directions', async () => {
  const names = INCIDENTS.map(([name]) => name);
  expect(await listed('opened')).toEqual(names);
  expect(await listed('-opened')).toEqual(names.toReversed());
});

it('severity: the most severe first, the oldest of them first', async () => {
  const names = (rank: number) => INCIDENTS.filter((one) => one[2] === rank).map(([name]) => name);
  expect(await listed('severity')).toEqual([3, 2, 1, 0].flatMap(names));
});

it.each<IncidentSort>(['-opened', 'opened', 'severity', 'attention'])(
  '%s goes on behind each incident',
  async (sort) => {
    const names = await listed(sort);
    const { rank, place } = positionOf(sort);
    for (const [index, name] of names.entries()) {
      const at = await bench.read
        .selectFrom('incidents')
        .select([rank.as('rank'), place.as('place')])
        .where('id', '=', name)
        .executeTakeFirstOrThrow();
      const behind = await bench.read
        .selectFrom('incidents')
        .select('id')
        .where(sql<boolean>`${isBehind(sort, at)}`)
        .orderBy(orderBy(sort))
        .execute();
      expect(behind.map(({ id }) => id)).toEqual(names.slice(index + 1));
    }
  },
);

/** Tests that an export finds all rows of a person, and looks through long tables beside the thread that pages. */
import { expect, it } from 'vitest';
import type { Search } from '../search/search.ts';
import { openWork } from '../work.fake.ts';
import { readEverythingOf } from './export.ts';

it.each([0, 1, 4999, 5000, 5001])('all %i timeline entries of a person are read, in their order', async (count) => {
  const bench = await openWork({ now: 0 });
  const entries = Array.from({ length: 2 * count }, (_, i) => ({
    id: `t${String(i).padStart(6, '0')}`,
    incident: 'i',
    at: 0,
    kind: 'note',
    actor: i % 2 === 0 ? 'ada' : 'ben',
    text: '',
    data: '{}',
  }));
  await bench.transact(async ({ tx }) => {
    for (let from = 0; from < entries.length; from += 1000) {
      await tx
        .insertInto('timeline')
        .values(entries.slice(from, from + 1000))
        .execute();
    }
  });
  const searched: string[] = [];
  const search: Search = (statement) => {
    searched.push(/from "(\w+)"/.exec(statement.compile().sql)?.[1] ?? '');
    return statement.execute();
  };
  const { timeline } = await readEverythingOf({ db: bench.read, search }, 'ada');
  await bench.close();
  expect(timeline.map((entry) => (entry as { id: string }).id)).toEqual(
    entries.filter(({ actor }) => actor === 'ada').map(({ id }) => id),
  );
  expect(new Set(searched)).toEqual(
    new Set([
      'decisions',
      'handoff_notes',
      'timeline',
      'pages',
      'ratings',
      'reviews',
      'review_actions',
      'syncs',
      'audit',
      'tokens',
      'shadows',
      'config_versions',
    ]),
  );
});

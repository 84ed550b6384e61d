import { expect, it } from 'vitest';
import { openWork } from '../work.fake.ts';
import { readByStretches } from './by-stretches.ts';

it.each([0, 1, 2, 3, 4, 5])('every row is read once, of %i two at a time', async (count) => {
  const bench = await openWork({ now: 0 });
  const ids = Array.from({ length: count }, (_, i) => `t${i}`);
  await bench.transact(async ({ tx }) => {
    for (const id of ids) {
      const entry = { id, incident: 'i', at: 0, kind: 'note', actor: null, text: '', data: '{}' };
      await tx.insertInto('timeline').values(entry).execute();
    }
  });
  const stretches: Array<[string, string | null]> = [];
  const found = await readByStretches(
    bench.read,
    'timeline',
    async (above, until) => {
      stretches.push([above, until]);
      const all = bench.read.selectFrom('timeline').select('id').where('id', '>', above).orderBy('id');
      const rows = await (until === null ? all : all.where('id', '<=', until)).execute();
      return rows.map(({ id }) => id);
    },
    2,
  );
  await bench.close();
  expect(found).toEqual(ids);
  expect(stretches.length).toBe(Math.floor(count / 2) + 1);
});

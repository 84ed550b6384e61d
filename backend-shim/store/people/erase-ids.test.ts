/** Audit entries of work profiles name a person in their id alone. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { run } from '../query.ts';
import { openWork } from '../work.fake.ts';
import type { WorkBench } from '../work.fake.ts';
import { eraseSome } from './erase.ts';
import type { EraseCursor } from './erase.ts';

let bench: WorkBench;
beforeEach(async () => {
  bench = await openWork({ now: 0 });
});
afterEach(() => bench.close());

it('the id of somebody whose login begins with theirs stays', async () => {
  const subjects = ['work-ann-2026-01-01', 'work-ann-lee-2026-01-01', 'work-joann-2026-01-01'];
  await bench.transact(async ({ tx }) => {
    for (const [i, subject] of subjects.entries()) {
      // Ann made all of them.
      const text = `insert into audit (id, at, actor, action, kind, subject) values ('${i}', 1, 'ann', 'create', 'work-profiles', ?)`;
      await run(tx, text, [subject]);
    }
    await run(
      tx,
      `insert into audit (id, at, actor, action, kind, subject) values ('x', 1, 'hana', 'create', 'work-profiles', 'work-ann-2026-02-01')`,
      [],
    );
  });
  for (let cursor: EraseCursor | null = { place: 0, after: null }; cursor !== null;) {
    const from: EraseCursor = cursor;
    const erasure = { login: 'ann', pseudonym: 'erased-1', words: [] };
    cursor = await bench.transact((work) => eraseSome(work, erasure, from));
  }
  const rows = await bench.read.selectFrom('audit').select(['actor', 'subject']).orderBy('id').execute();
  expect(rows).toEqual([
    { actor: 'erased-1', subject: 'work-erased-1-2026-01-01' },
    { actor: 'erased-1', subject: 'work-ann-lee-2026-01-01' },
    { actor: 'erased-1', subject: 'work-joann-2026-01-01' },
    { actor: 'hana', subject: 'work-erased-1-2026-02-01' },
  ]);
});

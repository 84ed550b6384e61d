import { afterEach, beforeEach, expect, test } from 'vitest';
import { onEachDatabase } from '../../tests/support/databases.ts';
import type { StoredObject } from '../ports/configuration.ts';
import { readVersions } from '../store/past/versions.ts';
import { saveConfigRows } from '../store/configuration/objects.ts';
import { openFresh } from '../store/open-fresh.fake.ts';
import { run } from '../store/query.ts';
import { workOn } from '../store/work.fake.ts';
import type { WorkBench } from '../store/work.fake.ts';
import { removeObjects } from './remove.ts';
import type { RemoveDeps } from './remove.ts';

const MANY = 231;

onEachDatabase('Objects that a file no longer holds', (database) => {
  let bench: WorkBench;
  beforeEach(async () => {
    bench = await workOn(await openFresh(database), { now: 10 });
  });
  afterEach(() => bench.close());

  const objectOf = (kind: string, id: string): StoredObject => ({
    kind,
    id,
    body: { id },
    origin: 'file',
    version: 1,
    createdAt: 1,
    updatedAt: 1,
  });

  test('each row goes, each deletion is kept, and every other object stays', async () => {
    const windows = Array.from({ length: MANY }, (_, i) => objectOf('timeWindows', `w${i}`));
    const removed = [...windows, objectOf('teams', 'gone'), objectOf('teams', 'never-there')];
    const stored = [...windows, objectOf('teams', 'gone'), objectOf('teams', 'stays')];
    await bench.transact((work) =>
      saveConfigRows(
        work,
        stored.map(({ kind, id, body, origin }) => ({
          kind,
          id,
          body: JSON.stringify(body),
          origin,
          version: 1,
          created_at: 1,
          updated_at: 1,
        })),
      ),
    );
    bench.now = 20;
    await bench.transact((work) => removeObjects(work, {} as RemoveDeps, stored, removed, null));
    expect(await run(bench.read, 'select kind, id from config', [])).toEqual([{ kind: 'teams', id: 'stays' }]);
    const deletions = (await readVersions(bench.read, Number.MAX_SAFE_INTEGER)).filter(({ body }) => body === null);
    expect(
      deletions.filter(({ kind, number, at }) => kind === 'timeWindows' && number === 2 && at === 20),
    ).toHaveLength(MANY);
    expect(deletions.filter(({ kind }) => kind === 'teams').map(({ id }) => id)).toEqual(['gone']);
  });
});

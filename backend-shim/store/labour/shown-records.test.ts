import { afterAll, beforeAll, expect, it } from 'vitest';
import { onEachDatabase } from '../../../tests/support/databases.ts';
import { createIds } from '../../adapters/random-ids.ts';
import { CAPABILITIES } from '../capabilities.ts';
import { migrate } from '../migrate.ts';
import { openFresh } from '../open-fresh.fake.ts';
import type { DecisionTable } from '../schema/labour.ts';
import { searchHere } from '../search/search.ts';
import type { Store } from '../store.ts';
import type { Work } from '../work.ts';
import { insertDecision } from './decisions.ts';
import { newRestRow, saveRests } from './rests/rests.ts';
import { readShownDecisions, readShownRests } from './shown-records.ts';
import type { RecordQuestion, RecordReader } from './shown-records.ts';

const ALL = { after: null, limit: 100 };
const PLANNED = Date.UTC(2026, 9, 7, 7);
const ROWS = [
  ['ann', 'ops'],
  ['ann', 'lab'],
  ['ben', 'ops'],
] as const;

onEachDatabase('Records of working time', (database) => {
  let store: Store;
  beforeAll(async () => {
    store = await openFresh(database);
    await migrate(store);
    await store.transaction(async (tx) => {
      const work = { tx, cap: CAPABILITIES[store.dialect], now: PLANNED, ids: createIds() } as unknown as Work;
      for (const [i, [user, unit]] of ROWS.entries()) {
        const rest = { rule: 'restDaily', causes: [], provisional: false, state: 'applies', startedAt: null } as const;
        const plannedAt = PLANNED + i;
        await saveRests(work, [newRestRow(work, { user, unit }, { ...rest, plannedAt, earliestAt: PLANNED + 9 })]);
        const decision: DecisionTable = {
          id: work.ids.next(),
          kind: 'urgentWorks',
          unit,
          user,
          rota: null,
          finding: null,
          reason: '',
          start_at: PLANNED,
          end_at: PLANNED + 9,
          inspector_told_at: null,
          until_at: null,
          headcount: null,
          owed_ms: 0,
          owed_by: null,
          settled: '[]',
          by: 'cleo',
          at: PLANNED,
        };
        await insertDecision(work, decision);
      }
    });
  });
  afterAll(() => store.close());

  // No directory is asked: whose profile is gone makes no difference.
  it.each<[string, RecordReader, RecordQuestion, string[]]>([
    ['their own, in any unit', { login: 'ann', units: [] }, {}, ['ann lab', 'ann ops']],
    ['everybody’s of their units', { login: 'cleo', units: ['ops'] }, {}, ['ann ops', 'ben ops']],
    ['both', { login: 'ann', units: ['ops'] }, {}, ['ann lab', 'ann ops', 'ben ops']],
    ['those of a unit', { login: 'ann', units: ['ops'] }, { unit: 'lab' }, ['ann lab']],
    ['those of a person', { login: 'ann', units: ['ops'] }, { user: 'ben' }, ['ben ops']],
    ['nothing', { login: null, units: [] }, {}, []],
    ['nothing of another unit', { login: 'cleo', units: ['ops'] }, { unit: 'lab' }, []],
  ])('are %s', async (_what, reader, question, found) => {
    const source = { db: store.read, search: searchHere };
    const of = (rows: ReadonlyArray<{ user: string; unit: string }>) =>
      rows.map(({ user, unit }) => `${user} ${unit}`).sort();
    expect(of(await readShownDecisions(source, reader, question, ALL))).toEqual(found);
    expect(
      of(await readShownRests(source, reader, { ...question, range: { start: PLANNED, end: PLANNED + 3 } }, ALL)),
    ).toEqual(found);
    expect(
      await readShownRests(source, reader, { ...question, range: { start: PLANNED + 3, end: PLANNED + 9 } }, ALL),
    ).toEqual([]);
  });

  it('come one after the other, in the order of their time and id', async () => {
    const source = { db: store.read, search: searchHere };
    const reader: RecordReader = { login: null, units: ['ops', 'lab'] };
    const question = { range: { start: PLANNED, end: PLANNED + 9 } };
    const all = await readShownRests(source, reader, question, ALL);
    expect(all.map(({ planned_at: at }) => at)).toEqual([PLANNED, PLANNED + 1, PLANNED + 2]);
    const decisions = await readShownDecisions(source, reader, {}, ALL);
    expect(decisions.map(({ id }) => id)).toEqual(decisions.map(({ id }) => id).toSorted());
    for (const [i, row] of all.entries()) {
      const after = { at: row.planned_at, id: row.id };
      expect(await readShownRests(source, reader, question, { after, limit: 1 })).toEqual(all.slice(i + 1, i + 2));
    }
    for (const [i, row] of decisions.entries()) {
      const after = { at: row.at, id: row.id };
      expect(await readShownDecisions(source, reader, {}, { after, limit: 1 })).toEqual(decisions.slice(i + 1, i + 2));
    }
  });
});

/** Of many incidents that are long over, those are read that ended since, or have not. */
import { expect, test } from 'vitest';
import { onEachDatabase } from '../../../tests/support/databases.ts';
import { DAY, HOUR, MINUTE } from '#domain/time/duration';
import { CAPABILITIES } from '../capabilities.ts';
import { openFresh } from '../open-fresh.fake.ts';
import { migrate } from '../migrate.ts';
import { insertRows, run } from '../query.ts';
import type { IncidentRow } from '../schema/incidents.ts';
import { readResolvedSince, resolvedSince } from '../shadow/shadowed-incidents.ts';
import type { Store } from '../store.ts';
import type { Work } from '../work.ts';
import { readStillOpen, stillOpenQueries } from './still-open.ts';

const START = Date.UTC(2026, 9, 1);
const COUNT = 3_000;

/** One an hour until the period begins, each over after ten minutes; every thousandth stays open, or ends within it. */
function incidentRow(n: number): IncidentRow {
  const opened_at = START - (COUNT - n) * HOUR;
  const isOpen = n % 1_000 === 1;
  const resolved_at = isOpen ? null : n % 1_000 === 2 ? START + n * MINUTE : opened_at + 10 * MINUTE;
  return {
    id: `i${n}`,
    number: n + 1,
    integration: 'hook',
    source: 'webhook',
    group_key: `g${n}`,
    title: 't',
    description: '',
    severity: n % 2 === 0 ? 'error' : 'warning',
    severity_rank: 2,
    urgency: 'default',
    state: isOpen ? 'open' : 'resolved',
    exhausted: 0,
    test: 0,
    team: 'sre',
    policy: 'main',
    labels: '{}',
    links: '[]',
    firing: 0,
    total: 1,
    opened_at,
    acknowledged_at: null,
    acknowledged_by: null,
    snoozed_until: null,
    resolved_at,
    resolved_by: null,
    due_at: null,
    policy_copy: null,
    inner: '{}',
    version: 1,
    updated_at: opened_at,
  };
}

onEachDatabase('Incidents that lasted into a period', (database) => {
  const asked = { before: START, since: START - 2 * HOUR, conditions: [] };

  async function filled(): Promise<Store> {
    const store = await openFresh(database);
    expect((await migrate(store)).ok).toBe(true);
    const rows = Array.from({ length: COUNT }, (_, n) => incidentRow(n));
    await store.transaction((tx) => insertRows(tx, CAPABILITIES[store.dialect], 'incidents', rows));
    await store.transaction((tx) => run(tx, 'analyze', []));
    return store;
  }

  test('are found by when they ended, whatever else is stored', async () => {
    const store = await filled();
    const found = await readStillOpen(store.read, asked, 10_000);
    const expected = ['i1', 'i1001', 'i2001', 'i2', 'i1002', 'i2002', 'i2998', 'i2999'];
    expect(found.toSorted()).toEqual(expected.toSorted());
    const since = await readResolvedSince({ tx: store.read, cap: CAPABILITIES[store.dialect] } as Work, START - DAY);
    expect(since).toHaveLength(3 + 24);
    await store.close();
  });

  test('are looked up in an index, also where a shadow ends', async () => {
    const store = await filled();
    const { open, ended } = stillOpenQueries(store.read, asked);
    const explain = store.dialect === 'sqlite' ? 'explain query plan ' : 'explain ';
    const planOf = async (text: string, parameters: readonly unknown[]) =>
      JSON.stringify(await run<object>(store.read, explain + text, parameters));
    const plans = await Promise.all(
      [open, ended.limit(1_000)].map((query) => {
        const { sql, parameters } = query.compile();
        return planOf(sql, parameters);
      }),
    );
    expect(plans[0]).toContain('incidents_by_state');
    expect(plans[1]).toContain('incidents_by_resolution');
    expect(await planOf(resolvedSince(CAPABILITIES[store.dialect]), [START])).toContain('incidents_by_resolution');
    await store.close();
  });
});

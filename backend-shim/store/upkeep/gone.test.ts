import { afterEach, beforeEach, expect, it } from 'vitest';
import { onEachDatabase } from '../../../tests/support/databases.ts';
import { openFresh } from '../open-fresh.fake.ts';
import { run } from '../query.ts';
import type { Store } from '../store.ts';
import { workOn } from '../work.fake.ts';
import type { WorkBench } from '../work.fake.ts';
import { createUnreadableRegistry } from '../stored/unreadable.ts';
import { clearDeletedUnreadable } from './gone.ts';
import { silentLog } from './silent-log.fake.ts';

/** A row of each kind that has damaged JSON: how it is made, and under which id it is named. */
const ROWS: ReadonlyArray<[kind: string, id: string, insert: string, gone?: string]> = [
  [
    'incidents',
    'i',
    `incidents (id, number, source, group_key, title, description, severity, severity_rank, urgency, state, exhausted, test, labels, links, firing, total, opened_at, "inner", version, updated_at) values ('i', 1, 's', 'g', 't', '', 'error', 2, 'default', 'open', 0, 0, '{', '[]', 0, 1, 1, '{}', 1, 1)`,
  ],
  [
    'alerts',
    'i/f',
    `alerts (incident, fingerprint, status, title, severity, labels, links, first_at, last_at, count) values ('i', 'f', 'firing', 't', 'error', '{', '[]', 1, 1, 1)`,
  ],
  ['timeline', 't', `timeline (id, incident, at, kind, text, data) values ('t', 'i', 1, 'opened', 'x', '{')`],
  ['events', 'e', `events (id, at, topic, subjects) values ('e', 1, 'incident', '{')`],
  [
    'tokens',
    'k',
    `tokens (id, name, hash, scopes, created_at, created_by, version) values ('k', 'n', 'h', '{', 1, 'api', 1)`,
  ],
  [
    'signals',
    's',
    `signals (id, integration, received_at, fingerprint, group_key, status, decision, raw) values ('s', 'w', 1, 'f', 'g', 'firing', 'joined', '{')`,
    'update signals set raw = null',
  ],
  ['receipts', 'r', `receipts (id, provider_id, body, at, due_at) values ('r', 'p', '{', 1, 1)`],
  ['outboxRequests', 'o', `outbox_requests (id, incident, body) values ('o', 'i', '{')`],
  ['policyCopies', 'h', `policy_copies (hash, body) values ('h', '{')`],
  ['syncMemories', 'i/w', `sync_memories (incident, integration, body, at) values ('i', 'w', '{', 1)`],
  [
    'rests',
    'z',
    `rests (id, "user", unit, planned_at, earliest_at, rule, causes, provisional, state, history, version) values ('z', 'ann', 'ops', 1, 2, 'restDaily', '{', 0, 'applies', '[]', 1)`,
  ],
  [
    'decisions',
    'e',
    `decisions (id, kind, unit, "user", start_at, end_at, reason, owed_ms, settled, "by", at) values ('e', 'urgentWorks', 'ops', 'ann', 1, 2, 'x', 1, '{', 'cleo', 1)`,
  ],
  ['meta', 'm', `meta (key, value) values ('m', 'x')`],
];

onEachDatabase('What cannot be read and is gone', (database) => {
  let store: Store;
  let bench: WorkBench;
  const unreadable = createUnreadableRegistry(silentLog);
  beforeEach(async () => {
    store = await openFresh(database);
    bench = await workOn(store, { now: 1, unreadable });
  });
  afterEach(() => store.close());
  const look = () => bench.transact(clearDeletedUnreadable);
  const listed = () => unreadable.list().map(({ kind, id }) => `${kind} ${id}`);
  const change = (statement: string) => store.transaction((tx) => run(tx, statement, []));

  it('is no longer listed, of whatever kind; what is there is', async () => {
    for (const [kind, id, insert] of ROWS) {
      await change(`insert into ${insert}`);
      unreadable.note({ kind, id, field: 'x', reason: 'not-json', message: 'is damaged' });
      unreadable.note({ kind, id: `other ${id}`, field: 'x', reason: 'not-json', message: 'is damaged' });
    }
    unreadable.note({ kind: 'rotas', id: 'looked at elsewhere', field: '', reason: 'not-json', message: 'is damaged' });
    await look();
    expect(listed()).toHaveLength(ROWS.length + 1);
    expect(listed()).toEqual(expect.arrayContaining(ROWS.map(([kind, id]) => `${kind} ${id}`)));
    for (const [, , insert, gone] of ROWS) {
      await change(gone ?? `delete from ${insert.split(' ')[0]}`);
    }
    await look();
    expect(listed()).toEqual(['rotas looked at elsewhere']);
  });
});

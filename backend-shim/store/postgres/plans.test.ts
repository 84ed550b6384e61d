/** How PostgreSQL finds rows in a database that is young: by the indexes that it will need when there are many. */
import { expect, it } from 'vitest';
import { createIds } from '../../adapters/random-ids.ts';
import { createSystemClock } from '../../adapters/system-clock.ts';
import { onPostgres } from '../../../tests/support/databases.ts';
import { migrate } from '../migrate.ts';
import { run } from '../query.ts';
import { silentLog } from '../upkeep/silent-log.fake.ts';
import { openPostgres } from './postgres.ts';

const HOT = [
  `select * from deliveries where id = any('{a,b}'::text[])`,
  `update deliveries set state = 'sending' where id = any('{a,b}'::text[])`,
  `select * from pages where incident = any('{a,b}'::text[])`,
  `select * from incidents where id = any('{a,b}'::text[]) order by id for update`,
  `select * from timers where kind = 'incident' and due_at <= 5 order by due_at limit 10`,
];

/** A row of each, counted: PostgreSQL by itself would now read the whole page, and keep to it for a while. */
const FEW = [
  `insert into incidents (id, number, source, group_key, title, description, severity, severity_rank, urgency, state, exhausted, test, labels, links, firing, total, opened_at, "inner", version, updated_at)
    values ('a', 1, 'webhook', 'a', 't', '', 'error', 2, 'default', 'open', 0, 0, '{}', '[]', 0, 1, 1, '{}', 1, 1)`,
  `insert into deliveries (id, kind, incident, channel_kind, lane, rank, state, due_at, attempt, content, created_at) values ('a', 'page', 'a', 'email', 'l', 0, 'done', 1, 1, '{}', 1)`,
  `insert into pages (id, incident, "user", urgency, state, started_at, "inner") values ('a', 'a', 'ann', 'urgent', 'running', 1, '{}')`,
  `insert into timers (kind, subject, due_at, rank, attempt) values ('incident', 'a', 1, 0, 0)`,
  'analyze',
];

onPostgres('Plans of a young database', (database) => {
  it('go by an index, not through the whole table', async () => {
    const opened = await openPostgres([await database.fresh()], createSystemClock(), silentLog, createIds());
    if (!opened.ok) {
      throw new Error(opened.reason);
    }
    const { store } = opened;
    await migrate(store);
    for (const text of FEW) {
      await run(store.read, text, []);
    }
    for (const text of HOT) {
      const plan = (await run<{ 'QUERY PLAN': string }>(store.read, `explain ${text}`, []))
        .map((row) => row['QUERY PLAN'])
        .join('\n');
      expect(plan, text).not.toContain('Seq Scan');
      expect(plan, text).toContain('Index');
    }
    await store.close();
  });
});

/** Makes every table that grows long, by what its columns are. */
import Sqlite from 'better-sqlite3';

const MANY = 250_000;
const SOME = 10_000;
const EVERY = 10_000;

const rowsOf = (tables: readonly string[], rows: number): Record<string, number> =>
  Object.fromEntries(tables.map((table) => [table, rows]));

/** Rows of each table that grows. Lists are found in the longest ones; what is found by the key of one of their rows is shorter. */
export const GROWING: Readonly<Record<string, number>> = {
  ...rowsOf(
    [
      ...['audit', 'decisions', 'duties', 'incidents', 'intervention_details', 'interventions', 'notices', 'rejected'],
      ...['rests', 'review_actions', 'signals', 'statements'],
    ],
    MANY,
  ),
  ...rowsOf(
    [
      ...['advance_failures', 'alerts', 'announced', 'attempts', 'commands_given', 'config_versions', 'deliveries'],
      ...['events', 'handoff_notes', 'heard', 'incident_keys', 'insight_changes', 'origins', 'pages', 'policy_copies'],
      ...['quiet_alerts', 'ratings', 'reach_uses', 'remedies', 'replays', 'reviews', 'shadow_spans'],
      ...['signal_bodies', 'syncs', 'taken_once', 'timeline', 'turns_taken'],
    ],
    SOME,
  ),
};

const OBJECTS = 'as many rows as objects or people';
const WAITING = 'holds only what is still to be done';
const BY_HAND = 'grows with what somebody does a few times a year';
const COMPUTED = 'is computed from others, a row a day at most';

/** Why a table stays small. */
export const SMALL: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    [
      ...['config', 'config_history', 'heartbeats', 'tokens', 'identities', 'verifications', 'rota_marks', 'turns'],
      ...['calendar_feeds', 'stopped', 'device_sessions', 'enrolments', 'calendar_states', 'programmes', 'shadows'],
    ].map((table) => [table, OBJECTS]),
  ),
  ...Object.fromEntries(
    [
      'orphans',
      'timers',
      'outbox_requests',
      'sync_memory',
      'sync_memories',
      'channel_outages',
      'source_questions',
      'receipts',
    ].map((table) => [table, WAITING]),
  ),
  ...Object.fromEntries(['deletions', 'imports', 'import_files', 'downtimes', 'meta'].map((table) => [table, BY_HAND])),
  ...Object.fromEntries(['insight_days', 'insight_facts'].map((table) => [table, COMPUTED])),
};

export const tablesOf = (database: Sqlite.Database): string[] =>
  (
    database
      .prepare(`select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by 1`)
      .all() as Array<{
      name: string;
    }>
  ).map(({ name }) => name);

interface Column {
  name: string;
  type: string;
  notnull: number;
  pk: number;
}

export function lengthen(file: string, until: number): void {
  const database = new Sqlite(file);
  database.pragma('synchronous = off');
  for (const [table, rows] of Object.entries(GROWING)) {
    const columns = database.pragma(`table_info("${table}")`) as Column[];
    const unique = uniqueIn(database, table);
    const values = columns.map((column) => valueOf(table, column, unique, { until, rows }));
    const names = columns.map(({ name }) => `"${name}"`).join(', ');
    database
      .prepare(
        `with recursive n(i) as (select 1 union all select i + 1 from n where i < ${rows})
         insert or ignore into "${table}" (${names}) select ${values.join(', ')} from n`,
      )
      .run();
  }
  database.exec('analyze');
  database.close();
}

/** ms of processor time that it takes to look at every row of one of the longest tables. Its clock may count in steps of 4 ms. */
export function wholeWalk(database: Sqlite.Database): number {
  const statement = database.prepare(`select count(*) from audit where actor || '' = 'nobody'`);
  statement.get();
  const began = process.threadCpuUsage();
  for (let time = 0; time < WALKS; time++) statement.get();
  const { user, system } = process.threadCpuUsage(began);
  return (user + system) / 1000 / WALKS;
}

const WALKS = 20;

/** Columns of the primary key and of unique indexes. */
function uniqueIn(database: Sqlite.Database, table: string): ReadonlySet<string> {
  const indexes = database.pragma(`index_list("${table}")`) as Array<{ name: string; unique: number }>;
  return new Set(
    indexes
      .filter(({ unique }) => unique === 1)
      .flatMap(({ name }) =>
        (database.pragma(`index_info("${name}")`) as Array<{ name: string }>).map((one) => one.name),
      ),
  );
}

/** By the name of a column, everywhere. */
const NAMED: Readonly<Record<string, string>> = {
  user: `'person' || (i % 50)`,
  actor: `'person' || (i % 50)`,
  rater: `'person' || (i % 50)`,
  owner: `'person' || (i % 50)`,
  unit: `'ops'`,
  team: `'sre'`,
  policy: `'sre'`,
  rota: `'sre'`,
  integration: `'sre'`,
  incident: `'00000000000000000000' || (10000000 + i)`,
  intervention: `'00000000000000000000' || (10000000 + i)`,
  signal: `'00000000000000000000' || (10000000 + i)`,
  month: `printf('%04d-%02d', 2000 + i / 12 % 26, 1 + i % 12)`,
  state: `'done'`,
  status: `'resolved'`,
  settled: `'[]'`,
  history: `'[]'`,
};
const OF_TABLE: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  incidents: {
    state: `'resolved'`,
    number: `1000 + i`,
    labels: `'{"host":"db-' || (i % 500) || '"}'`,
    links: `'[]'`,
    inner: `'{}'`,
  },
  pages: { state: `'ended'` },
  audit: { kind: `'incidents'`, action: `'acknowledge'`, before: 'null', after: 'null' },
  statements: { state: `'closed'`, user: `'person' || (i / 300)` },
};

function valueOf(
  table: string,
  { name, type, notnull }: Column,
  unique: ReadonlySet<string>,
  { until, rows }: { until: number; rows: number },
): string {
  const own = OF_TABLE[table]?.[name] ?? (unique.has(name) ? undefined : NAMED[name]);
  if (own !== undefined) return own;
  if (/_at$|^at$|due_at|_until|earliest|day$/.test(name) && notnull === 0) return 'null';
  if (/int/i.test(type)) {
    if (/end_at/.test(name)) return `${until} - (${rows} - i) * ${EVERY} + 60000`;
    return /at$|from|to$|day|next|delete_after/.test(name)
      ? `${until} - (${rows} - i) * ${EVERY}`
      : unique.has(name)
        ? 'i'
        : '1';
  }
  if (name === 'id' || unique.has(name))
    return NAMED[name] === undefined || name === 'id'
      ? `'00000000000000000000' || (10000000 + i)`
      : (NAMED[name] ?? '');
  return notnull === 0 ? 'null' : `'{}'`;
}

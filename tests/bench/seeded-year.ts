/** Fills a migrated database with a year of answered incidents, while no sidecar runs on it. */
import BetterSqlite from 'better-sqlite3';
import pg from 'pg';

export const TEAMS = 50;
export const PEOPLE = 4 * TEAMS;
const SPAN = 390 * 86_400_000;

const INNER = JSON.stringify({
  severityPinned: false,
  firing: [0, 0, 0, 0],
  routeUrgency: null,
  acknowledgedKind: null,
  acks: [],
  resolution: 'source',
  mergedInto: null,
  reopens: [],
  timers: {},
  run: null,
});

/** What the two databases say differently. */
interface Dialect {
  numbers: string;
  padded: string;
}

/**
 * Each incident with a step, a page, a delivery with its attempt, an answer after two minutes and a recovery after
 * ten; spread evenly over 390 days, 50 teams and 200 people.
 */
function statements({ numbers, padded }: Dialect, count: number, now: number): string[] {
  const id = `('0000000000000000000' || ${padded})`;
  const opened = `(${now - SPAN} + i * ${Math.floor(SPAN / (count + 1))})`;
  const team = `'t' || (i % ${TEAMS})`;
  const user = `'u' || (i % ${TEAMS} + ${TEAMS} * ((i / ${TEAMS}) % 4))`;
  const labels = `'{"alertname":"Disk full ' || (i % 500) || '","team":"' || ${team} || '"}'`;
  const insert = (table: string, columns: string, values: string) =>
    `insert into ${table} (${columns}) ${numbers} select ${values} from n`;
  const entry = (part: number, after: number, kind: string, actor: string, data: string) =>
    insert(
      'timeline',
      'id, incident, at, kind, actor, text, data',
      `${id} || '-${part}', ${id}, ${opened} + ${after}, '${kind}', ${actor}, 'Something happened to it.', ${data}`,
    );
  return [
    insert(
      'incidents',
      'id, number, integration, source, group_key, title, description, severity, severity_rank, urgency, state, exhausted, test, team, policy, labels, links, firing, total, opened_at, acknowledged_at, acknowledged_by, resolved_at, resolved_by, "inner", version, updated_at',
      `${id}, i, 'bench', 'webhook', 'old-' || i, 'Disk full ' || (i % 500), '', 'error', 2, 'urgent', 'resolved', 0, 0, ${team}, ${team}, ${labels}, '[]', 0, 1, ${opened}, ${opened} + 120000, ${user}, ${opened} + 600000, 'Bench', '${INNER}', 3, ${opened}`,
    ),
    entry(1, 0, 'opened', `'Bench'`, `'{"via":"source"}'`),
    entry(2, 1, 'step', 'null', `'{"step":0,"users":["' || ${user} || '"]}'`),
    entry(3, 120_000, 'acknowledged', user, `'{"via":"link"}'`),
    entry(4, 600_000, 'resolved', `'Bench'`, `'{"via":"source","resolution":"source"}'`),
    insert(
      'pages',
      'id, incident, "user", urgency, entry, step, state, started_at, ended_at, end_reason, "inner"',
      `${id}, ${id}, ${user}, 'urgent', 1, 0, 'ended', ${opened} + 1, ${opened} + 120000, 'answered', '{}'`,
    ),
    insert(
      'deliveries',
      'id, kind, incident, page, entry, "user", method, channel_kind, lane, rank, state, due_at, attempt, content, created_at, done_at',
      `${id}, 'page', ${id}, ${id}, 1, ${user}, 'sms', 'sms', 'sms', 3, 'done', ${opened} + 1, 1, '{}', ${opened} + 1, ${opened} + 4000`,
    ),
    insert('attempts', 'delivery, attempt, at, outcome, took_ms', `${id}, 1, ${opened} + 4000, 'done', 300`),
    `insert into meta (key, value) values ('incident_number', '${count}') on conflict (key) do update set value = excluded.value`,
  ];
}

/** @param url as VIGIE_DATABASE_URL takes it */
export async function seedYear(url: string, count: number, now: number): Promise<void> {
  if (url.startsWith('sqlite:')) {
    const db = new BetterSqlite(url.replace('sqlite:', ''));
    const numbers = `with recursive n(i) as (select 1 union all select i + 1 from n where i < ${count})`;
    db.pragma('synchronous = off');
    db.exec('begin');
    statements({ numbers, padded: `printf('%07d', i)` }, count, now).forEach((one) => void db.exec(one));
    db.exec('commit');
    db.close();
    return;
  }
  const client = new pg.Client(url);
  await client.connect();
  const numbers = `with n(i) as (select g from generate_series(1, ${count}::bigint) g)`;
  await client.query('begin');
  for (const one of statements({ numbers, padded: `lpad(i::text, 7, '0')` }, count, now)) {
    await client.query(one);
  }
  await client.query('commit');
  await client.query('analyze');
  await client.end();
}

/**
 * What a long history costs: how long until ready, the incident list, and taking new alerts with
 * 100,000 and 1,000,000 incidents stored, beside an empty database in the same run. SQLite; the rows
 * are written into its file while the sidecar stands still.
 */
import path from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { startSidecar, type Sidecar } from '../support/sidecar.ts';
import { figure, latencies, round } from './figures.ts';
import { expectOnly, load } from './load.ts';
import { ingestToken } from './subjects.ts';

const SIZES = [0, 100_000, 1_000_000];
const LISTS = 200;
const ALERTS = 6000;

const provisioning = `
apiVersion: 1
users: [{ login: ann, name: Ann, email: ann@example.com, timeZone: Europe/Paris }]
teams: [{ id: sre, name: SRE, members: [ann] }]
escalationPolicies:
  - { id: quiet, name: Quiet, team: sre, steps: [{ notify: [], wait: 1d }] }
integrations:
  - { id: bench, name: Bench, type: webhook, team: sre, token: ${ingestToken}, policy: quiet }
`;

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

/** Resolved incidents with their alert, key, signal and three timeline entries each. */
function seed(file: string, count: number): void {
  const db = new BetterSqlite(file);
  const numbers = `with recursive n(i) as (select 1 union all select i + 1 from n where i < ${count})`;
  const id = `printf('00000000000000000000%06d', i)`;
  const labels = `'{"host":"db-' || (i % 500) || '","team":"sre"}'`;
  db.exec('begin');
  db.exec(`insert into incidents (id, number, integration, source, group_key, title, description, severity, severity_rank, urgency, state, exhausted, test, team, policy, labels, links, firing, total, opened_at, resolved_at, resolved_by, "inner", version, updated_at)
    ${numbers} select ${id}, i, 'bench', 'webhook', 'old-' || i, 'Disk full on db-' || (i % 500), '', 'error', 2, 'default', 'resolved', 0, 0, 'sre', 'quiet', ${labels}, '[]', 0, 1, 1700000000000 + i, 1700000060000 + i, 'Bench', '${INNER}', 3, 1700000060000 + i from n`);
  db.exec(
    `insert into alerts (incident, fingerprint, status, severity, title, labels, links, first_at, last_at, count) ${numbers} select ${id}, 'f-' || i, 'resolved', 'error', 'Disk full', ${labels}, '[]', 1, 1, 1 from n`,
  );
  db.exec(
    `insert into incident_keys (integration, group_key, incident) ${numbers} select 'bench', 'old-' || i, ${id} from n`,
  );
  db.exec(
    `insert into signals (id, integration, received_at, fingerprint, group_key, status, severity, title, incident, decision, raw) ${numbers} select ${id}, 'bench', 1700000000000 + i, 'f-' || i, 'old-' || i, 'firing', 'error', 'Disk full', ${id}, 'opened', null from n`,
  );
  for (const part of [1, 2, 3]) {
    db.exec(
      `insert into timeline (id, incident, at, kind, actor, text, data) ${numbers} select ${id} || '-${part}', ${id}, 1700000000000 + i, 'alert', null, 'Something happened to this incident.', '{}' from n`,
    );
  }
  db.exec(
    `insert into meta (key, value) values ('incident_number', '${count}') on conflict (key) do update set value = excluded.value`,
  );
  db.exec('commit');
  db.close();
}

async function list(sidecar: Sidecar, query: string): Promise<number[]> {
  const times: number[] = [];
  for (let i = 0; i < LISTS; i++) {
    const started = performance.now();
    const answer = await sidecar.api('GET', `incidents?limit=50${query}`);
    if (answer.status !== 200) throw new Error(`the list answered ${answer.status}`);
    times.push(performance.now() - started);
  }
  return times;
}

let emptyRate = 0;
for (const stored of SIZES) {
  // Retention would take these old incidents away while they are measured.
  const sidecar = await startSidecar({
    provisioning,
    clock: 'system',
    env: { VIGIE_RETENTION_INCIDENTS: '3650d', VIGIE_RETENTION_PAYLOADS: '3650d' },
  });
  try {
    await sidecar.stop();
    if (stored > 0) seed(path.join(sidecar.folder, 'data/vigie.db'), stored);
    const started = performance.now();
    await sidecar.start();
    const ready = performance.now() - started;
    const all = latencies(await list(sidecar, ''));
    const open = latencies(await list(sidecar, '&state=open,acknowledged'));
    const body = (n: number) => JSON.stringify({ id: `new-${n}`, title: `Disk full on ${n}`, severity: 'warning' });
    const result = await load({
      origin: sidecar.url,
      path: `/in/${ingestToken}`,
      connections: 64,
      count: ALERTS,
      body,
    });
    expectOnly(result, 202);
    const rate = ALERTS / result.seconds;
    emptyRate ||= rate;
    figure('stored', `vigie on SQLite, ${stored} incidents`, {
      readyMs: round(ready),
      listP99: all.p99,
      listOpenP99: open.p99,
      alertsPerSecond: round(rate),
      slower: round(emptyRate / rate),
    });
  } finally {
    await sidecar.remove();
  }
}

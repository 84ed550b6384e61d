/**
 * What a long history costs: how long until ready, the incident list, and taking new alerts with
 * 100,000 and 1,000,000 incidents stored, beside an empty database in the same run. SQLite; the rows
 * are written into its file while the sidecar stands still.
 */
import path from 'node:path';
import { changeRows } from '../stories/rows.ts';
import { startSidecar, type Sidecar } from '../support/sidecar.ts';
import { figure, latencies, round } from './figures.ts';
import { expectOnly, load } from './load.ts';
import { longHistory } from './long-history.ts';
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

/** Old enough that nothing looks at them. */
const history = (incidents: number) =>
  longHistory({ incidents, every: 1, until: 1_700_000_000_000, teams: 0, integrations: 0, people: 0 });

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
    const url = `sqlite:${path.join(sidecar.folder, 'data/vigie.db')}`;
    for (const statement of stored === 0 ? [] : history(stored)) await changeRows(url, statement);
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

/** What was stored acts later: on whoever reads it, on alerts that are sent to it, and on alerts of others. */
import { setTimeout as pause } from 'node:timers/promises';
import { API } from '../../backend-shim/http/entrance/entrance.ts';
import type { Field, Outcome } from './attacks.ts';
import { measured } from './attacks.ts';
import type { Making } from './generate/texts.ts';
import { Input } from './generate/body.ts';
import { nameOf, queryOf } from './registered.ts';
import type { Aim, Sent } from './requests.ts';

/** ms in which an alert that was taken is paged. */
const PAGED = 60;
const READS = 6;

/** @param by who stored it, where `sent` says that it was */
export async function followUp(
  field: Field,
  outcome: Outcome,
  by: Aim,
  sent: Sent,
  making: Making,
  seed: string,
): Promise<void> {
  if (by.route.method !== 'POST' || sent.status !== 201) return;
  const { id, login = id, token } = JSON.parse(sent.text) as { id?: string; login?: string; token?: string };
  if (login === undefined) return;
  if (token !== undefined && by.name === 'POST /integrations') await alertsFor(field, outcome, by, token, seed);
  await nextAlert(field, outcome, by, seed);
  const own = `${by.route.url}/:`;
  const reads = field.routes.filter(({ method, url }) => method === 'GET' && url.startsWith(own)).slice(0, READS);
  for (const route of reads) {
    const query = route.query === null ? '' : `?${queryOf(new Input(route.query, making).value())}`;
    const path = `${by.path}/${encodeURIComponent(login)}${route.url.slice(own.length).replace(/^\w+/, '')}${query}`;
    await measured(field, outcome, { ...by, route, path }, null, `${nameOf(route)} of it, seed "${seed}"`);
  }
  const gone = { ...by.route, method: 'DELETE', url: `${API}/gone` };
  await measured(
    field,
    outcome,
    { ...by, route: gone, path: `${by.path}/${encodeURIComponent(login)}` },
    null,
    'deleted',
  );
}

let alerts = 0;

/** An alert of somebody else meets what was stored. */
async function nextAlert(field: Field, outcome: Outcome, by: Aim, seed: string): Promise<void> {
  const path = '/in/ingest-token-of-sre-123456';
  const message = 'no space left on device /dev/sda1 '.repeat(28);
  const labels = { alertname: 'DiskFull', host: 'db-1.example.com', message };
  const body = JSON.stringify({ id: `next-${alerts++}`, title: 'Disk full', severity: 'critical', labels });
  const aim = { ...by, route: { ...by.route, url: path }, path, headers: { 'Content-Type': 'application/json' } };
  await measured(field, outcome, aim, body, `the next alert of others, seed "${seed}"`);
  await pause(PAGED);
  const turn = await field.gauge.turn();
  if (turn > outcome.turn) Object.assign(outcome, { turn, worst: `after the next alert of others, seed "${seed}"` });
}

/** What the holder of its token may send. */
async function alertsFor(field: Field, outcome: Outcome, by: Aim, token: string, seed: string): Promise<void> {
  const words = (count: number) => 'e 9 i '.repeat(count);
  const alerts = [
    { title: 'small', message: words(10) },
    { title: words(10), message: words(300_000), details: words(100_000), labels: { host: words(1_000) } },
    { title: words(30), message: words(1_500), labels: { host: words(1_500), alertname: words(1_500) } },
  ];
  for (const [i, alert] of alerts.entries()) {
    const path = `/in/${token}`;
    const route = { ...by.route, url: path };
    const headers = { 'Content-Type': 'application/json' };
    const body = JSON.stringify({ id: `hostile-${i}`, status: 'firing', severity: 'error', ...alert });
    await measured(field, outcome, { ...by, route, path, headers }, body, `alert ${i} to it, seed "${seed}"`);
  }
}

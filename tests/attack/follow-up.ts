/** What was stored acts later: on whoever reads it, on alerts that are sent to it, and on alerts of others. */
import { createHmac } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Field, Outcome } from './attacks.ts';
import { measured, note } from './attacks.ts';
import type { Making } from './generate/texts.ts';
import { Input } from './generate/body.ts';
import { nameOf, queryOf } from './registered.ts';
import type { Aim, Sent } from './requests.ts';

/** ms in which an alert that was taken is paged. */
const PAGED = 60;
const READS = 6;

export interface Stored {
  /** Who stored it. */
  by: Aim;
  sent: Sent;
  /** The body that was sent. */
  stored: string | null;
  making: Making;
  seed: string;
}

/** Nothing where nothing was stored. */
export async function followUp(field: Field, outcome: Outcome, one: Stored): Promise<void> {
  const { by, sent, making, seed } = one;
  if (by.route.method === 'PUT' && sent.status === 200) await afterChange(field, outcome, one);
  if (by.route.method !== 'POST' || sent.status !== 201) return;
  const { id, login = id, token } = JSON.parse(sent.text) as { id?: string; login?: string; token?: string };
  if (login === undefined) return;
  if (token !== undefined && by.name.startsWith('POST /integrations')) await alertsFor(field, outcome, one, token);
  await nextAlert(field, outcome, by, seed);
  const own = `${by.route.url}/:`;
  const reads = field.routes.filter(({ method, url }) => method === 'GET' && url.startsWith(own)).slice(0, READS);
  for (const route of reads) {
    const query = route.query === null ? '' : `?${queryOf(new Input(route.query, making).value())}`;
    const path = `${by.path}/${encodeURIComponent(login)}${route.url.slice(own.length).replace(/^\w+/, '')}${query}`;
    await measured(field, outcome, { ...by, route, path }, null, `${nameOf(route)} of it`, seed);
  }
  const route = { ...by.route, method: 'DELETE' };
  await measured(
    field,
    outcome,
    { ...by, route, path: `${by.path}/${encodeURIComponent(login)}` },
    null,
    'deleted',
    seed,
  );
}

/** It stays as it was changed. */
async function afterChange(field: Field, outcome: Outcome, { by, making, seed }: Stored): Promise<void> {
  await nextAlert(field, outcome, by, seed);
  const { url } = by.route;
  const reads = field.routes.filter(
    (one) => one.method === 'GET' && (one.url === url || one.url.startsWith(`${url}/`)),
  );
  for (const route of reads.filter((one) => !one.url.slice(url.length).includes(':')).slice(0, READS)) {
    const query = route.query === null ? '' : `?${queryOf(new Input(route.query, making).value())}`;
    const path = by.path + route.url.slice(url.length) + query;
    await measured(field, outcome, { ...by, route, path }, null, `${nameOf(route)} of it`, seed);
  }
}

let alerts = 0;

/** An alert of somebody else meets what was stored. */
async function nextAlert(field: Field, outcome: Outcome, by: Aim, seed: string): Promise<void> {
  const path = '/in/ingest-token-of-sre-123456';
  const message = 'no space left on device /dev/sda1 '.repeat(28);
  const labels = { alertname: 'DiskFull', host: 'db-1.example.com', message };
  const body = JSON.stringify({ id: `next-${alerts++}`, title: 'Disk full', severity: 'critical', labels });
  const aim = { ...by, path, headers: { 'Content-Type': 'application/json' } };
  await measured(field, outcome, aim, body, 'the next alert of others', seed);
  await pause(PAGED);
  note(outcome, await field.gauge.turn(), 'after the next alert of others', body.length, seed);
}

const words = (count: number): string => 'e 9 i '.repeat(count);
const HOSTILE_ALERTS = [
  { title: 'small', message: words(10) },
  { title: words(10), message: words(300_000), details: words(100_000), labels: { host: words(1_000) } },
  { title: words(30), message: words(1_500), labels: { host: words(1_500), alertname: words(1_500) } },
];

/** What the holder of its token may send. */
async function alertsFor(field: Field, outcome: Outcome, { by, stored, seed }: Stored, token: string): Promise<void> {
  for (const [i, alert] of HOSTILE_ALERTS.entries()) {
    const body = JSON.stringify({ id: `hostile-${i}`, status: 'firing', severity: 'error', ...alert });
    const headers = { 'Content-Type': 'application/json', ...signed(stored ?? '{}', body) };
    await measured(field, outcome, { ...by, path: `/in/${token}`, headers }, body, `alert ${i} to it`, seed);
  }
}

/** As the integration asks for it. */
function signed(integration: string, body: string): Record<string, string> {
  const { hmac } = JSON.parse(integration) as {
    hmac?: { secret: string; header?: string; timestampHeader?: string | null };
  };
  if (!hmac) return {};
  const { secret, header = 'X-Grafana-Alerting-Signature', timestampHeader } = hmac;
  const at = String(Math.floor(Date.now() / 1000));
  const covered = timestampHeader ? `${at}:${body}` : body;
  const signature = createHmac('sha256', secret).update(covered).digest('hex');
  return { [header]: signature, ...(timestampHeader && { [timestampHeader]: at }) };
}

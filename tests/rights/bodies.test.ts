/** Requests that would be carried out × everybody who may knock: rules that read the body, and whom it concerns. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startGrafana } from '../support/grafana.ts';
import type { Grafana } from '../support/grafana.ts';
import { startSidecar } from '../support/sidecar.ts';
import type { Answer, Sidecar } from '../support/sidecar.ts';
import { DECIDED, profile, unit } from './bodies.ts';
import { openDoors, provisioning } from './cast.ts';
import type { Door } from './cast.ts';
import { CALLERS } from './expected.ts';
import type { CallerName } from './expected.ts';

let grafana: Grafana;
let sidecar: Sidecar;
let doors: ReadonlyMap<CallerName, Door>;
let made = 0;

beforeAll(async () => {
  grafana = await startGrafana();
  sidecar = await startSidecar({ provisioning, env: { VIGIE_GRAFANA_URL: grafana.url } });
  doors = await openDoors(sidecar, grafana);
  const sync = { url: 'https://zabbix.example.com/api', token: 'secret-of-zabbix' };
  const window = { id: 'shared', timeZone: 'UTC', windows: [{ days: ['daily'], from: '08:00', to: '18:00' }] };
  const policy = (team: string) => ({ id: `hours-${team}`, team, steps: [{ notify: [], when: 'shared', wait: '5m' }] });
  const zabbix = { id: 'zabbix', type: 'zabbix', name: 'Zabbix', team: 'sre', policy: 'sre', sync };
  for (const [path, body] of [
    ['time-windows', window],
    ['policies', policy('sre')],
    ['policies', policy('db')],
    ['integrations', zabbix],
    ['units', unit],
  ] as const) {
    const answer = await sidecar.api('POST', path, body);
    expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  }
  for (const [name, body] of [
    ['hr', { ...profile, id: 'dee' }],
    ['otherHr', { ...profile, id: 'ben', user: 'ben', unit: 'lab' }],
  ] as const) {
    const { token, headers } = doors.get(name) as Door;
    const answer = await sidecar.api('POST', 'work-profiles', body, { token, headers });
    expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  }
});
afterAll(async () => {
  await sidecar?.remove();
  await grafana?.stop();
});

async function opened(token: string): Promise<string> {
  const { body } = await sidecar.ingest<{ incidents: string[] }>(token, {
    title: 'Disk full',
    id: `disk-${(made += 1)}`,
  });
  return body.incidents[0] ?? 'none';
}

/** With incidents of this caller’s own, so that nothing depends on what somebody did before. */
async function ask(request: string, body: object | undefined, { token, headers }: Door): Promise<Answer<unknown>> {
  let text = JSON.stringify({ request, body });
  for (const [name, ingest] of [
    [':incident', 'sre'],
    [':other', 'sre'],
    [':foreign', 'db'],
  ] as const) {
    text = text.includes(name) ? text.replaceAll(name, await opened(`ingest-token-of-${ingest}-123456`)) : text;
  }
  text = text.replaceAll(':made', String((made += 1)));
  const { request: filled, body: sent } = JSON.parse(text) as { request: string; body?: object };
  const [method = '', path = ''] = filled.split(' ');
  return sidecar.api(method, path, sent, { token, headers });
}

it.each(DECIDED)('$request: $what', async ({ request, body, who }) => {
  const answers = new Map<CallerName, Answer<unknown>>();
  for (const name of CALLERS) {
    answers.set(name, await ask(request, body, doors.get(name) as Door));
  }
  const told = JSON.stringify(
    [...answers].map(([name, { status, body: said }]) => [name, status, status < 300 ? null : said]),
  );
  expect(
    CALLERS.filter((name) => answers.get(name)?.status !== 403),
    told,
  ).toEqual(CALLERS.filter((name) => who.includes(name)));
  // What a file states is read-only; everything else was carried out, so the bodies are as they should be.
  const odd = [...answers.values()].filter(({ status }) => ![200, 201, 403, 409].includes(status));
  expect(odd.length, told).toBe(0);
});

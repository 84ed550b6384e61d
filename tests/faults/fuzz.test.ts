/** Random and malicious input on every door: never a 500, never a hang, memory bounded, and paging goes on. */
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { kills } from '../support/depth.ts';
import { startSidecar, type Sidecar } from '../support/sidecar.ts';
import { capture, captures } from '../captures/load.ts';
import { bodyFor, filled, OBJECTS, QUERIES, type Known } from './api-shapes.ts';
import { MAILS, MONSTERS, mutate, scramble, type FuzzPayload } from './payloads.ts';
import { seededChance } from './storm.ts';

const KINDS = [
  'grafana',
  'alertmanager',
  'zabbix',
  'nagios',
  'icinga2',
  'pagerduty',
  'opsgenie',
  'webhook',
  'email',
  'snmp',
  'heartbeat',
] as const;
const token = (kind: string) => `fuzz-token-0123456789-${kind}`;
/** Per door: short in `npm test`, ten times that in `npm run test:faults`. */
const ROUNDS = 4 * kills;
const SLOWEST_MS = 10_000;
const MOST_MB = 900;

const template = '{ title: "{{ title }}{% for i in (1..100000000) %}{{ i }}{% endfor %}" }';
const provisioning = `apiVersion: 1
users: [{ login: ann, name: Ann }]
teams: [{ id: sre, name: SRE, members: [ann] }]
escalationPolicies:
  - { id: quiet, name: Quiet, team: sre, steps: [{ notify: [], wait: 1d }] }
integrations:
${KINDS.map((kind) => `  - { id: ${kind}, name: ${kind}, type: ${kind}, token: ${token(kind)}, policy: quiet, routes: [{ match: ['service=~"(a+)+$"', 'host=~"(\\\\s*)*x"'], policy: quiet }]${kind === 'heartbeat' ? ', heartbeat: { every: 1h, grace: 1h }' : ''} }`).join('\n')}
  - { id: loop, name: Loop, type: webhook, token: ${token('loop')}, policy: quiet, template: ${template} }
`;

describe('fuzz', () => {
  let sidecar: Sidecar;
  beforeEach(async () => {
    sidecar = await startSidecar({
      provisioning,
      clock: 'system',
      env: { VIGIE_COMPAT: 'oncall,pagerduty,opsgenie' },
    });
  });
  afterEach(() => sidecar.remove());

  const send = async (
    what: string,
    method: string,
    route: string,
    payload: FuzzPayload,
    options: { token?: string | null } = {},
  ): Promise<number> => {
    const started = performance.now();
    const { status, body } = await sidecar.request(method, route, method === 'GET' ? undefined : payload.body, {
      headers: payload.headers,
      ...options,
    });
    expect(
      status,
      `${what}: ${method} ${route} answered ${status}: ${JSON.stringify(body).slice(0, 300)}\n${JSON.stringify(sidecar.errors.at(-1))?.slice(0, 1500)}`,
    ).not.toBe(500);
    expect(performance.now() - started, `${what}: ${method} ${route} took too long`).toBeLessThan(SLOWEST_MS);
    return status;
  };

  const expectWell = async () => {
    expect((await sidecar.request('GET', '/readyz')).status).toBe(200);
    expect((await sidecar.api('GET', 'incidents?limit=50')).status).toBe(200);
    expect(residentMb(sidecar.pid)).toBeLessThan(MOST_MB);
    expect(sidecar.errors).toEqual([]);
  };

  it.each(KINDS)('%s: monsters', async (kind) => {
    for (const [name, payload] of Object.entries(MONSTERS)) {
      const status = await send(name, 'POST', `/in/${token(kind)}`, payload, { token: null });
      expect([202, 400, 413, 415], name).toContain(status);
    }
    await expectWell();
  });

  const genie = { Authorization: `GenieKey ${token('opsgenie')}` };
  it.each([
    ['/v2/enqueue', { 'X-Routing-Key': token('pagerduty') }],
    ['/v2/change/enqueue', { 'X-Routing-Key': token('pagerduty') }],
    ['/v2/alerts', genie],
    ['/v2/alerts/x/snooze?identifierType=alias', genie],
    ['/v2/alerts/9e99/acknowledge?identifierType=tiny', genie],
    ['/v2/alerts/%00/notes?identifierType=id&identifierType=alias', genie],
    [`/integrations/v1/webhook/${token('webhook')}/`, {}],
  ])('%s of another pager: monsters', async (path, headers) => {
    for (const [name, payload] of Object.entries(MONSTERS)) {
      const sent = { ...payload, headers: { ...payload.headers, ...headers } };
      expect([202, 400, 413, 415, 422], name).toContain(await send(name, 'POST', path, sent, { token: null }));
    }
    await expectWell();
  });

  it('real payloads, changed at random', async () => {
    const chance = seededChance('fuzz of captures');
    const pick = <T>(list: readonly T[]): T => list[Math.floor(chance() * list.length)] as T;
    const files = ['alertmanager', 'grafana', 'grafana-12.4', 'icinga2', 'nagios', 'zabbix'].flatMap((product) =>
      captures(product),
    );
    for (let round = 0; round < ROUNDS; round++) {
      const file = pick(files);
      const kind = chance() < 0.9 ? (file.split('/')[0] as string) : pick(KINDS);
      const body = JSON.stringify(mutate(capture(file).body, chance)) ?? 'null';
      await send(
        file,
        'POST',
        `/in/${token(kind)}`,
        {
          body: chance() < 0.05 ? body.slice(0, Math.floor(chance() * body.length)) : body,
          headers: { 'content-type': 'application/json' },
        },
        { token: null },
      );
    }
    await expectWell();
  });

  it('mails, changed at random', async () => {
    const chance = seededChance('fuzz of mails');
    const pick = <T>(list: readonly T[]): T => list[Math.floor(chance() * list.length)] as T;
    for (let round = 0; round < ROUNDS; round++) {
      const status = await send(
        'mail',
        'POST',
        `/in/${token('email')}`,
        { body: scramble(pick(MAILS), chance), headers: { 'content-type': 'message/rfc822' } },
        { token: null },
      );
      expect([202, 400], String(status)).toContain(status);
    }
    await expectWell();
  });

  it('a template that loops without end is cut off', async () => {
    await send(
      'loop',
      'POST',
      `/in/${token('loop')}`,
      { body: '{"title":"x"}', headers: { 'content-type': 'application/json' } },
      { token: null },
    );
    await expectWell();
  });

  it('every route of the API', async () => {
    const chance = seededChance('fuzz of the API');
    const { body: api } = await sidecar.request<{ paths: Record<string, Record<string, unknown>> }>(
      'GET',
      '/openapi.json',
    );
    const routes = Object.entries(api.paths).flatMap(([route, methods]) =>
      Object.keys(methods).map((method) => ({ route, method: method.toUpperCase() })),
    );
    expect(routes.length).toBeGreaterThan(20);
    const ids = ['x', '%00', '..%2f..', '__proto__', "';--", 'a'.repeat(2000), '-1', '%ff', '{}'];
    const queries = [
      '',
      '?limit=-1',
      '?limit=1e9',
      '?cursor=%00',
      '?from=x&to=y',
      '?state[]=open',
      '?q=%25_%5C',
      '?at=9999999999999',
      '?from=0001-01-01T00:00:00Z&to=9999-12-31T00:00:00Z',
      '?state=__proto__',
    ];
    const bodies = [
      {},
      [],
      null,
      1,
      'x',
      { __proto__: 1 },
      { kind: 'note', text: 'x' },
      { for: '99999999d' },
      { until: '9999-99-99' },
      { users: ['x'] },
      { ids: ['x'], command: 'acknowledge' },
      { from: 'x', to: {} },
    ];
    const pick = <T>(list: readonly T[]): T => list[Math.floor(chance() * list.length)] as T;
    const known = await furnish(sidecar);
    const odd = () => (chance() < 0.25 ? pick(ids) : null);
    const reached = new Set<string>();
    // Deletions last: what is gone is no way in.
    const order = routes
      .filter(({ route }) => !/events/.test(route))
      .sort((a, b) => Number(a.method === 'DELETE') - Number(b.method === 'DELETE'));
    for (const { route, method } of order) {
      for (let round = 0; round < Math.max(6, ROUNDS / 20); round++) {
        const query = chance() < 0.7 ? (QUERIES[route] ?? '') : pick(queries);
        const body = chance() < 0.75 ? bodyFor(route, known) : pick(bodies);
        const text = JSON.stringify(chance() < 0.4 ? body : mutate(body, chance)) ?? 'null';
        const status = await send('fuzz', method, filled(route, known, odd) + query, {
          body: chance() < 0.1 ? text.slice(1) : text,
          headers: { 'content-type': 'application/json' },
        });
        reached.add(status < 300 ? `${method} ${route}` : '');
      }
    }
    // Else it would only be tried how bodies are refused.
    expect(reached.size, [...reached].join('\n')).toBeGreaterThan(order.length / 2);
    await expectWell();
  });
});

/** Something of everything. */
async function furnish(sidecar: Sidecar): Promise<Known> {
  const known: Record<string, string> = { users: 'ben', 'contact-methods': 'mail', overrides: 'o' };
  for (const resource of Object.keys(OBJECTS)) {
    const made = await sidecar.api<{ id?: string }>('POST', resource, bodyFor(`/api/v1/${resource}`, known));
    expect(made.status, `${resource}: ${JSON.stringify(made.body)}`).toBe(201);
    known[resource] ??= made.body.id ?? '';
  }
  return known;
}

function residentMb(pid: number): number {
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
}

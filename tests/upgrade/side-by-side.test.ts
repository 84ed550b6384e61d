/** While an upgrade lasts, the version before and this one share a PostgreSQL: nothing is lost, neither fails, whichever came first and whichever goes. */
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, expect, it } from 'vitest';
import type { IncidentWire } from '#contract/incidents/incident';
import { onPostgres } from '../support/databases.ts';
import { startSidecar } from '../support/sidecar.ts';
import type { Sidecar } from '../support/sidecar.ts';
import { until } from '../support/waiting.ts';
import { startWebhookSink } from '../support/webhook-sink.ts';
import type { WebhookSink } from '../support/webhook-sink.ts';
import { expectNothingLost, pagesOf, startStorm, stormProvisioning } from '../faults/storm.ts';
import type { Storm } from '../faults/storm.ts';
import { RELEASED } from './databases.ts';
import { getRoutes, isAnswered, serveAll } from './served.ts';

/** A release runs beside the one before it. */
const BEFORE = RELEASED.at(-1) ?? '';
/** Of one sidecar at one moment: what it was sending when it was killed is sent again, under the same key. */
const MOST_IN_FLIGHT = 64;

onPostgres(`Beside ${BEFORE}, this version`, (database) => {
  let sink: WebhookSink;
  let databaseUrl: string;
  let old: Sidecar;
  let fresh: Sidecar;
  const start = (release?: string) =>
    startSidecar({
      ...(release === undefined ? {} : { release }),
      provisioning: stormProvisioning(sink),
      databaseUrl,
      clock: 'system',
    });

  const running: Sidecar[] = [];
  async function end(): Promise<void> {
    await Promise.all(running.splice(0).map((sidecar) => sidecar.remove()));
    await sink.stop();
  }
  afterAll(end);

  for (const [title, oldIsFirst] of [
    ['started second', true],
    ['started first', false],
  ] as const) {
    const survivor = () => (oldIsFirst ? fresh : old);
    const killed = () => (oldIsFirst ? old : fresh);
    let storm: Storm;

    it(`${title}: both take alerts, page, answer and show everything`, async () => {
      sink = await startWebhookSink();
      databaseUrl = await database.fresh();
      const targets = [await start(oldIsFirst ? BEFORE : undefined)];
      storm = startStorm(targets, 4, 100);
      await pause(1000);
      const [one] = targets;
      const other = await start(oldIsFirst ? undefined : BEFORE);
      targets.push(other);
      [old, fresh] = oldIsFirst ? [one as Sidecar, other] : [other, one as Sidecar];
      running.push(old, fresh);
      await Promise.all([answer(old, fresh, storm, sink), look(old), look(fresh), write(old, fresh)]);
      expect(pagesOf(sink.items).repeats).toBe(0);
      for (const sidecar of [old, fresh]) {
        expect(sidecar.errors).toEqual([]);
        expect(
          sidecar.log.some(({ msg }) => msg === 'delivery attempted'),
          'sends its share',
        ).toBe(true);
      }
    }, 120_000);

    it(`${title}: ${oldIsFirst ? BEFORE : 'this version'} is killed, the other goes on, nothing is lost`, async () => {
      await killed().kill9();
      await pause(1000);
      await storm.stop();
      const { incidents, repeats } = await expectNothingLost(survivor(), sink, [storm]);
      expect(incidents).toBeGreaterThan(50);
      expect(repeats).toBeLessThan(MOST_IN_FLIGHT);
      expect(survivor().errors).toEqual([]);
      await end();
    }, 120_000);
  }
});

/** Incidents whose pages have all come are acknowledged through one and resolved through the other, in turn. */
async function answer(old: Sidecar, fresh: Sidecar, storm: Storm, sink: WebhookSink): Promise<void> {
  for (let n = 0; n < 10; n++) {
    const [mine, theirs] = n % 2 === 0 ? [old, fresh] : [fresh, old];
    const { incident: id } = await until('another incident was reported', () => storm.accepted[n * 2]);
    await until('both were paged', () => ['ann', 'ben'].every((who) => pagesOf(sink.items).keys.has(`${id} ${who}`)));
    const acknowledged = await mine.api<IncidentWire>('POST', `incidents/${id}/acknowledge`);
    expect([acknowledged.status, acknowledged.body.state]).toEqual([200, 'acknowledged']);
    expect((await theirs.api<IncidentWire>('GET', `incidents/${id}`)).body.state).toBe('acknowledged');
    const resolved = await theirs.api<IncidentWire>('POST', `incidents/${id}/resolve`);
    expect([resolved.status, resolved.body.state]).toEqual([200, 'resolved']);
  }
}

/** Lists and objects, incidents of this moment among them. */
async function look(sidecar: Sidecar): Promise<void> {
  const routes = (await getRoutes(sidecar)).filter((route) => !route.startsWith('/api/v1/incidents/'));
  const { body } = await sidecar.api<{ items: IncidentWire[] }>('GET', 'incidents?limit=5');
  const ofIncidents = body.items.flatMap(({ id }) =>
    ['', '/timeline', '/pages', '/alerts', '/updates', '/sync'].map((part) => `incidents/${id}${part}`),
  );
  const answers = [
    ...(await serveAll(sidecar, routes)),
    ...(await Promise.all(ofIncidents.map(async (route) => ({ route, ...(await sidecar.api('GET', route)) })))),
  ];
  expect(answers.filter((one) => !isAnswered(one))).toEqual([]);
}

/** Each changes what the other made: neither fails, and what was changed counts in both within a moment. */
async function write(old: Sidecar, fresh: Sidecar): Promise<void> {
  const rota = {
    id: 'shared',
    name: 'Shared',
    team: 'sre',
    timeZone: 'UTC',
    layers: [
      { id: 'week', rotation: { every: 1, unit: 'week', start: '2026-03-02T00:00' }, participants: [['ann'], ['ben']] },
    ],
  };
  for (const [one, other, id] of [
    [old, fresh, 'by-old'],
    [fresh, old, 'by-new'],
  ] as const) {
    expect((await one.api('POST', 'rotas', { ...rota, id })).status).toBe(201);
    expect((await one.api('POST', 'policies', { id, team: 'sre', steps: [{ notify: [{ rota: id }] }] })).status).toBe(
      201,
    );
    expect((await one.api('POST', 'users', { login: id, name: id, email: `${id}@example.com` })).status).toBe(201);
    for (const route of [`rotas/${id}`, `policies/${id}`, `users/${id}`]) {
      const { body, headers } = await other.api<object>('GET', route);
      const { status, body: said } = await other.api('PUT', route, body, {
        headers: { 'If-Match': headers.get('etag') ?? '' },
      });
      expect(status, `${route}: ${JSON.stringify(said)}`).toBe(200);
    }
  }
}

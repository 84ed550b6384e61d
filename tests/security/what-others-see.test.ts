/**
 * What people who are not concerned see of others: names and who is on call, never addresses or why somebody is
 * away. Every GET route, the previews, CSV, the event stream and calendars are asked, through Grafana's plugin route.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { onEachDatabase } from '../support/databases.ts';
import { listen } from '../support/event-stream.ts';
import { startGrafana } from '../support/grafana.ts';
import type { Grafana } from '../support/grafana.ts';
import { startSidecar, way } from '../support/sidecar.ts';
import type { Sidecar } from '../support/sidecar.ts';
import { until } from '../support/waiting.ts';
import { openDoors, provisioning as cast } from '../rights/cast.ts';
import type { Door } from '../rights/cast.ts';
import { EXPECTED } from '../rights/expected.ts';
import type { CallerName } from '../rights/expected.ts';

/** Nothing listens at either. The host of a calendar is shown to everybody, that of a person's hook is not. */
const [NOWHERE, HOOK] = ['http://127.0.0.1:9', 'http://127.0.0.1:7/path-of-ann'];
/** Ann is on call and ill; she is paged, in vain. Her calendar, her room and her monitor have secrets, too. */
const provisioning = cast
  .replace(
    '{ login: ann, email: ann@example.com }',
    `{ login: ann, name: Ann Martin, email: ann@private.invalid, contactMethods: [ { id: hook, type: webhook, to: "${HOOK}" }, { id: mail, type: email, to: ann@private.invalid } ], notificationRules: { default: [ { method: hook }, { method: mail } ], urgent: [ { method: hook } ] } }`,
  )
  .replace(
    'start: 2026-05-01T00:00, end: 2026-05-02T00:00, timeZone: UTC } ]\ncalendars',
    'start: 2026-01-01T00:00, end: 2026-01-03T00:00, timeZone: UTC, kind: sick, note: "The flu" } ]\ncalendars',
  )
  .replace('participants: [[cleo]]', 'participants: [[ann]]')
  .replace('https://calendar.invalid', NOWHERE)
  .replace('https://chat.example.com', NOWHERE);

const ADDRESSES = [/private\.invalid/, /127\.0\.0\.1:7\b/, /path-of-ann/, /secret-path/, /ingest-token-of-sre/];
const WHY = [/The flu/, /"sick"/, /\bill\b/];
const FORBIDDEN = [...ADDRESSES, ...WHY];
/** Who are not of her team, and what is no person. */
const STRANGERS: readonly CallerName[] = ['viewer', 'otherEditor', 'anonymous', 'serviceAccount', 'readToken'];
const DAYS = 'from=2026-01-01T00:00:00Z&to=2026-01-03T00:00:00Z';
const FILES = [`duties?format=csv&${DAYS}`, 'interventions?format=csv'];

onEachDatabase('What others see', (database) => {
  let grafana: Grafana;
  let sidecar: Sidecar;
  let doors: ReadonlyMap<CallerName, Door>;
  let incident = '';

  beforeAll(async () => {
    grafana = await startGrafana();
    sidecar = await startSidecar({
      provisioning,
      databaseUrl: await database.fresh(),
      env: { VIGIE_GRAFANA_URL: grafana.url },
    });
    doors = await openDoors(sidecar, grafana);
    const opened = await sidecar.ingest<{ incidents: string[] }>('ingest-token-of-sre-123456', {
      title: 'Disk full',
      id: 'disk',
    });
    incident = opened.body.incidents[0] ?? '';
    await sidecar.advance('1m');
    expect((await sidecar.api('POST', 'rotas/sre/handoff-notes', { text: 'Quiet' })).status).toBe(201);
    // Ann has a work profile: Admins enter no work of hers.
    const worked = await ask('member', 'POST', 'interventions', {
      incident,
      user: 'ann',
      start: '2025-12-31T01:00:00Z',
      end: '2025-12-31T02:00:00Z',
      note: 'Looked at it',
    });
    expect(worked.status, worked.text).toBe(201);
  });
  afterAll(async () => {
    await sidecar?.remove();
    await grafana?.stop();
  });

  /** @returns the text of the answer */
  const ask = async (
    name: CallerName,
    method: string,
    path: string,
    body?: object,
  ): Promise<{ status: number; text: string; type: string }> => {
    const { path: address, headers, token } = way(path.replace(':incident', incident), doors.get(name));
    const response = await fetch(sidecar.url + address, {
      method,
      headers: { ...headers, Authorization: `Bearer ${token}`, ...(body && { 'Content-Type': 'application/json' }) },
      body: body ? JSON.stringify(body) : null,
    });
    return { status: response.status, text: await response.text(), type: response.headers.get('content-type') ?? '' };
  };
  const found = (text: string, forbidden = FORBIDDEN) => forbidden.filter((pattern) => pattern.test(text)).map(String);

  const gets = EXPECTED.filter(({ route }) => route.startsWith('GET ') && route !== 'GET /events').map(({ path }) =>
    path.replace(/from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z/, DAYS),
  );
  const paths = [...gets, `rotas/sre/health?${DAYS}`, `on-call?at=2026-01-01T06:00:00Z`, ...FILES];

  it('the secrets that nobody else may see are there: Ann and Admins see them', async () => {
    const own = (
      await Promise.all(['users/ann', 'absences/away', 'users/ann/export'].map((path) => ask('member', 'GET', path)))
    )
      .map(({ text }) => text)
      .join('\n');
    expect([HOOK, 'ann@private.invalid', 'The flu', '"sick"'].filter((secret) => !own.includes(secret))).toEqual([]);
    expect((await ask('admin', 'GET', 'integrations/sre')).text).toContain('ingest-token-of-sre');
  });

  it.each(STRANGERS)('%s: no answer of any list or object has them', async (name) => {
    const leaks: Record<string, string[]> = {};
    let answered = 0;
    for (const path of paths) {
      const { status, text } = await ask(name, 'GET', path);
      answered += status === 200 ? 1 : 0;
      expect(status, path).toBeLessThan(500);
      const leaked = found(text);
      if (leaked.length > 0) {
        leaks[path] = leaked;
      }
    }
    expect(leaks, JSON.stringify(leaks)).toEqual({});
    expect(answered).toBeGreaterThan(40);
  });

  it.each(STRANGERS)('%s: nor any preview', async (name) => {
    const rota = {
      id: 'sre',
      name: 'Nights',
      team: 'sre',
      timeZone: 'UTC',
      layers: [
        { id: 'a', participants: [['ann'], ['cleo']], rotation: { every: 1, unit: 'day', start: '2026-01-01T00:00' } },
      ],
    };
    for (const [path, body] of [
      ['policies/preview', { policy: 'sre', alert: { severity: 'error' } }],
      ['policies/preview', { policy: { name: 'Own', steps: [{ notify: [{ user: 'ann' }], wait: '5m' }] } }],
      ['rotas/preview', { rota, from: '2026-01-01T00:00:00Z', to: '2026-01-03T00:00:00Z' }],
    ] as const) {
      const { status, text } = await ask(name, 'POST', path, body);
      expect([path, status]).toEqual([path, 200]);
      expect(text).toContain('ann');
      expect([path, found(text)]).toEqual([path, []]);
    }
  });

  describe('through Grafana’s plugin route', () => {
    it.each<[CallerName, number, number]>([
      ['viewer', 200, 403],
      ['anonymous', 200, 403],
      ['serviceAccount', 200, 403],
      ['editor', 200, 200],
      ['admin', 200, 200],
    ])('%s gets duties (%i) and interventions (%i) as CSV', async (name, duties, interventions) => {
      const files = await Promise.all(FILES.map((path) => ask(name, 'GET', path)));
      expect(files.map(({ status }) => status)).toEqual([duties, interventions]);
      for (const { status, type, text } of files) {
        expect(type).toMatch(status === 200 ? /^text\/csv/ : /^application\/json/);
        expect(found(text)).toEqual([]);
      }
    });

    it.each<[CallerName, number]>([
      ['viewer', 403],
      ['otherEditor', 403],
      ['editor', 403],
      ['anonymous', 403],
      ['serviceAccount', 403],
      ['member', 200],
      ['admin', 200],
    ])('what is held on Ann is for %s: %i', async (name, status) => {
      expect((await ask(name, 'GET', 'users/ann/export')).status).toBe(status);
    });

    it.each<CallerName>(['viewer', 'anonymous', 'serviceAccount'])(
      '%s hears that something changed, not what',
      async (name) => {
        const { path, headers, token } = way('events', doors.get(name));
        const stream = await listen(sidecar.url + path, { ...headers, Authorization: `Bearer ${token}` });
        try {
          await until('the stream has begun', () => stream.lastId() !== null);
          expect(
            (await ask('admin', 'POST', 'incidents/:incident/note', { text: `To ${name}: look at the disk` })).status,
          ).toBe(200);
          const heard = await stream.events.waitFor(({ event }) => event === 'incident', 20_000);
          expect(heard.data).toEqual({ id: incident });
        } finally {
          stream.close();
        }
      },
    );

    it('a stream is for nobody whom Grafana does not vouch for', async () => {
      const forged = await grafana.headers({ uid: 'u-root', login: 'root', role: 'Admin' }, { forged: true });
      for (const headers of [{}, forged]) {
        const statuses = await Promise.all(
          ['events', ...FILES, 'users/ann/export'].map(
            async (path) => (await sidecar.api('GET', path, undefined, { headers, door: 'plugin' })).status,
          ),
        );
        expect(statuses).toEqual([401, 401, 401, 401]);
      }
    });
  });

  it('a calendar of the rota names who is on call, and neither addresses nor why somebody is away', async () => {
    const made = await ask('editor', 'POST', 'rotas/sre/ical', {});
    expect(made.status).toBe(201);
    const { url } = JSON.parse(made.text) as { url: string };
    const { status, body } = await sidecar.request<string>('GET', new URL(url).pathname, undefined, { token: null });
    expect([status, found(body)]).toEqual([200, []]);
    expect(body).toContain('Ann Martin');
  });
});

/** Bodies: tokens are looked at first, what stalls or never ends is ended, and how much is held is bounded. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { onEachDatabase } from '../support/databases.ts';
import { RawRequest } from '../support/raw-http.ts';
import { startSidecar } from '../support/sidecar.ts';
import type { Sidecar } from '../support/sidecar.ts';

const [TOKEN, OTHER] = ['token-of-the-monitor-0123456789', 'token-of-the-others-0123456789'];
const provisioning = `
apiVersion: 1
users: [ { login: ann, email: ann@example.com } ]
escalationPolicies: [ { id: sre, steps: [ { notify: [ { user: ann } ], wait: 5m } ] } ]
integrations:
  - { id: monitor, type: webhook, policy: sre, token: ${TOKEN} }
  - { id: others, type: webhook, policy: sre, token: ${OTHER} }
`;
const MIB = 1024 * 1024;

onEachDatabase('Bodies', (database) => {
  let sidecar: Sidecar;
  const open: RawRequest[] = [];
  beforeAll(async () => {
    sidecar = await startSidecar({
      provisioning,
      databaseUrl: await database.fresh(),
      env: { VIGIE_COMPAT: 'oncall,pagerduty,opsgenie' },
    });
  });
  afterAll(async () => {
    open.forEach((one) => one.destroy());
    await sidecar?.remove();
  });

  function raw(): RawRequest {
    const one = new RawRequest(sidecar.url);
    open.push(one);
    return one;
  }

  describe.concurrent('of requests without a valid token', () => {
    test.each([
      ['POST', '/in/no-such-token', {}, 401],
      ['POST', '/in', { Authorization: 'Bearer no-such-token' }, 401],
      ['POST', '/in/no-such-token/heartbeat', {}, 401],
      ['POST', '/in/commands', { Authorization: 'Bearer no-such-token' }, 401],
      ['POST', '/oncall/integrations/v1/webhook/no-such-token/', {}, 401],
      ['POST', '/v2/alerts', { Authorization: 'GenieKey no-such-key' }, 401],
      ['PUT', '/jsm/ops/integration/v2/alerts/x/message', {}, 401],
      ['POST', '/v2/enqueue', { 'X-Routing-Key': 'no-such-key', 'Content-Length': 2_000_000 }, 400],
      ['POST', '/v2/change/enqueue', { 'Content-Length': 2_000_000 }, 413],
      ['POST', '/api/v1/incidents', { Authorization: 'Bearer no-such-token' }, 401],
      ['POST', '/api/v1/incidents', {}, 401],
      ['POST', '/app/api/shown', { 'X-Vigie-App': '1', Cookie: 'vigie_device=none' }, 401],
      ['POST', '/r/no-such-link/acknowledge', {}, 404],
      ['POST', '/callbacks/no-such-channel', {}, 404],
      ['POST', '/nowhere', {}, 404],
    ])(
      '%s %s is answered although the body never comes',
      { timeout: 25_000 },
      async (method, path, headers, status) => {
        const request = raw()
          .head(method, path, { 'Content-Type': 'application/json', 'Content-Length': 10_000, ...headers })
          .send('{');
        expect(await request.answered(15_000)).toBe(status);
      },
    );

    test('a body without end is cut off', { timeout: 30_000 }, async () => {
      const request = raw().head('POST', '/in/no-such-token', {
        'Content-Type': 'application/json',
        'Transfer-Encoding': 'chunked',
      });
      const sent = await request.flood(Buffer.from(`10000\r\n${' '.repeat(0x10000)}\r\n`));
      expect(sent).toBeLessThan(100 * MIB);
    });
  });

  describe.concurrent('of slow senders', () => {
    test.each([
      ['says nothing', ''],
      ['stops in the middle of a header', `POST /in/${TOKEN} HTTP/1.1\r\nHost: x\r\nX-Long: `],
    ])('one that %s is ended', { timeout: 60_000 }, async (_what, text) => {
      expect(await raw().send(text).ended(40_000)).toBe(true);
    });
  });

  test('a body with a valid token ends at the limit of its route', async () => {
    const request = raw().head('POST', `/in/${TOKEN}`, {
      'Content-Type': 'application/json',
      'Transfer-Encoding': 'chunked',
    });
    void request.flood(Buffer.from(`10000\r\n${' '.repeat(0x10000)}\r\n`));
    expect([413, 0]).toContain(await request.answered(20_000));
    expect(await request.ended(20_000)).toBe(true);
  });

  test(
    'one integration that sends much at a time is asked to wait, others are taken',
    { timeout: 60_000 },
    async () => {
      const large = Buffer.alloc(5 * MIB - 1, 0x20);
      const stalled = Array.from({ length: 16 }, () =>
        raw()
          .head('POST', `/in/${TOKEN}`, { 'Content-Type': 'application/json', 'Content-Length': 5 * MIB })
          .send(large),
      );
      const refused = await Promise.any(
        stalled.map(async (one) =>
          (await one.answered(20_000)) === 503 ? one : Promise.reject(new Error(one.answer)),
        ),
      );
      expect(refused.answer).toMatch(/retry-after: \d+/i);
      expect((await sidecar.ingest(OTHER, { title: 'Disk full' })).status).toBe(202);
      stalled.forEach((one) => one.destroy());
      // What was held is free again.
      await expect.poll(async () => (await sidecar.ingest(TOKEN, { title: 'x'.repeat(1000) })).status).toBe(202);
    },
  );

  describe('of requests one behind the other on one connection', () => {
    const ask = `GET /openapi.json HTTP/1.1\r\nHost: x\r\n\r\n`;
    const answers = (request: RawRequest) => request.answer.split('HTTP/1.1 200').length - 1;

    test('a few are answered, as before', async () => {
      const request = raw().send(ask.repeat(5));
      await expect.poll(() => answers(request), { timeout: 20_000 }).toBe(5);
      expect(request.isClosed).toBe(false);
    });

    test('many at once end it: else the answers that nobody reads would pile up', async () => {
      const request = raw().send(ask.repeat(200));
      expect(await request.ended(20_000)).toBe(true);
      expect(answers(request)).toBeLessThanOrEqual(10);
    });

    test('many after each other are answered', async () => {
      const request = raw();
      for (let asked = 1; asked <= 30; asked++) {
        request.send(`GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n`);
        await expect.poll(() => answers(request), { timeout: 20_000, interval: 5 }).toBe(asked);
      }
    });
  });

  test('connections that nobody needs make way for one that is used', { timeout: 60_000 }, async () => {
    const idle = Array.from({ length: 1100 }, () => raw().send('POST /in/x'));
    await expect.poll(() => idle.some((one) => one.isClosed), { timeout: 20_000 }).toBe(true);
    const begun = performance.now();
    expect((await sidecar.ingest(TOKEN, { title: 'Disk full' })).status).toBe(202);
    expect(performance.now() - begun).toBeLessThan(5000);
    idle.forEach((one) => one.destroy());
  });

  describe('that are nested deeply', () => {
    const deep = '['.repeat(4.9 * MIB);
    const objects = '{"a":'.repeat(800_000);
    test.each([
      ['brackets', 'application/json', deep],
      ['objects', 'application/json', objects],
      ['brackets that are called a form', 'application/x-www-form-urlencoded', deep],
      ['brackets that are closed again', 'application/json', '['.repeat(2 * MIB) + ']'.repeat(2 * MIB)],
      ['values upon values', 'application/json', `[${'0,'.repeat(2 * MIB)}0]`],
      ['fields upon fields', 'application/x-www-form-urlencoded', 'a=&'.repeat(1_500_000)],
    ])('%s are refused at once', async (_what, contentType, body) => {
      const begun = performance.now();
      const { status } = await sidecar.ingest(TOKEN, body, { 'Content-Type': contentType });
      expect(status).toBe(400);
      expect(performance.now() - begun).toBeLessThan(3000);
    });

    test('also by the API', async () => {
      for (const body of ['['.repeat(500_000), `{"title":${'{"a":'.repeat(500)}1${'}'.repeat(500)}}`]) {
        const { status, body: answer } = await sidecar.api<{ error: { message: string } }>('POST', 'incidents', body, {
          headers: { 'Content-Type': 'application/json' },
        });
        expect([status, answer.error.message]).toEqual([400, expect.stringContaining('nested')]);
      }
    });

    test('what monitors send is taken', async () => {
      const nested = Array.from({ length: 90 }).reduce<object>((inner) => ({ a: inner }), {});
      expect((await sidecar.ingest(TOKEN, { title: 'Disk full', details: nested })).status).toBe(202);
    });
  });
});

/** What the sidecar says about itself, and what it shows to which side. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { RULED_ROUTES } from '../support/rules.ts';
import { startSidecar } from '../support/sidecar.ts';
import type { Sidecar } from '../support/sidecar.ts';

const provisioning = `
apiVersion: 1
users: [ { login: ann, email: ann@example.com } ]
escalationPolicies: [ { id: sre, steps: [ { notify: [ { user: ann } ], wait: 5m } ] } ]
integrations: [ { id: hook, type: webhook, token: hook-token-1234567890-abc, policy: sre, hmac: null } ]
`;

interface OpenApi {
  openapi: string;
  servers: Array<{ url: string }>;
  paths: Record<
    string,
    Record<
      string,
      {
        summary?: string;
        tags?: string[];
        requestBody?: object;
        parameters?: Array<{ in: string; name: string }>;
        responses: Record<string, object>;
      }
    >
  >;
  components: { schemas: Record<string, { properties?: object }> };
}

let sidecar: Sidecar;
beforeAll(async () => {
  sidecar = await startSidecar({ provisioning, env: { VIGIE_PUBLIC_LISTEN: '127.0.0.1:0' } });
});
afterAll(() => sidecar?.remove());

test('every route is documented, with what it takes and gives', async () => {
  const { status, body } = await sidecar.request<OpenApi>('GET', '/openapi.json', undefined, { token: null });
  expect([status, body.openapi]).toEqual([200, '3.1.0']);
  const documented = Object.entries(body.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  const expected = [...RULED_ROUTES].map((route) => route.replace(' /', ' /api/v1/').replace(/:(\w+)/g, '{$1}'));
  expect(documented.sort()).toEqual(expected.sort());
  expect(
    body.servers.map(({ url }) => url),
    'once for both ways in',
  ).toEqual(['/', '/grafana']);
  const bare = Object.entries(body.paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, one]) => !one.summary || !one.tags)
      .map(([method]) => `${method} ${path}`),
  );
  expect(bare, 'without a summary or a tag').toEqual([]);
  expect(JSON.stringify(body.paths['/api/v1/rotas']?.['post']?.requestBody)).toContain('participants');
});

test('every route says how it refuses, and which take the version that was read', async () => {
  const { body } = await sidecar.request<OpenApi>('GET', '/openapi.json', undefined, { token: null });
  const operations = Object.entries(body.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, one]) => ({ name: `${method} ${path.slice('/api/v1/'.length)}`, ...one })),
  );
  const refusal = { content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } } };
  operations.forEach(({ name, responses }) => expect(responses['default'], name).toMatchObject(refusal));
  expect(body.components.schemas['Error']).toMatchObject({
    properties: {
      error: {
        properties: { code: { enum: expect.arrayContaining(['validation', 'conflict']) }, details: { type: 'array' } },
      },
    },
  });
  const versioned = operations
    .filter(({ parameters }) => parameters?.some((one) => one.in === 'header' && one.name === 'If-Match'))
    .map(({ name }) => name);
  expect(versioned).toEqual(
    expect.arrayContaining([
      'put rotas/{id}',
      'delete users/{login}',
      'post incidents/{id}/acknowledge',
      'post integrations/{id}/token',
      'post swaps/{id}/take',
      'put interventions/{id}',
    ]),
  );
  expect(versioned).not.toEqual(
    expect.arrayContaining([expect.stringMatching(/^get|bulk|ical|devices|preview|rebind|^post rotas/)]),
  );
});

test('its pages load nothing from elsewhere', async () => {
  const page = await sidecar.request<string>('GET', '/docs/', undefined, { token: null });
  expect(page.status).toBe(200);
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  const links = [...page.body.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, link]) => link ?? '');
  expect(links.length).toBeGreaterThan(3);
  for (const link of links) {
    expect(link).toMatch(/^\.?\//);
    expect(
      (await sidecar.request('GET', new URL(link, `${sidecar.url}/docs/`).pathname, undefined, { token: null })).status,
      link,
    ).toBe(200);
  }
});

test('channels describe themselves in English, and beside it in every language', async () => {
  interface Texts {
    label: string;
    labels: { en: string; fr: string };
    hint: string;
    hints: { en: string; fr: string };
  }
  const { body } = await sidecar.api<{
    items: Array<{
      kind: string;
      name: string;
      names: { en: string; fr: string };
      ready: boolean;
      address: Texts;
      fields: Array<Texts & { name: string }>;
    }>;
  }>('GET', 'channel-kinds');
  const isReady = (kind: string) => body.items.find((one) => one.kind === kind)?.ready;
  expect(['webhook', 'voice', 'slack'].map(isReady)).toEqual([true, false, false]);
  const call = body.items.find(({ kind }) => kind === 'twilio-voice');
  expect(call).toMatchObject({
    name: 'Phone call (Twilio)',
    names: { en: 'Phone call (Twilio)', fr: 'Appel téléphonique (Twilio)' },
    address: { label: 'Number', labels: { en: 'Number', fr: 'Numéro' } },
  });
  expect(call?.fields.find(({ name }) => name === 'ring')).toMatchObject({
    label: 'Ring for',
    labels: { en: 'Ring for', fr: 'Durée de sonnerie' },
    hint: expect.stringContaining('voicemail'),
    hints: { fr: expect.stringContaining('messagerie vocale') },
    secret: false,
    required: false,
  });
  const texts = body.items.flatMap(({ name, names, address, fields }) => [
    [name, names.en],
    ...[address, ...fields].flatMap(({ label, labels, hint, hints }) => [
      [label, labels.en],
      [hint, hints.en],
    ]),
  ]);
  expect(texts.length).toBeGreaterThan(100);
  expect(texts.filter(([alone, english]) => alone !== english)).toEqual([]);
});

test('answers tell browsers to be careful', async () => {
  const { headers } = await sidecar.api('GET', 'status');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('content-security-policy')).toContain("default-src 'none'");
});

test('the public side takes alerts and shows nothing else', async () => {
  const line = await sidecar.logLine(({ msg }) => msg === 'listening publicly');
  const ask = (method: string, path: string, body?: object) =>
    fetch(`${String(line['url'])}${path}`, {
      method,
      headers: {
        Authorization: 'Bearer test-api-token-0123456789',
        ...(body ? { 'Content-Type': 'application/json' } : {}),
      },
      body: body ? JSON.stringify(body) : null,
    }).then(({ status }) => status);
  expect(await ask('POST', '/in/hook-token-1234567890-abc', { title: 'Disk full' })).toBe(202);
  for (const path of [
    '/api/v1/incidents',
    '/metrics',
    '/openapi.json',
    '/docs',
    '/test/clock',
    '/healthz',
    '/readyz',
  ]) {
    expect(await ask('GET', path), path).toBe(404);
  }
});

test.each(['', 'a=b', '{"a":1}', 'x'.repeat(2_000_000)])(
  'an address that is none is 404 whatever it is sent: %#',
  async (body) => {
    for (const [path, type] of [
      ['/api/v1/incidents/x/ack', 'application/json'],
      ['/nothing', 'application/json'],
      ['/nothing', 'text/plain'],
    ] as const) {
      const answer = await sidecar.request<{ error: { code: string; message: string } }>('POST', path, body, {
        headers: { 'Content-Type': type },
      });
      expect([answer.status, answer.body.error]).toEqual([
        404,
        { code: 'not-found', message: `There is nothing at POST ${path}.`, reason: null, data: {}, details: [] },
      ]);
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    }
  },
);

test('a body that is not JSON, too large or hostile is refused, not a failure', async () => {
  const send = (body: string, type = 'application/json') =>
    sidecar.api<{ error: { code: string } }>('POST', 'rotas', body, { headers: { 'Content-Type': type } });
  expect((await send('{')).status).toBe(400);
  expect((await send('{"__proto__":{"admin":true}}')).status).toBe(400);
  expect((await send('x', 'text/plain')).status).toBe(415);
  expect((await send(JSON.stringify({ name: 'x'.repeat(1_100_000) }))).status).toBe(413);
  expect((await send(`${'['.repeat(50_000)}${']'.repeat(50_000)}`)).status).toBe(400);
  expect((await send('null')).status).toBe(400);
  expect((await send('')).status).toBe(400);
  expect(sidecar.errors).toEqual([]);
});

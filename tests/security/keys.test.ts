/** Keys: replaced while Vigie runs, refused where they are wrong; what they protect lies sealed. */
import { expect, it } from 'vitest';
import Sqlite from 'better-sqlite3';
import pg from 'pg';
import { contextOf } from '../support/grafana.ts';
import { onEachDatabase } from '../support/databases.ts';
import { runSidecar, startSidecar } from '../support/sidecar.ts';
import type { Sidecar, SidecarOptions } from '../support/sidecar.ts';
import { startWebhookSink } from '../support/webhook-sink.ts';
import type { WebhookSink } from '../support/webhook-sink.ts';

const OLD = 'the-old-secret-key-that-is-long-enough-0123456789';
const NEW = 'the-new-secret-key-that-is-long-enough-0123456789';

/** Everything that the database holds, as text. */
async function dump(url: string): Promise<string> {
  const tables = [
    'config',
    'config_history',
    'calendar_feeds',
    'meta',
    'audit',
    'tokens',
    'deliveries',
    'attempts',
    'verifications',
    'config_versions',
  ];
  if (url.startsWith('sqlite:')) {
    const database = new Sqlite(url.slice('sqlite:'.length), { readonly: true });
    try {
      return JSON.stringify(tables.map((table) => database.prepare(`select * from ${table}`).all()));
    } finally {
      database.close();
    }
  }
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const found: unknown[] = [];
    for (const table of tables) {
      found.push((await client.query(`select * from ${table}`)).rows);
    }
    return JSON.stringify(found);
  } finally {
    await client.end();
  }
}

interface Made {
  apiToken: string;
  ingestToken: string;
  feed: string;
  link: string;
}

/** One of each thing that a key protects. */
async function makeAll(sidecar: Sidecar, sink: WebhookSink): Promise<Made> {
  const done = async <Body>(method: string, route: string, body?: unknown) => {
    const answer = await sidecar.api<Body>(method, route, body);
    expect(answer.status, `${route} ${JSON.stringify(answer.body)}`).toBeLessThan(300);
    return answer.body;
  };
  await done('POST', 'users', { login: 'ann', name: 'Ann Martin' });
  await done('PUT', 'users/ann', {
    login: 'ann',
    name: 'Ann Martin',
    contactMethods: [
      {
        id: 'hook',
        type: 'webhook',
        to: sink.url('/secret-place-of-ann'),
        secret: 'signs-what-ann-gets',
        verified: true,
      },
    ],
  });
  await done('POST', 'channels', {
    id: 'room',
    type: 'webhook',
    settings: { url: sink.url('/secret-place-of-a-room') },
  });
  await done('POST', 'policies', { id: 'sre', steps: [{ notify: [{ user: 'ann' }], wait: '1h' }] });
  const { token: ingestToken } = await done<{ token: string }>('POST', 'integrations', {
    id: 'hook',
    type: 'webhook',
    policy: 'sre',
  });
  const { token: apiToken } = await done<{ token: string }>('POST', 'tokens', {
    name: 'script',
    scopes: ['read'],
    expiresAt: '2026-12-31T00:00:00Z',
  });
  const { url: feed } = await done<{ url: string }>('POST', 'rotas', {
    id: 'sre',
    timeZone: 'UTC',
    layers: [{ id: 'a', participants: [['ann']] }],
  }).then(() => done<{ url: string }>('POST', 'rotas/sre/ical'));
  return { apiToken, ingestToken, feed, link: await pageAnn(sidecar, sink, ingestToken, 'first') };
}

/** @returns the path of the responder link that Ann got */
async function pageAnn(sidecar: Sidecar, sink: WebhookSink, token: string, id: string): Promise<string> {
  sink.take();
  expect((await sidecar.ingest(token, { id, title: `Disk full ${id}` })).status).toBe(202);
  await sidecar.advance('1s');
  const [page] = sink.take();
  expect(page?.path).toBe('/secret-place-of-ann');
  expect(page?.headers['x-vigie-signature']).toMatch(/^sha256=/);
  return new URL((page?.body['incident'] as { acknowledgeUrl: string }).acknowledgeUrl).pathname.replace(
    /\/acknowledge$/,
    '',
  );
}

async function roomOf(sidecar: Sidecar): Promise<unknown> {
  return (await sidecar.api<{ settings: { url: string } }>('GET', 'channels/room')).body.settings.url;
}

/** @returns status of each: API token, calendar link, responder link */
async function tryAll(sidecar: Sidecar, made: Made): Promise<number[]> {
  const answers = [
    await sidecar.request('GET', '/api/v1/policies', undefined, { token: made.apiToken }),
    await sidecar.request('GET', new URL(made.feed).pathname, undefined, { token: null }),
    await sidecar.request('GET', made.link, undefined, { token: null }),
  ];
  return answers.map(({ status }) => status);
}

onEachDatabase('Keys', (database) => {
  it('are replaced without downtime: everything works before, between and after', async () => {
    const sink = await startWebhookSink();
    const databaseUrl = await database.fresh();
    const options = (secretKey: string, previous?: string): SidecarOptions => ({
      databaseUrl,
      provisioning: 'apiVersion: 1\n',
      env: { VIGIE_SECRET_KEY: secretKey, VIGIE_SECRET_KEY_PREVIOUS: previous },
    });
    let sidecar = await startSidecar(options(OLD));
    try {
      const made = await makeAll(sidecar, sink);
      expect(await tryAll(sidecar, made)).toEqual([200, 200, 200]);
      await sidecar.stop();
      await sidecar.remove();

      const wrong = await runSidecar([], options(NEW));
      expect(wrong).toMatchObject({
        code: 1,
        output: expect.stringMatching(/^vigie: VIGIE_SECRET_KEY is not the key .*VIGIE_SECRET_KEY_PREVIOUS/),
      });
      expect(wrong.output).not.toContain('    at ');
      expect(await runSidecar(['--check'], options(NEW))).toMatchObject({
        code: 1,
        output: expect.stringContaining('error: VIGIE_SECRET_KEY is not the key'),
      });
      expect((await runSidecar(['--check'], options(OLD))).code).toBe(0);

      sidecar = await startSidecar(options(NEW, OLD));
      expect(await tryAll(sidecar, made)).toEqual([200, 200, 200]);
      await pageAnn(sidecar, sink, made.ingestToken, 'between');
      expect(
        (await runSidecar(['--rekey'], options(NEW))).code,
        'without the earlier key nothing can be sealed anew',
      ).toBe(1);
      expect(await runSidecar(['--rekey'], options(NEW, OLD))).toMatchObject({
        code: 0,
        output: expect.stringMatching(/\d+ rows were sealed anew/),
      });
      expect(await runSidecar(['--rekey'], options(NEW, OLD))).toMatchObject({
        code: 0,
        output: expect.stringContaining('0 rows were sealed anew'),
      });
      expect(await runSidecar(['--rekey'], options(NEW)), 'nothing is under the old key').toMatchObject({ code: 0 });
      await pageAnn(sidecar, sink, made.ingestToken, 'after');
      await sidecar.stop();
      await sidecar.remove();

      sidecar = await startSidecar(options(NEW));
      // Links to the responder page are signed, not stored: the old key's end with it.
      expect(await tryAll(sidecar, made)).toEqual([200, 200, 404]);
      made.link = await pageAnn(sidecar, sink, made.ingestToken, 'new');
      expect(await roomOf(sidecar), 'sealed anew').toBe(sink.url('/secret-place-of-a-room'));
      expect(await tryAll(sidecar, made)).toEqual([200, 200, 200]);
      expect(await runSidecar(['--check'], options(OLD))).toMatchObject({ code: 1 });
    } finally {
      await sidecar.remove();
      await sink.stop();
    }
  }, 120_000);

  it('protect what is secret: nothing of it lies in the database as it is', async () => {
    const sink = await startWebhookSink();
    const databaseUrl = await database.fresh();
    const sidecar = await startSidecar({ databaseUrl, provisioning: 'apiVersion: 1\n' });
    try {
      const made = await makeAll(sidecar, sink);
      // What looks sealed and is not must neither be believed nor stop anything.
      expect(
        (
          await sidecar.api('PUT', 'users/ann', {
            login: 'ann',
            contactMethods: [
              { id: 'hook', type: 'webhook', to: sink.url('/secret-place-of-ann'), secret: 'sealed:v1:AAAA' },
            ],
          })
        ).status,
      ).toBe(200);
      await pageAnn(sidecar, sink, made.ingestToken, 'again');
      const text = await dump(databaseUrl);
      expect(text).toContain('sealed:v1:');
      const secrets = [
        'secret-place-of-ann',
        'secret-place-of-a-room',
        'signs-what-ann-gets',
        made.apiToken,
        made.ingestToken,
        new URL(made.feed).pathname.split('/').at(-1)?.replace('.ics', '') ?? '',
        made.link.split('/').at(-1) ?? '',
      ];
      expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
    } finally {
      await sidecar.remove();
      await sink.stop();
    }
  }, 60_000);
});

it('a token of the sidecar and the one before it are both taken while both are set, and no other', async () => {
  const tokens = {
    VIGIE_API_TOKEN: 'new-api-token-0123456789abcdef',
    VIGIE_API_TOKEN_PREVIOUS: 'old-api-token-0123456789abcdef',
    VIGIE_PLUGIN_TOKEN: 'new-plugin-token-0123456789abc',
    VIGIE_PLUGIN_TOKEN_PREVIOUS: 'old-plugin-token-0123456789abc',
  };
  const status = async (sidecar: Sidecar, path: string, token: string) =>
    (
      await fetch(`${sidecar.url}${path}/v1/me`, {
        headers: {
          authorization: `Bearer ${token}`,
          'x-grafana-context': contextOf({ uid: 'uid-ann', login: 'ann', name: 'Ann' }),
        },
      })
    ).status;
  const plain = async (sidecar: Sidecar, token: string) =>
    (await fetch(`${sidecar.url}/api/v1/me`, { headers: { authorization: `Bearer ${token}` } })).status;
  const sidecar = await startSidecar({ env: tokens });
  try {
    expect([
      await plain(sidecar, tokens.VIGIE_API_TOKEN),
      await plain(sidecar, tokens.VIGIE_API_TOKEN_PREVIOUS),
      await plain(sidecar, tokens.VIGIE_PLUGIN_TOKEN_PREVIOUS),
    ]).toEqual([200, 200, 401]);
    expect([
      await status(sidecar, '/grafana/api', tokens.VIGIE_PLUGIN_TOKEN),
      await status(sidecar, '/grafana/api', tokens.VIGIE_PLUGIN_TOKEN_PREVIOUS),
      await status(sidecar, '/grafana/api', 'other-plugin-token-0123456789'),
    ]).toEqual([200, 200, 401]);
  } finally {
    await sidecar.remove();
  }
  const after = await startSidecar({
    env: { ...tokens, VIGIE_API_TOKEN_PREVIOUS: undefined, VIGIE_PLUGIN_TOKEN_PREVIOUS: undefined },
  });
  try {
    expect([
      await plain(after, tokens.VIGIE_API_TOKEN_PREVIOUS),
      await status(after, '/grafana/api', tokens.VIGIE_PLUGIN_TOKEN_PREVIOUS),
    ]).toEqual([401, 401]);
  } finally {
    await after.remove();
  }
});

/** The key that browsers subscribe to is made once, kept in secret, and the same for every sidecar of a database. */
import { createECDH } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { onEachDatabase } from '../../support/databases.ts';
import { connectPhone, startPushService } from '../../support/phone.ts';
import { startSidecar } from '../../support/sidecar.ts';
import type { Sidecar } from '../../support/sidecar.ts';

const service = await startPushService();
const started: Sidecar[] = [];
afterAll(async () => {
  await Promise.all(started.map((one) => one.remove()));
  await service.stop();
});

const provisioning = JSON.stringify({ apiVersion: 1, users: [{ login: 'ann', name: 'Ann Martin' }] });

async function sidecarOn(databaseUrl: string, env: Record<string, string> = {}): Promise<Sidecar> {
  const sidecar = await startSidecar({ provisioning, databaseUrl, env: { VIGIE_PUSH_SERVICES: service.url, ...env } });
  started.push(sidecar);
  return sidecar;
}

async function keyOf(sidecar: Sidecar): Promise<string> {
  await sidecar.advance('5s');
  const phone = await connectPhone(sidecar, service, 'ann');
  const { body } = await phone.ask<{ publicKey: string }>('GET', 'me');
  expect(Buffer.from(body.publicKey, 'base64url')).toHaveLength(65);
  return body.publicKey;
}

/** The cookie is for https alone where people reach Vigie by it, and never for scripts or other sites. */
async function cookieFrom(sidecar: Sidecar): Promise<string> {
  await sidecar.advance('5s');
  const link = await sidecar.api<{ code: string }>(
    'POST',
    'users/ann/devices/enrolment',
    {},
    {
      headers: {
        'X-Grafana-Context': JSON.stringify({
          UserUID: 'uid-ann',
          Login: 'ann',
          Name: 'ann',
          OrgID: 1,
          OrgRole: 'Viewer',
          Teams: [],
          IsServiceAccount: false,
          IsAnonymous: false,
        }),
      },
    },
  );
  const answer = await sidecar.request(
    'POST',
    '/app/api/enrol',
    { code: link.body.code, name: 'Phone' },
    { token: null, headers: { 'x-vigie-app': '1' } },
  );
  return answer.headers.getSetCookie()[0] ?? '';
}

onEachDatabase('the key for push services', (database) => {
  it('survives a restart, and is the same on another sidecar', async () => {
    const url = await database.fresh();
    const sidecar = await sidecarOn(url);
    const key = await keyOf(sidecar);
    await sidecar.restart();
    expect(await keyOf(sidecar)).toBe(key);
    await sidecar.stop();
    expect(await keyOf(await sidecarOn(url))).toBe(key);
  });

  it('may be given', async () => {
    const pair = createECDH('prime256v1');
    pair.generateKeys();
    const privateKey = Buffer.concat([Buffer.alloc(32), pair.getPrivateKey()])
      .subarray(-32)
      .toString('base64url');
    expect(await keyOf(await sidecarOn(await database.fresh(), { VIGIE_PUSH_KEY: privateKey }))).toBe(
      pair.getPublicKey('base64url'),
    );
  });
});

it('is nowhere in the database as it is, nor is where a phone is pushed to', async () => {
  const sidecar = await startSidecar({ provisioning, env: { VIGIE_PUSH_SERVICES: service.url } });
  started.push(sidecar);
  const phone = await connectPhone(sidecar, service, 'ann');
  await sidecar.stop();
  const files = await readdir(path.join(sidecar.folder, 'data'));
  const bytes = Buffer.concat(
    await Promise.all(files.map((file) => readFile(path.join(sidecar.folder, 'data', file)))),
  ).toString('latin1');
  expect(bytes).toContain('push_keys');
  expect(bytes).toContain(phone.id);
  for (const secret of ['privateKey', 'p256dh', phone.endpoint, phone.cookie.split('=')[1] ?? '']) {
    expect(bytes).not.toContain(secret);
  }
});

it('the session is for the app alone, and for https where people come by https', async () => {
  const plain = await startSidecar({ provisioning });
  started.push(plain);
  expect(await cookieFrom(plain)).toMatch(
    /^vigie_device=[\w-]{43}; Max-Age=7776000; Path=\/app; HttpOnly; SameSite=Strict$/,
  );
  const tls = await startSidecar({ provisioning, env: { VIGIE_PUBLIC_URL: 'https://oncall.example.com/vigie' } });
  started.push(tls);
  expect(await cookieFrom(tls)).toMatch(
    /^vigie_device=[\w-]{43}; Max-Age=7776000; Path=\/vigie\/app; HttpOnly; Secure; SameSite=Strict$/,
  );
  const moved = await tls.request('GET', '/app', undefined, { token: null });
  expect([moved.status, moved.headers.get('location')]).toEqual([302, '/vigie/app/']);
  const page = await tls.request<string>('GET', '/app/', undefined, { token: null });
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'");
  expect(page.body).not.toMatch(/<script(?![^>]*\bsrc=)|\son\w+=|style="/);
  const again = await tls.request('GET', '/app/', undefined, {
    token: null,
    headers: { 'if-none-match': page.headers.get('etag') ?? '' },
  });
  expect(again.status).toBe(304);
  expect((await tls.request('GET', '/app/..%2f..%2fconfig.ts', undefined, { token: null })).status).toBe(404);
});

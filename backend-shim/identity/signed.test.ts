/** What a real Grafana signs is verified; the capture was made of one. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { decodeJwt, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { expect, test } from 'vitest';
import type { SigningKey } from '../ports/signing-keys.ts';
import { verifySigned } from './signed.ts';

interface Capture {
  seen: Record<string, { received: { h: Record<string, string>; keys?: SigningKey[] } }>;
}
const { seen } = JSON.parse(readFileSync(path.join(import.meta.dirname, '../../tests/captures/grafana-api/plugin-proxy.json'), 'utf8')) as Capture;
const keys = seen['jwks']?.received.keys ?? [];

function headersOf(name: string) {
  const { 'x-grafana-id': id = null, 'x-grafana-context': context = null } = seen[name]?.received.h ?? {};
  return { id, context };
}

/** @param at seconds since 1970 */
const verifier = (at: number, known: readonly SigningKey[] = keys) =>
  verifySigned({
    keys: {
      find: (kid) => {
        const key = known.find((one) => one.kid === kid);
        return Promise.resolve(key ? { ok: true, key } : { ok: false, why: 'unknown-key', message: 'no such key' });
      },
    },
    clock: { machine: () => at * 1000 },
    orgs: [1],
  });

test.each([
  ['admin', { kind: 'user', uid: 'cg5i7hpv4505cf', login: 'admin', role: 'Admin' }],
  ['viewer', { kind: 'user', uid: 'cg5i7s9myvwg0a', login: 'dee', name: 'dee', email: 'dee@example.com', role: 'Viewer' }],
  ['editor', { kind: 'user', login: 'ann', role: 'Editor' }],
  ['serviceAccountEditor', { kind: 'service-account', uid: 'bg5ihgp2t05c0a', login: 'sa-1-robot', name: 'robot', role: 'Editor' }],
  ['viewerWhoSendsContext', { kind: 'user', login: 'dee', role: 'Viewer' }],
])('%s is who Grafana says, for ten minutes', async (name, identity) => {
  const headers = headersOf(name);
  const { iat = 0, exp = 0 } = decodeJwt(headers.id ?? '');
  expect(await verifier(iat + 1)(headers)).toMatchObject({ ok: true, identity });
  expect(exp - iat).toBe(600);
  expect(await verifier(exp + 31)(headers)).toMatchObject({ ok: false, why: 'expired' });
  expect(await verifier(iat + 1, [])(headers)).toMatchObject({ ok: false, why: 'unknown-key' });
});

test('a viewer who makes the proxy drop the identity is nobody', async () => {
  const headers = headersOf('viewerWhoNamesHeadersInConnection');
  expect(headers).toEqual({ id: null, context: null });
  expect(await verifier(0)(headers)).toMatchObject({ ok: false, code: 'unknown', why: 'no-identity' });
});

test('the signed name of somebody is not given to the context of another', async () => {
  const { id } = headersOf('serviceAccountEditor');
  const { iat = 0 } = decodeJwt(id ?? '');
  expect(await verifier(iat)({ id, context: headersOf('admin').context })).toMatchObject({ ok: true, identity: { kind: 'service-account', login: '', name: null, role: 'Editor', teams: [] } });
});

const NOW = 1_800_000_000;
const claims = { type: 'user', identifier: 'u1', username: 'ann', sub: 'user:1', aud: 'org:1', iat: NOW, exp: NOW + 600 };

test.each([
  ['whole', {}, { ok: true }],
  ['that never ends', { exp: undefined }, { ok: false, why: 'not-signed' }],
  ['that has ended', { exp: NOW - 31 }, { ok: false, why: 'expired' }],
  ['of later', { nbf: NOW + 60 }, { ok: false, why: 'not-yet-valid' }],
  ['without a subject', { sub: undefined }, { ok: false, why: 'not-signed' }],
  ['for nobody', { aud: undefined }, { ok: false, why: 'not-signed' }],
  ['for another organisation', { aud: 'org:2' }, { ok: false, code: 'foreign', orgs: [1] }],
  ['for something else', { aud: 'app' }, { ok: false, why: 'wrong-audience' }],
  ['of an API key', { type: 'api-key' }, { ok: false, why: 'wrong-kind' }],
  ['without a login', { username: '' }, { ok: false, why: 'no-user' }],
])('an identity %s', async (_, change, expected) => {
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const key = { ...(await exportJWK(publicKey)), kid: 'k' } as SigningKey;
  const id = await new SignJWT(JSON.parse(JSON.stringify({ ...claims, ...change })) as Record<string, unknown>).setProtectedHeader({ alg: 'ES256', typ: 'jwt', kid: 'k' }).sign(privateKey);
  expect(await verifier(NOW, [key])({ id, context: null })).toMatchObject(expected);
});

/** Verifies a token that a real Grafana signed, as it was recorded. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { decodeJwt, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { expect, test } from 'vitest';
import type { SigningKey } from '../ports/signing-keys.ts';
import { verifySigned } from './signed.ts';

interface Capture {
  seen: Record<string, { received: { h: Record<string, string>; keys?: SigningKey[] } }>;
}
const { seen } = JSON.parse(
  readFileSync(path.join(import.meta.dirname, '../../tests/captures/grafana-api/plugin-proxy.json'), 'utf8'),
) as Capture;
const keys = seen['jwks']?.received.keys ?? [];

function headersOf(name: string) {
  const { 'x-grafana-id': id = null, 'x-grafana-context': context = null } = seen[name]?.received.h ?? {};
  return { id, context };
}

/** @param at seconds since 1970 */
const verifier = (at: number, known: readonly SigningKey[] = keys) =>
  verifierOf(
    () => at,
    () => known,
  );

const verifierOf = (now: () => number, known: () => readonly SigningKey[]) =>
  verifySigned({
    keys: {
      find: (kid) => {
        const key = known().find((one) => one.kid === kid);
        return Promise.resolve(key ? { ok: true, key } : { ok: false, why: 'unknown-key', message: 'no such key' });
      },
    },
    clock: { machine: () => now() * 1000 },
    orgs: [1, 5],
  });

test.each([
  ['admin', { kind: 'user', uid: 'cg5i7hpv4505cf', login: 'admin', role: 'Admin' }],
  [
    'viewer',
    { kind: 'user', uid: 'cg5i7s9myvwg0a', login: 'dee', name: 'dee', email: 'dee@example.com', role: 'Viewer' },
  ],
  ['editor', { kind: 'user', login: 'ann', role: 'Editor' }],
  [
    'serviceAccountEditor',
    { kind: 'service-account', uid: 'bg5ihgp2t05c0a', login: 'sa-1-robot', name: 'robot', role: 'Editor' },
  ],
  ['viewerWhoSendsContext', { kind: 'user', login: 'dee', role: 'Viewer' }],
])('%s is who Grafana says, for ten minutes', async (name, identity) => {
  const headers = headersOf(name);
  const { iat = 0, exp = 0 } = decodeJwt(headers.id ?? '');
  expect(await verifier(iat + 1)(headers)).toMatchObject({ ok: true, identity });
  expect(exp - iat).toBe(600);
  expect(await verifier(exp + 31)(headers)).toMatchObject({ ok: false, why: 'expired' });
  expect(await verifier(iat + 1, [])(headers)).toMatchObject({ ok: false, why: 'unknown-key' });
});

test('a viewer who makes the proxy drop the identity is not identified', async () => {
  const headers = headersOf('viewerWhoNamesHeadersInConnection');
  expect(headers).toEqual({ id: null, context: null });
  expect(await verifier(0)(headers)).toMatchObject({ ok: false, code: 'unknown', why: 'no-identity' });
});

test('the signed name of somebody is not given to the context of another', async () => {
  const { id } = headersOf('serviceAccountEditor');
  const { iat = 0 } = decodeJwt(id ?? '');
  expect(await verifier(iat)({ id, context: headersOf('admin').context })).toMatchObject({
    ok: true,
    identity: { kind: 'service-account', login: '', name: null, role: 'Editor', teams: [] },
  });
});

const NOW = 1_800_000_000;
const claims = {
  type: 'user',
  identifier: 'u1',
  username: 'ann',
  sub: 'user:1',
  aud: 'org:1',
  iat: NOW,
  exp: NOW + 600,
};
const HEADER = { alg: 'ES256', typ: 'jwt', kid: 'k' };

async function signed(change: object, header: object = {}) {
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const key = { ...(await exportJWK(publicKey)), kid: 'k' } as SigningKey;
  const protectedHeader = JSON.parse(JSON.stringify({ ...HEADER, ...header })) as typeof HEADER;
  const id = await new SignJWT(JSON.parse(JSON.stringify({ ...claims, ...change })) as Record<string, unknown>)
    .setProtectedHeader(protectedHeader)
    .sign(privateKey);
  return { id, verify: verifier(NOW, [key]) };
}

test.each([
  [
    'whole',
    {},
    { ok: true, identity: { uid: 'u1', login: 'ann', name: null, email: null, role: 'Viewer', teams: [] } },
  ],
  [
    'with a name and an address',
    { name: 'Ann', email: 'ann@example.com', role: 'Admin' },
    { ok: true, identity: { name: 'Ann', email: 'ann@example.com', role: 'Admin' } },
  ],
  [
    'with an empty name, and an address that is no text',
    { name: '', email: 7 },
    { ok: true, identity: { name: null, email: null } },
  ],
  ['without an identifier', { identifier: '' }, { ok: true, identity: { uid: 'user:1' } }],
  ['that never ends', { exp: undefined }, { ok: false, why: 'not-signed' }],
  ['that ended within the tolerance', { exp: NOW - 29 }, { ok: true }],
  ['that ended at its end', { exp: NOW - 30 }, { ok: false, why: 'expired' }],
  ['of later', { nbf: NOW + 60 }, { ok: false, why: 'not-yet-valid' }],
  ['without a subject', { sub: undefined }, { ok: false, why: 'not-signed' }],
  ['for nobody', { aud: undefined }, { ok: false, why: 'not-signed' }],
  ['for this organisation among others', { aud: ['app', 'org:1'] }, { ok: true }],
  ['for another organisation', { aud: 'org:2' }, { ok: false, code: 'foreign', orgs: [1, 5] }],
  ['for another organisation and something else', { aud: ['org:2', 'app'] }, { ok: false, code: 'foreign' }],
  ['for the second of those that are served', { aud: 'org:5' }, { ok: true }],
  ['for something else', { aud: 'app' }, { ok: false, why: 'wrong-audience' }],
  ['for no text', { aud: 5 }, { ok: false, why: 'wrong-audience' }],
  ['for a list without texts', { aud: [5, null, { org: 1 }] }, { ok: false, why: 'wrong-audience' }],
  ['for this organisation among what is no text', { aud: [5, 'org:1'] }, { ok: true }],
  ['for another organisation among what is no text', { aud: [5, ['x'], 'org:2'] }, { ok: false, code: 'foreign' }],
  ['of a subject that is no text', { sub: { id: 1 } }, { ok: false, why: 'not-signed' }],
  ['of an end that is no number', { exp: '2030' }, { ok: false, why: 'not-signed' }],
  ['of a beginning that is no number', { nbf: [] }, { ok: false, why: 'not-yet-valid' }],
  ['of a kind that is no text', { type: ['user'] }, { ok: false, why: 'wrong-kind' }],
  ['of a login that is no text', { username: { login: 'ann' } }, { ok: false, why: 'no-user' }],
  [
    'of an identifier and a role that are no texts',
    { identifier: 7, role: ['Admin'], name: ['Ann'] },
    {
      ok: true,
      identity: { uid: 'user:1', role: 'Viewer', name: null },
    },
  ],
  ['of an API key', { type: 'api-key' }, { ok: false, why: 'wrong-kind' }],
  [
    'of an anonymous visitor',
    { type: 'anonymous', username: '' },
    { ok: true, identity: { kind: 'anonymous', login: '' } },
  ],
  ['without a login', { username: '' }, { ok: false, why: 'no-user' }],
])('an identity %s', async (_, change, expected) => {
  const { id, verify } = await signed(change);
  expect(await verify({ id, context: null })).toMatchObject(expected);
});

test.each([
  ['that Grafana would write', {}, true],
  ['of another type', { typ: 'at+jwt' }, false],
  ['in capitals', { typ: 'JWT' }, true],
  ['without a type', { typ: undefined }, false],
  ['without a key', { kid: undefined }, false],
  ['of a type that is no text', { typ: 7 }, false],
  ['of a key that is no text', { kid: ['k'] }, false],
])('a header %s', async (_, header, ok) => {
  const { id, verify } = await signed({}, header);
  expect(await verify({ id, context: null })).toMatchObject(ok ? { ok } : { ok, why: 'not-signed' });
});

test.each([
  '',
  'nonsense',
  'a.b.c',
  `${Buffer.from('{"alg":"none","typ":"jwt","kid":"k"}').toString('base64url')}.e30.`,
  `${Buffer.from('{"alg":"HS256","typ":"jwt","kid":"k"}').toString('base64url')}.e30.e30`,
])('%j is not signed, and no key is asked for', async (id) => {
  let asked = 0;
  const verify = verifySigned({
    keys: { find: () => ((asked += 1), Promise.resolve({ ok: false, why: 'unknown-key', message: '' })) },
    clock: { machine: () => NOW * 1000 },
    orgs: [1],
  });
  expect(await verify({ id, context: null })).toMatchObject({ ok: false, code: 'unknown', why: 'not-signed' });
  expect(asked).toBe(0);
});

test.each([
  ['of the same uid', { UserUID: 'u1', Login: 'other' }, { role: 'Editor', teams: [7] }],
  [
    'of the same login, where an old Grafana knows no uid',
    { UserUID: '', UserID: 0, Login: 'ann' },
    { role: 'Editor', teams: [7] },
  ],
  ['of somebody else', { UserUID: 'u2', Login: 'ben' }, { role: 'Viewer', teams: [] }],
])('a context %s', async (_, who, identity) => {
  const { id, verify } = await signed({});
  const context = JSON.stringify({ OrgID: 1, OrgRole: 'Editor', Teams: [7], ...who });
  expect(await verify({ id, context })).toMatchObject({ ok: true, identity });
});

test.each([
  ['Admin', 'Admin'],
  ['Editor', 'Editor'],
  ['Viewer', 'Viewer'],
  ['None', 'Viewer'],
  ['Owner', 'Admin'],
  [undefined, 'Admin'],
])('the signed role %s is %s beside a context that says Admin', async (role, becomes) => {
  const { id, verify } = await signed({ role });
  expect(await verify({ id, context: JSON.stringify({ UserUID: 'u1', OrgRole: 'Admin' }) })).toMatchObject({
    ok: true,
    identity: { role: becomes },
  });
});

test('a context without a login adds nothing to an account without one', async () => {
  const { id, verify } = await signed({ type: 'service-account', username: '' });
  expect(
    await verify({ id, context: JSON.stringify({ UserUID: 'u2', Login: '', Name: 'root', OrgRole: 'Admin' }) }),
  ).toMatchObject({ ok: true, identity: { name: null, role: 'Viewer' } });
});

test('a token that was verified before counts no longer once it has ended, its key is gone, or its bytes differ', async () => {
  const headers = headersOf('viewer');
  const { iat = 0, exp = 0 } = decodeJwt(headers.id ?? '');
  let now = iat + 1;
  let known: readonly SigningKey[] = keys;
  const verify = verifierOf(
    () => now,
    () => known,
  );
  const seenBefore = await verify(headers);
  expect(seenBefore).toMatchObject({ ok: true, identity: { login: 'dee' } });
  expect(await verify(headers)).toEqual(seenBefore);
  const [head, body, signature = ''] = (headers.id ?? '').split('.');
  const other = [head, body, `${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`].join('.');
  expect(await verify({ ...headers, id: other })).toMatchObject({ ok: false, why: 'not-signed' });
  known = [];
  expect(await verify(headers)).toMatchObject({ ok: false, why: 'unknown-key' });
  const { publicKey } = await generateKeyPair('ES256');
  const another = await exportJWK(publicKey);
  known = keys.map(({ kid }) => ({ ...another, kid }) as SigningKey);
  expect(await verify(headers)).toMatchObject({ ok: false, why: 'not-signed' });
  known = keys;
  expect(await verify(headers)).toMatchObject({ ok: true });
  now = exp + 31;
  expect(await verify(headers)).toMatchObject({ ok: false, why: 'expired' });
});

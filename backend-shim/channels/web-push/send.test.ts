import { decodeJwt, decodeProtectedHeader, importJWK, jwtVerify } from 'jose';
import { describe, expect, it } from 'vitest';
import { fakeIncident, fakeMessage, fakeRequest } from '../shared/testing/delivery.fake.ts';
import { useBench } from '../shared/http/http-bench.fake.ts';
import { IDENTITY } from './peer.fake.ts';
import { createFakeBrowser } from './receiver.fake.ts';
import { renderPush, topicOf, urgencyOf } from './render.ts';
import { createWebPushChannel } from './send.ts';
import { KNOWN_SERVICES, wrongEndpoint } from './service.ts';

const bench = useBench((deps, url) =>
  createWebPushChannel({ ...deps, push: { identity: () => Promise.resolve(IDENTITY), services: [url] } }),
);
const browser = createFakeBrowser();
const secret = JSON.stringify(browser.subscription('').keys);
const toPhone = (url: string) => ({ to: `${url}/push/1`, secrets: { secret } });

describe('a page', () => {
  it('can be read by the device alone, and by its push service not at all', async () => {
    expect(await bench.send(toPhone)).toEqual({ kind: 'done', providerId: 'delivery-1' });
    const [got] = bench.peer().received;
    expect(got).toMatchObject({ method: 'POST', path: '/push/1' });
    expect(got?.body).not.toContain('Disk full');
    expect(browser.read(got?.bytes ?? Buffer.alloc(0))).toEqual({
      id: 'delivery-1',
      kind: 'page',
      title: '[Critical] Disk full on db-1 (#1042)',
      body: expect.stringContaining('If nobody answers, at 14:15: Ben Petit will be paged'),
      lang: 'en',
      tag: `incident-${fakeIncident().id}`,
      incident: fakeIncident().id,
      ring: true,
      stay: true,
      at: fakeMessage().at,
      actions: [{ action: 'acknowledge', title: 'Acknowledge' }],
    });
    expect(() => createFakeBrowser().read(got?.bytes ?? Buffer.alloc(0))).toThrow();
  });

  it('is urgent, kept for half a day, and takes the place of what was not delivered yet', async () => {
    await bench.send(toPhone);
    expect(bench.peer().received[0]?.headers).toMatchObject({
      'content-encoding': 'aes128gcm',
      urgency: 'high',
      ttl: '43200',
      topic: topicOf(fakeMessage()),
    });
    expect(topicOf(fakeMessage())).toMatch(/^[A-Za-z0-9_-]{32}$/);
    expect(topicOf(fakeMessage({ kind: 'test', incident: null }))).toBeNull();
  });

  it('says who sends it, signed for this push service only', async () => {
    await bench.send(toPhone);
    const [, token = '', key = ''] =
      /^vapid t=([^,]+), ?k=(.+)$/.exec(String(bench.peer().received[0]?.headers.authorization)) ?? [];
    expect(key).toBe(IDENTITY.publicKey);
    expect(decodeProtectedHeader(token).alg).toBe('ES256');
    expect(decodeJwt(token)).toMatchObject({ aud: bench.peer().url, sub: 'mailto:vigie@example.com' });
    const point = Buffer.from(key, 'base64url');
    const jwk = {
      kty: 'EC',
      crv: 'P-256',
      x: point.subarray(1, 33).toString('base64url'),
      y: point.subarray(33).toString('base64url'),
    };
    await expect(jwtVerify(token, await importJWK(jwk, 'ES256'))).resolves.toBeTruthy();
  });

  it('of a swap carries its answers, each with the page that asks once more; in French, too', () => {
    const links = { take: 'https://vigie.test/s/x/take', decline: 'https://vigie.test/s/x/decline' };
    const swap = { what: 'asked' as const, of: 'Ann', by: 'Ann', note: '', personal: true as const };
    const asked = (to: Partial<typeof links>, language: 'en' | 'fr') =>
      renderPush(
        fakeMessage({
          kind: 'onCall',
          language,
          incident: null,
          onCall: {
            rota: 'SRE',
            start: Date.UTC(2026, 0, 12, 8),
            end: Date.UTC(2026, 0, 19, 8),
            on: true,
            swap: { ...swap, links: { take: links.take, ...to } },
          },
        }),
        'd',
      );
    expect(asked(links, 'en')).toMatchObject({
      title: expect.stringContaining('Ann asks you to take SRE'),
      actions: [
        { action: 'take', title: 'Take it' },
        { action: 'decline', title: 'Decline' },
      ],
      links: { default: links.take, ...links },
    });
    // Asked of anybody, it can only be taken.
    expect(asked({}, 'fr').actions).toEqual([{ action: 'take', title: 'Accepter' }]);
  });

  it('is no more urgent than necessary', () => {
    const update = (kind: 'resolved' | 'confirm') =>
      fakeMessage({ kind: 'update', update: { kind, actor: null, text: null } });
    expect([urgencyOf(fakeMessage()), urgencyOf(update('confirm')), urgencyOf(update('resolved'))]).toEqual([
      'high',
      'high',
      'normal',
    ]);
    expect(renderPush(update('resolved'), 'd')).toMatchObject({ ring: false, stay: false, actions: [] });
    expect(renderPush(update('confirm'), 'd')).toMatchObject({
      ring: true,
      stay: true,
      actions: [{ action: 'acknowledge' }],
    });
  });

  it('fits the limit of push services, whatever its text', () => {
    const odd = '\u0001\ud83d\ude00"\\火'.repeat(3_000);
    const message = fakeMessage({
      incident: fakeIncident({ title: odd, description: odd, labels: { [odd]: odd } }),
      next: { at: 0, what: odd },
    });
    expect(Buffer.byteLength(JSON.stringify(renderPush(message, 'x'.repeat(26))))).toBeLessThanOrEqual(3_900);
  });
});

it.each([
  ['a service that browsers come with', 'https://fcm.googleapis.com/fcm/send/1', false],
  ['a service of the installation’s own', 'https://push.example.com/1', true],
])('an address came from a browser: %s is reached in private ranges: %s', async (_, to, trusted) => {
  const asked: unknown[] = [];
  const http = {
    send: (request: { trusted?: boolean }) => (
      asked.push(request.trusted),
      Promise.resolve({ ok: true as const, response: { status: 201, headers: {}, body: '', truncated: false } })
    ),
  };
  const channel = createWebPushChannel({
    http: http as never,
    clock: { machine: () => 0 } as never,
    push: { identity: () => Promise.resolve(IDENTITY), services: [...KNOWN_SERVICES, 'https://push.example.com'] },
  });
  await channel.send(fakeRequest({ to, secrets: { secret }, trusted: true }));
  expect(asked).toEqual([trusted]);
});

describe('the push service', () => {
  it.each([
    [201, 'done', undefined],
    [404, 'never', 'bad-address'],
    [410, 'never', 'bad-address'],
    [413, 'never', 'refused'],
    [401, 'retry', 'misconfigured'],
    [403, 'retry', 'misconfigured'],
    [429, 'retry', 'rate-limited'],
    [500, 'retry', 'server-error'],
    [503, 'retry', 'server-error'],
  ])('answers %i', async (status, kind, reason) => {
    bench.peer().answer({ status });
    expect(await bench.send(toPhone)).toMatchObject({ kind, ...(reason ? { reason } : {}) });
  });

  it('says for how long to wait', async () => {
    bench.peer().answer({ status: 429, headers: { 'retry-after': '30' } });
    expect(await bench.send(toPhone)).toMatchObject({ kind: 'retry', after: 30_000 });
  });

  it('says what to do when the subscription has ended', async () => {
    bench.peer().answer({ status: 410 });
    expect(await bench.send(toPhone)).toMatchObject({
      detail: expect.stringContaining('open the app on it, or remove it'),
    });
  });
});

describe('an endpoint', () => {
  it.each([
    'https://fcm.googleapis.com/fcm/send/abc:def',
    'https://updates.push.services.mozilla.com/wpush/v2/abc',
    'https://web.push.apple.com/abc',
    'https://wns2-par02p.notify.windows.com/w/?token=abc',
  ])('%s is taken', (endpoint) => expect(wrongEndpoint(endpoint, KNOWN_SERVICES)).toBeNull());

  it.each([
    'http://fcm.googleapis.com/fcm/send/abc',
    'https://fcm.googleapis.com:8443/abc',
    'https://fcm.googleapis.com.example.com/abc',
    'https://evilpush.apple.com/abc',
    'https://push.apple.com/abc',
    'https://user@fcm.googleapis.com/abc',
    'https://127.0.0.1/abc',
    'https://metadata.google.internal/abc',
    'file:///etc/passwd',
    'nonsense',
  ])('%s is not', (endpoint) => expect(wrongEndpoint(endpoint, KNOWN_SERVICES)).toContain('must be'));

  it('may be on a server of one’s own, when an Admin named it', () => {
    expect(wrongEndpoint('http://push.lan:8080/a', ['http://push.lan:8080'])).toBeNull();
    expect(wrongEndpoint('http://push.lan:8081/a', ['http://push.lan:8080'])).toContain('must be');
    expect(wrongEndpoint('https://push.example.com/a', ['push.example.com'])).toBeNull();
  });

  it('that nobody allowed never gets a request', async () => {
    expect(await bench.send(() => ({ to: 'http://127.0.0.1:9/push', secrets: { secret } }))).toMatchObject({
      kind: 'never',
      reason: 'refused-address',
    });
  });
});

describe('keys', () => {
  it.each([
    ['', 'nothing'],
    ['{"p256dh":1}', 'no keys'],
    [JSON.stringify({ p256dh: 'A'.repeat(87), auth: 'A'.repeat(22) }), 'no point of the curve'],
  ])('that are none say so: %s (%s)', async (wrong) => {
    expect(await bench.send((url) => ({ to: `${url}/push/1`, secrets: { secret: wrong } }))).toMatchObject({
      kind: 'never',
      reason: 'bad-address',
    });
    expect(bench.peer().received).toEqual([]);
  });
});

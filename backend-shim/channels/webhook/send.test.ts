import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createGuardedHttp } from '../../adapters/guarded-http.ts';
import { createFakeClock, fakeIncident, fakeMessage, fakeRequest, NOW } from '../shared/testing/delivery.fake.ts';
import { useBench } from '../shared/http/http-bench.fake.ts';
import { definition } from './definition.ts';
import { createWebhookChannel } from './send.ts';

const bench = useBench(createWebhookChannel);

const ANN = fakeIncident();

describe('a webhook delivery', () => {
  it('has the body of the contract', async () => {
    await bench.send((url) => ({ to: `${url}/ann` }));
    const { text, ...body } = JSON.parse(bench.peer().received[0]?.body ?? '');
    expect(body).toEqual({
      id: 'delivery-1',
      kind: 'page',
      at: '2026-01-07T13:10:00.000Z',
      person: { login: 'ann' },
      incident: {
        id: ANN.id,
        number: 1042,
        title: 'Disk full on db-1',
        severity: 'critical',
        state: 'open',
        source: 'Zabbix',
        labels: { team: 'db', host: 'db-1' },
        url: ANN.url,
        acknowledgeUrl: 'https://vigie.example.com/r/TOKEN/acknowledge',
        resolveUrl: 'https://vigie.example.com/r/TOKEN/resolve',
      },
      policy: 'SRE',
      step: 1,
      urgency: 'urgent',
      bundled: 1,
      update: null,
      onCall: null,
    });
    expect(text).toContain('Disk full on db-1');
  });

  it('has the headers of the contract, and a signature that the receiver can check', async () => {
    await bench.send((url) => ({ to: `${url}/ann`, secrets: { secret: 's3cret' } }));
    const { method, path, headers, body } = bench.peer().received[0]!;
    expect([method, path]).toEqual(['POST', '/ann']);
    expect(headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'idempotency-key': 'delivery-1',
      'x-vigie-timestamp': String(NOW / 1000),
    });
    const expected = createHmac('sha256', 's3cret')
      .update(`${headers['x-vigie-timestamp']}.`)
      .update(body)
      .digest('hex');
    expect(headers['x-vigie-signature']).toBe(`sha256=${expected}`);
  });

  it('signs the bytes that are sent, not characters', async () => {
    await bench.send((url) => ({
      to: url,
      secrets: { secret: 'clé 💥' },
      message: fakeMessage({ incident: fakeIncident({ title: 'été 💥' }) }),
    }));
    const { headers, body } = bench.peer().received[0]!;
    const expected = createHmac('sha256', Buffer.from('clé 💥', 'utf8'))
      .update(Buffer.from(`${NOW / 1000}.${body}`, 'utf8'))
      .digest('hex');
    expect(headers['x-vigie-signature']).toBe(`sha256=${expected}`);
  });

  it('is not signed without a secret', async () => {
    await bench.send((url) => ({ to: url }));
    expect(bench.peer().received[0]?.headers).not.toHaveProperty('x-vigie-signature');
  });

  it('has no person for a room, whose URL is among its settings', async () => {
    const message = fakeMessage({ person: null });
    await bench.send((url) => ({ to: '', settings: { url: `${url}/room` }, message }));
    expect(bench.peer().received[0]?.path).toBe('/room');
    expect(JSON.parse(bench.peer().received[0]?.body ?? '').person).toBeNull();
  });

  it('has no incident where it is about none', async () => {
    await bench.send((url) => ({ to: url, message: fakeMessage({ kind: 'test', incident: null }) }));
    expect(JSON.parse(bench.peer().received[0]?.body ?? '')).toMatchObject({ kind: 'test', incident: null });
  });

  it('logs in where the URL holds a user and password', async () => {
    await bench.send((url) => ({ to: url.replace('//', '//ann:p%40ss@') }));
    expect(bench.peer().received[0]?.headers.authorization).toBe(`Basic ${Buffer.from('ann:p@ss').toString('base64')}`);
  });
});

describe('the answer', () => {
  it.each([200, 201, 202, 204])('%i is done', async (status) => {
    bench.peer().answer({ status });
    expect(await bench.send((url) => ({ to: url }))).toEqual({ kind: 'done', providerId: null });
  });

  it('429 waits as long as asked', async () => {
    bench.peer().answer({ status: 429, headers: { 'retry-after': '30' } });
    expect(await bench.send((url) => ({ to: url }))).toMatchObject({
      kind: 'retry',
      reason: 'rate-limited',
      after: 30_000,
    });
  });

  it('a redirect is refused and not followed', async () => {
    bench.peer().answer({ status: 302, headers: { location: `${bench.peer().url}/elsewhere` } });
    expect(await bench.send((url) => ({ to: url }))).toMatchObject({ kind: 'never', reason: 'refused' });
    expect(bench.peer().received).toHaveLength(1);
  });

  it('a broken connection is tried again', async () => {
    bench.peer().answer('drop');
    expect(await bench.send((url) => ({ to: url }))).toMatchObject({ kind: 'retry', reason: 'network' });
  });
});

describe('an address', () => {
  it.each(['ftp://example.com', 'example.com', 'javascript:alert(1)', 'https://', ''])(
    '%s is refused, when it is entered and when it is used',
    async (to) => {
      expect(definition.address.validate(to)).toContain('https://');
      expect(await bench.send(() => ({ to }))).toMatchObject({ kind: 'never', reason: 'bad-address' });
    },
  );

  it('that may not be reached says so for good', async () => {
    const guarded = createGuardedHttp({ allow: [] });
    const closed = createWebhookChannel({ http: guarded, clock: createFakeClock() });
    expect(await closed.send(fakeRequest({ to: `${bench.peer().url}/a?b` }))).toMatchObject({
      kind: 'never',
      reason: 'refused-address',
    });
    expect(bench.peer().received).toEqual([]);
    await guarded.close();
  });

  it('has a lane per host and port', () => {
    expect(bench.channel().lane('https://a.example.com/1', {})).toBe(
      bench.channel().lane('https://a.example.com/2', {}),
    );
    expect(bench.channel().lane('https://a.example.com/1', {})).not.toBe(
      bench.channel().lane('https://b.example.com/1', {}),
    );
    expect(bench.channel().lane('', { url: 'https://c.example.com/x' })).toBe('webhook:c.example.com');
  });
});

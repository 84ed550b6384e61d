import { describe, expect, it } from 'vitest';
import type { ChannelService } from '../../ports/channel.ts';
import { fakeIncident, fakeMessage } from '../shared/testing/delivery.fake.ts';
import { useBench } from '../shared/http/http-bench.fake.ts';
import { numberOf } from '../shared/fields/number.ts';
import { createSmsHttpChannel } from './send.ts';

let services: (url: string) => ChannelService[] = () => [];
const bench = useBench((deps, url) =>
  createSmsHttpChannel({ ...deps, callbackUrl: () => '', services: () => services(url) }),
);

const ANN = { to: '+33 6 12 34 56 78' };

function gateway(
  settings: Record<string, unknown>,
  secrets: Record<string, string> = {},
): (url: string) => ChannelService[] {
  return (url) => [
    { id: 'gateway', settings: { ...settings, url: `${url}${String(settings['url'] ?? '/')}` }, secrets },
  ];
}

describe('a gateway', () => {
  it('that takes JSON', async () => {
    services = gateway(
      { url: '/messages', body: '{"to": [{{ to | json }}], "text": {{ text | json }}, "id": {{ id | json }}}' },
      { token: 'T' },
    );
    expect(
      await bench.send(() => ({
        ...ANN,
        message: fakeMessage({ incident: fakeIncident({ title: 'A "quoted" title \\ {{ to }}' }) }),
      })),
    ).toEqual({ kind: 'done', providerId: null });
    const [{ method, path, headers } = { method: '', path: '', headers: {} as Record<string, string> }] =
      bench.peer().received;
    expect([method, path]).toEqual(['POST', '/messages']);
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      authorization: 'Bearer T',
      'idempotency-key': 'delivery-1',
    });
    expect(bench.body()).toEqual({
      to: ['+33612345678'],
      text: expect.stringContaining('CRITICAL: A "quoted" title \\ {{ to }}'),
      id: 'delivery-1',
    });
  });

  it('that takes everything in the address, like Kannel', async () => {
    services = gateway(
      {
        method: 'GET',
        url: '/cgi-bin/sendsms?username=u&password={{ password | url_encode }}&to={{ number }}&text={{ text | url_encode }}',
      },
      { password: 'p&s' },
    );
    await bench.send(() => ({ ...ANN, message: fakeMessage({ incident: fakeIncident({ title: 'à 98 % & more' }) }) }));
    const [received] = bench.peer().received;
    const query = new URL(received?.path ?? '', 'http://gateway.invalid').searchParams;
    expect(received?.method).toBe('GET');
    expect([query.get('password'), query.get('to')]).toEqual(['p&s', '33612345678']);
    expect(query.get('text')).toContain('à 98 % & more');
  });

  it('that takes a form, with user and password', async () => {
    services = gateway(
      {
        user: 'u',
        contentType: 'application/x-www-form-urlencoded',
        body: 'to={{ to | url_encode }}&m={{ text | url_encode }}',
      },
      { password: 'p' },
    );
    await bench.send(() => ANN);
    expect(bench.peer().received[0]?.headers).toMatchObject({
      'content-type': 'application/x-www-form-urlencoded',
      authorization: `Basic ${Buffer.from('u:p').toString('base64')}`,
    });
    expect(new URLSearchParams(bench.peer().received[0]?.body).get('to')).toBe('+33612345678');
  });

  it('that answers 200 to everything', async () => {
    services = gateway({ body: 'x', expect: '"status":"OK"' });
    bench.peer().answer({ status: 200, body: '{"status":"ERR"}' });
    expect(await bench.send(() => ANN)).toMatchObject({ kind: 'retry', reason: 'server-error' });
    bench.peer().answer({ status: 200, body: '{"status":"OK"}' });
    expect(await bench.send(() => ANN)).toMatchObject({ kind: 'done' });
  });

  it.each([
    ['url', { url: '/?t={{ txt }}' }],
    ['body', { body: '{{ text | jsn }}' }],
    ['body', { body: '{% for %}' }],
    ['body', { body: "{% include '/etc/passwd' %}" }],
  ])('whose template is wrong: %s %j', async (field, settings) => {
    services = gateway(settings, { token: 'nobody-may-see' });
    const outcome = await bench.send(() => ANN);
    expect(outcome).toMatchObject({
      kind: 'retry',
      reason: 'misconfigured',
      detail: expect.stringContaining(`template "${field}"`),
    });
    expect(JSON.stringify(outcome)).not.toContain('nobody-may-see');
    expect(bench.peer().received).toEqual([]);
  });

  it('whose template is longer than any is', async () => {
    services = gateway({ body: 'x'.repeat(10_001) });
    expect(await bench.send(() => ANN)).toMatchObject({
      kind: 'retry',
      reason: 'misconfigured',
      detail: expect.stringContaining('template "body"'),
    });
  });

  it('that is not there', async () => {
    services = () => [];
    expect(await bench.send(() => ANN)).toMatchObject({ kind: 'retry', reason: 'not-configured' });
  });

  it('that refuses our password is a problem of the service, not of the number', async () => {
    services = gateway({ body: 'x' });
    bench.peer().answer({ status: 401 });
    expect(await bench.send(() => ANN)).toMatchObject({ kind: 'retry', reason: 'misconfigured' });
  });
});

describe('two gateways', () => {
  it('the second takes over when the first is down, and only then', async () => {
    services = (url) => [
      { id: 'down', settings: { url: 'http://127.0.0.1:1/' }, secrets: {} },
      { id: 'up', settings: { url: `${url}/up`, body: '{{ text }}' }, secrets: {} },
      { id: 'spare', settings: { url: `${url}/spare`, body: '{{ text }}' }, secrets: {} },
    ];
    expect(await bench.send(() => ANN)).toMatchObject({ kind: 'done' });
    expect(bench.peer().received.map((each) => each.path)).toEqual(['/up']);
  });

  it('a refusal for good ends it', async () => {
    services = (url) =>
      ['/first', '/second'].map((path) => ({ id: path, settings: { url: url + path, body: 'x' }, secrets: {} }));
    bench.peer().answer({ status: 400 });
    expect(await bench.send(() => ANN)).toMatchObject({ kind: 'never' });
    expect(bench.peer().received.map((each) => each.path)).toEqual(['/first']);
  });
});

describe('a room', () => {
  it('always has the same number, and its own gateway', async () => {
    services = () => [];
    expect(await bench.send((url) => ({ settings: { url, to: '+33612345678', body: '{{ to }}' } }))).toMatchObject({
      kind: 'done',
    });
    expect(bench.peer().received[0]?.body).toBe('+33612345678');
  });
});

describe('a number', () => {
  it.each([
    ['+33 6 12.34-56 78', '+33612345678'],
    ['+1 (202) 555-0100', '+12025550100'],
    ['0612345678', null],
    ['+0612345678', null],
    ['+336', null],
    ['+1234567890123456', null],
    ['+33612345678, +33687654321', null],
    ['+336x2345678', null],
    ['', null],
  ])('%s', (text, number) => {
    expect(numberOf(text)).toBe(number);
  });

  it('that is none is not tried', async () => {
    services = gateway({ body: 'x' });
    expect(await bench.send(() => ({ to: '0612345678' }))).toMatchObject({ kind: 'never', reason: 'bad-address' });
    expect(bench.peer().received).toEqual([]);
  });
});

import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HttpRequest, HttpResult } from '../ports/http.ts';
import { createGuardedHttp } from './guarded-http.ts';
import type { GuardedHttp } from './guarded-http.ts';

let server: Server;
let port: number;
let answer: RequestListener;
let sockets: number;
let requests: Array<{ url: string; authorization: string | undefined }>;
let open: GuardedHttp;

beforeEach(async () => {
  sockets = 0;
  requests = [];
  answer = (_request, response) => response.end('ok');
  server = createServer((request, response) => {
    requests.push({ url: request.url ?? '', authorization: request.headers.authorization });
    answer(request, response);
  });
  server.on('connection', () => (sockets += 1));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
  open = createGuardedHttp({ allow: ['127.0.0.0/8'] });
});
afterEach(async () => {
  await open.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const SECRET = 'nobody-may-see-this';
const request = (change: Partial<HttpRequest> = {}): HttpRequest => ({
  method: 'POST',
  url: `http://127.0.0.1:${port}/${SECRET}?token=${SECRET}`,
  body: 'body',
  trusted: true,
  ...change,
});

function failure(result: HttpResult): string {
  return result.ok ? 'none' : result.failure.kind;
}

describe('an exchange', () => {
  it('hands back status, headers and body', async () => {
    answer = (_request, response) =>
      response.writeHead(418, { 'retry-after': '5', 'set-cookie': ['a', 'b'] }).end('été');
    const result = await open.send(request());
    expect(result).toMatchObject({
      ok: true,
      response: { status: 418, headers: { 'retry-after': '5', 'set-cookie': 'a,b' }, body: 'été' },
    });
  });

  it('keeps connections', async () => {
    for (let i = 0; i < 20; i += 1) await open.send(request());
    expect(requests).toHaveLength(20);
    // A socket may still be returning to the pool when the next request comes.
    expect(sockets).toBeLessThanOrEqual(2);
  });

  it('on a connection that a trusted address had opened is for trusted addresses only: a stranger’s has its own', async () => {
    await open.send(request({ trusted: true }));
    await new Promise((resolve) => setImmediate(resolve));
    await open.send(request({ trusted: false }));
    expect(sockets).toBe(2);
  });

  it('that waited for a connection longer than it is held is not sent; one that was sent is not cut off', async () => {
    const narrow = createGuardedHttp({ allow: ['127.0.0.0/8'], connections: 1 });
    let isHeld = true;
    const held = () => {
      const own = new AbortController();
      const ask = () => (isHeld || own.abort(), !own.signal.aborted);
      return Object.assign(own.signal, { mayLeave: ask });
    };
    const arrived = Promise.withResolvers<() => void>();
    answer = (_request, response) => arrived.resolve(() => void response.end('ok'));
    const sending = [narrow.send(request({ signal: held() })), narrow.send(request({ signal: held() }))];
    const release = await arrived.promise;
    isHeld = false;
    release();
    expect((await Promise.all(sending)).map(failure)).toEqual(['none', 'cancelled']);
    isHeld = true;
    answer = (_request, response) => response.end('ok');
    expect(failure(await narrow.send(request({ signal: held() })))).toBe('none');
    expect(requests).toHaveLength(2);
    await narrow.close();
  });

  it('never opens more connections to one receiver than allowed', async () => {
    const narrow = createGuardedHttp({ allow: ['127.0.0.0/8'], connections: 2 });
    const results = await Promise.all(Array.from({ length: 20 }, () => narrow.send(request())));
    expect([results.every((result) => result.ok), sockets]).toEqual([true, 2]);
    await narrow.close();
  });

  it('does not follow a redirect', async () => {
    answer = (_request, response) => response.writeHead(307, { location: '/elsewhere' }).end();
    expect(await open.send(request())).toMatchObject({ ok: true, response: { status: 307 } });
    expect(requests).toHaveLength(1);
  });

  it('tells user and password of the URL to the receiver only', async () => {
    await open.send(request({ url: `http://ann:p%40ss@127.0.0.1:${port}/` }));
    expect(requests[0]).toEqual({ url: '/', authorization: `Basic ${Buffer.from('ann:p@ss').toString('base64')}` });
  });
});

describe('an answer without end', () => {
  it('is cut at 64 KiB', async () => {
    answer = (_request, response) => response.end('x'.repeat(10_000_000));
    const result = await open.send(request());
    expect(result.ok && result.response.body.length).toBe(64 * 1024);
    expect(await open.send(request())).toMatchObject({ ok: true });
  });

  it('is not unpacked', async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000));
    answer = (_request, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb);
    const result = await open.send(request());
    expect(result.ok && result.response.body.length).toBeLessThanOrEqual(64 * 1024);
  });

  it('that trickles is ended by the timeout', async () => {
    answer = (_request, response) => {
      response.write('x');
    };
    expect(failure(await open.send(request({ timeout: 50 })))).toBe('timeout');
  });
});

describe('a failure', () => {
  it('is a timeout where nobody answers', async () => {
    answer = () => undefined;
    const result = await open.send(request({ timeout: 50 }));
    expect(failure(result)).toBe('timeout');
    expect(JSON.stringify(result)).not.toContain(SECRET);
  });

  it('is cancelled where the caller gives up', async () => {
    const controller = new AbortController();
    answer = () => controller.abort();
    const result = await open.send(request({ signal: controller.signal }));
    expect(failure(result)).toBe('cancelled');
    expect(JSON.stringify(result)).not.toContain(SECRET);
    expect(failure(await open.send(request({ signal: AbortSignal.abort() })))).toBe('cancelled');
    expect(requests).toHaveLength(1);
  });

  it('is of kind network if the connection breaks or is refused', async () => {
    answer = (_request, response) => response.destroy();
    expect(failure(await open.send(request()))).toBe('network');
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    const result = await open.send(request());
    expect(result).toMatchObject({
      ok: false,
      failure: { kind: 'network', detail: expect.stringContaining('ECONNREFUSED') },
    });
    expect(JSON.stringify(result)).not.toContain(SECRET);
  });

  it.each(['', 'no url', 'ftp://example.com/', 'file:///etc/passwd', 'data:text/plain,x', '//example.com', 'http://'])(
    'is the address itself: "%s"',
    async (url) => {
      expect(failure(await open.send(request({ url })))).toBe('bad-url');
    },
  );

  it('is a header that HTTP does not allow', async () => {
    const result = await open.send(request({ headers: { 'x-a': `${SECRET}\r\nx-b: 1` } }));
    expect(failure(result)).toBe('bad-url');
    expect(JSON.stringify(result)).not.toContain(SECRET);
  });
});

describe('an address that may not be reached', () => {
  const spellings = [
    '127.0.0.1',
    '127.1',
    '0x7f.1',
    '2130706433',
    '017700000001',
    '0.0.0.0',
    'localhost',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '127.0.0.1.',
    '①②⑦.0.0.1',
  ];

  it.each(spellings)('is refused as %s, even to Admins', async (host) => {
    const closed = createGuardedHttp({ allow: [] });
    const result = await closed.send(request({ url: `http://${host}:${port}/${SECRET}` }));
    expect(failure(result)).toBe('refused-address');
    expect(JSON.stringify(result)).toContain('VIGIE_OUTGOING_ALLOW');
    expect(JSON.stringify(result)).not.toContain(SECRET);
    expect(sockets).toBe(0);
    await closed.close();
  });

  it('is refused to a stranger on a private network', async () => {
    const closed = createGuardedHttp({ allow: [] });
    expect(failure(await closed.send(request({ url: 'http://10.255.255.1/', trusted: false })))).toBe(
      'refused-address',
    );
    await closed.close();
  });

  it('is reached once it is in the list, by name and by number', async () => {
    expect(await open.send(request({ url: `http://localhost:${port}/`, trusted: false }))).toMatchObject({ ok: true });
    expect(await open.send(request({ trusted: false }))).toMatchObject({ ok: true });
  });
});

it('refuses to start with a list it does not understand', () => {
  expect(() => createGuardedHttp({ allow: ['10.0.0.0/8', 'intranet'] })).toThrow('VIGIE_OUTGOING_ALLOW: "intranet"');
});

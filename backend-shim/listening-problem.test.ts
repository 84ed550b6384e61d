import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import fastify from 'fastify';
import { expect, test } from 'vitest';
import { listeningProblem } from './listening-problem.ts';

const failing = (start: Promise<unknown>) =>
  start.then(
    () => new Error('it started'),
    (error: unknown) => error,
  );

test('an address in use is reported by its variable', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const listen = { host: '127.0.0.1', port: (other.address() as AddressInfo).port };
  const error = await failing(fastify().listen(listen));
  other.close();
  expect(listeningProblem('VIGIE_LISTEN', listen, error)).toMatch(
    /^VIGIE_LISTEN 127\.0\.0\.1:\d+ cannot be used \(listen EADDRINUSE.*\)\. Stop what listens there, or choose another port\.$/,
  );
});

test('so is a host that does not exist', async () => {
  const listen = { host: 'no-such-host.invalid', port: 0 };
  const error = Object.assign(new Error('getaddrinfo ENOTFOUND no-such-host.invalid'), {
    code: 'ENOTFOUND',
    syscall: 'getaddrinfo',
  });
  expect(listeningProblem('VIGIE_PUBLIC_LISTEN', listen, error)).toContain(
    'VIGIE_PUBLIC_LISTEN no-such-host.invalid:0 cannot be used',
  );
});

test('another failure before listening is reported as it is, without blaming the address', async () => {
  const app = fastify();
  app.addHook('onReady', async () =>
    Promise.reject(new Error('GET /api/v1/new has no rule in backend-shim/rights/table.ts')),
  );
  const error = await failing(app.listen({ host: '127.0.0.1', port: 0 }));
  expect(listeningProblem('VIGIE_LISTEN', { host: '127.0.0.1', port: 0 }, error)).toBe(
    'The sidecar cannot start: GET /api/v1/new has no rule in backend-shim/rights/table.ts',
  );
});

import type { IncomingMessage } from 'node:http';
import type { FastifyRequest } from 'fastify';
import { expect, it } from 'vitest';
import { enter, isThroughPlugin } from './entrance.ts';

function entered(url: string | undefined, method = 'GET') {
  const raw = { url, method } as IncomingMessage;
  return { url: enter(raw), method: raw.method, plugin: isThroughPlugin({ raw } as FastifyRequest) };
}

it.each([
  ['/api/v1/me', '/api/v1/me', false],
  ['/grafana/api/v1/me?a=/grafana/api/v1', '/api/v1/me?a=/grafana/api/v1', true],
  ['//grafana/api/v1/me', '/api/v1/me', true],
  ['/grafana/api/v1', '/api/v1', true],
  ['/grafana/api/v1?a', '/api/v1?a', true],
  ['/grafana/api/v12/me', '/grafana/api/v12/me', false],
  ['/grafana/api/v2/me', '/grafana/api/v2/me', false],
  ['/grafana/grafana/api/v1/me', '/grafana/grafana/api/v1/me', false],
  ['/in/grafana/api/v1/me', '/in/grafana/api/v1/me', false],
  ['/%67rafana/api/v1/me', '/%67rafana/api/v1/me', false],
  ['/Grafana/api/v1/me', '/Grafana/api/v1/me', false],
  ['/grafana/../api/v1/me', '/grafana/../api/v1/me', false],
  ['http://host/grafana/api/v1/me', 'http://host/grafana/api/v1/me', false],
  ['///readyz', '/readyz', false],
  [undefined, '/', false],
])('%s is %s, through the plugin: %s', (url, route, plugin) => {
  expect(entered(url)).toEqual({ url: route, method: 'GET', plugin });
});

it.each([
  ['HEAD', 'GET'],
  ['GET', 'GET'],
  ['POST', 'POST'],
])('%s is looked up as %s', (method, looked) => {
  expect(entered('/api/v1/me', method).method).toBe(looked);
});

import { expect, it } from 'vitest';
import type { HttpClient } from '../ports/http.ts';
import { withOwnGrafana } from './own-grafana.ts';

const answering = (body: string): HttpClient => ({
  send: () => Promise.resolve({ ok: true, response: { status: 200, headers: {}, body } }),
});

async function by(grafana: string | null, url: string): Promise<string> {
  const result = await withOwnGrafana(answering('as any address'), answering('as our own'), grafana).send({
    method: 'GET',
    url,
    trusted: true,
  });
  return result.ok ? result.response.body : '';
}

it.each([
  ['http://127.0.0.1:3000', 'http://127.0.0.1:3000/api/alertmanager/grafana/api/v2/silences', 'as our own'],
  ['http://127.0.0.1:3000/', 'http://127.0.0.1:3000/api/prometheus/grafana/api/v1/rules', 'as our own'],
  ['http://10.0.0.7/grafana', 'http://10.0.0.7/grafana/api/alertmanager/grafana/api/v2/alerts?filter=a', 'as our own'],
  // All other URLs go through the guard for addresses that people give.
  ['http://127.0.0.1:3000', 'http://127.0.0.1:3001/api/alertmanager/grafana/api/v2/silences', 'as any address'],
  ['http://127.0.0.1:3000', 'https://127.0.0.1:3000/api/alertmanager/grafana/api/v2/silences', 'as any address'],
  ['http://127.0.0.1:3000', 'http://127.0.0.1:3000/api/admin/users', 'as any address'],
  ['http://127.0.0.1:3000', 'http://127.0.0.1:3000/api/alertmanager/grafana/../../admin/users', 'as any address'],
  [
    'http://127.0.0.1:3000',
    'http://admin:admin@127.0.0.1:3000/api/alertmanager/grafana/api/v2/silences',
    'as any address',
  ],
  ['http://10.0.0.7/grafana', 'http://10.0.0.7/api/alertmanager/grafana/api/v2/alerts', 'as any address'],
  ['http://127.0.0.1:3000', 'no address', 'as any address'],
  [null, 'http://127.0.0.1:3000/api/alertmanager/grafana/api/v2/silences', 'as any address'],
])('of %s, %s is reached %s', async (grafana, url, way) => {
  expect(await by(grafana, url)).toBe(way);
});

import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { readJson } from '#contract/foreign/json-shape';
import { createGrafanaPeople } from './people.ts';

let server: Server | null = null;
let asked: string[] = [];

async function serve(answer: (url: URL) => { status: number; body: string }): Promise<string> {
  asked = [];
  server = createServer((request, response) => {
    asked.push(`${request.url} ${request.headers.authorization}`);
    const { status, body } = answer(new URL(request.url ?? '', 'http://grafana'));
    response.writeHead(status, { 'content-type': 'application/json' }).end(body);
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

afterEach(() => new Promise((resolve) => server?.close(resolve)));

const user = (login: string, isDisabled = false) => ({
  userId: 1,
  uid: `u-${login}`,
  login,
  name: login,
  email: '',
  role: 'Viewer',
  isDisabled,
});

describe('the people of Grafana', () => {
  it('are asked for page by page, with the token', async () => {
    const many = Array.from({ length: 1000 }, (_, i) => user(`p${i}`));
    const url = await serve((at) => ({
      status: 200,
      body: JSON.stringify({
        totalCount: 1001,
        orgUsers: at.searchParams.get('page') === '1' ? many : [user('gone', true)],
      }),
    }));
    const answer = await createGrafanaPeople(url, 'glsa_x', readJson).list();
    expect(answer.ok && answer.people.length).toBe(1001);
    expect(answer.ok && answer.people.at(-1)).toEqual({ uid: 'u-gone', login: 'gone', isDisabled: true });
    expect(asked).toEqual([
      '/api/org/users/search?perpage=1000&page=1 Bearer glsa_x',
      '/api/org/users/search?perpage=1000&page=2 Bearer glsa_x',
    ]);
  });

  it.each([
    [403, '{}', /VIGIE_GRAFANA_TOKEN must be of a service account that may read users/],
    [200, '{"message":"hello"}', /did not answer with a list of users/],
    [200, 'not json', /answered with something that is no JSON/],
  ])('%i %s is a reason, not a list', async (status, body, reason) => {
    const url = await serve(() => ({ status, body }));
    const answer = await createGrafanaPeople(url, 'glsa_x', readJson).list();
    expect(answer).toEqual({ ok: false, reason: expect.stringMatching(reason) as string });
  });
});

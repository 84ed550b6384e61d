import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { readJson } from '#contract/foreign/json-shape';
import { createGrafanaKeys } from './keys.ts';
import { createGrafanaPeople } from './people.ts';

let server: Server | null = null;
afterEach(() => {
  server?.closeAllConnections();
  return new Promise((resolve) => server?.close(resolve));
});

async function serve(answer: RequestListener): Promise<string> {
  server = createServer(answer);
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const says = (body: string) => serve((_request, response) => void response.end(body));
const both: Array<[string, (url: string) => Promise<{ ok: boolean }>]> = [
  ['keys', (url) => createGrafanaKeys(url, readJson).fetch()],
  ['people', (url) => createGrafanaPeople(url, 'token', readJson).list()],
];

describe.each(both)('a Grafana in other hands, asked for its %s', (_what, ask) => {
  test('that nests brackets by the million says nothing', async () => {
    const url = await says(`{"keys":${'['.repeat(100_000)}${']'.repeat(100_000)}}`);
    expect(await ask(url)).toMatchObject({ ok: false, reason: expect.stringMatching(/nested 10000\d levels/) });
  });

  test('that answers with too many values says nothing', async () => {
    const url = await says(JSON.stringify({ keys: Array(80_000).fill({}), orgUsers: Array(80_000).fill({}) }));
    expect(await ask(url)).toMatchObject({ ok: false, reason: expect.stringMatching(/values|KiB/) });
  });

  test('that never ends is cut off', async () => {
    let sent = 0;
    const url = await serve((_request, response) => {
      const more = () => {
        if (response.destroyed) return;
        sent += 65_536;
        response.write(' '.repeat(65_536), more);
      };
      more();
    });
    expect(await ask(url)).toMatchObject({ ok: false, reason: expect.stringContaining('more than') });
    expect(sent).toBeLessThan(64 * 1024 * 1024);
  });

  test.each(['null', '[]', '"keys"', '{"keys":null}'])('that answers %s lists nothing', async (body) => {
    expect(await ask(await says(body))).toMatchObject({ ok: false });
  });

  test('that answers no JSON does not have it quoted', async () => {
    expect(await ask(await says('<html>secret'))).toMatchObject({
      ok: false,
      reason: expect.stringMatching(/no JSON$/),
    });
  });
});

test('only keys with a name are kept', async () => {
  const url = await says('{"keys":[null,1,{},{"kid":7},{"kid":"one","kty":"EC"}]}');
  expect(await createGrafanaKeys(url, readJson).fetch()).toEqual({ ok: true, keys: [{ kid: 'one', kty: 'EC' }] });
});

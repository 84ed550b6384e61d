import { request } from 'node:http';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startMailCatcher } from './mail-catcher.mjs';

let catcher;
beforeEach(async () => {
  catcher = await startMailCatcher();
});
afterEach(() => catcher.close());

/** Sends this request line and Host header exactly. @returns the status */
function ask(path, host) {
  const { hostname, port } = new URL(catcher.pageUrl);
  return new Promise((resolve, reject) => {
    request({ host: hostname, port, path, headers: { host: host ?? `${hostname}:${port}` } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
}

it.each(['//', '///', '/\\\\', '//[', '/%', '*', '/mails/1/../..', '//user@host:99999'])(
  'survives the path %s',
  async (path) => {
    expect(await ask(path)).toBe(404);
    expect(await ask('/')).toBe(200);
  },
);

it.each(['evil.example', 'evil.example:8025', '127.0.0.1.evil.example', 'localhost.evil.example'])(
  'shows no mail to a page that calls it %s',
  async (host) => {
    expect(await ask('/', host)).toBe(403);
  },
);

it.each(['localhost', 'LOCALHOST:99', '127.0.0.1', '[::1]:8025'])('shows mails under its own name %s', async (host) => {
  expect(await ask('/', host)).toBe(200);
});

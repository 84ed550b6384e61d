/** Figures and the description of the API, where the operator gives them a token. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apiToken, startSidecar } from '../support/sidecar.ts';
import type { Sidecar } from '../support/sidecar.ts';

const METRICS = 'metrics-token-0123456789abcdef';
const PATHS = ['/metrics', '/openapi.json', '/docs', '/docs/', '/docs/json', '/docs/static/index.html'];

describe.each([
  ['without VIGIE_METRICS_TOKEN', undefined],
  ['with VIGIE_METRICS_TOKEN', METRICS],
])('%s', (_what, token) => {
  let sidecar: Sidecar;
  beforeAll(async () => {
    sidecar = await startSidecar({ env: { VIGIE_METRICS_TOKEN: token } });
  });
  afterAll(() => sidecar.remove());

  it.each(PATHS)('%s', async (path) => {
    const status = async (given: string | null) =>
      (await sidecar.request('GET', path, undefined, { token: given })).status;
    const isOpen = (found: number) => found < 400;
    expect([isOpen(await status(null)), isOpen(await status(apiToken)), isOpen(await status(METRICS))]).toEqual(
      token === undefined ? [true, true, true] : [false, false, true],
    );
  });

  it('the description has one form: to write it in another takes too long for whoever asks', async () => {
    expect((await sidecar.request('GET', '/docs/yaml', undefined, { token: METRICS })).status).toBe(404);
  });

  it('health needs none', async () => {
    expect((await sidecar.request('GET', '/healthz', undefined, { token: null })).status).toBe(200);
  });

  it('it opens nothing else', async () => {
    expect((await sidecar.request('GET', '/api/v1/me', undefined, { token: METRICS })).status).toBe(401);
  });
});

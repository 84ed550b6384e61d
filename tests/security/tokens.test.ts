/** An ingest token that somebody chose can be guessed when it is short: none is taken any more, and those that are there are named. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { onEachDatabase } from '../support/databases.ts';
import { startSidecar } from '../support/sidecar.ts';
import type { Answer, Sidecar } from '../support/sidecar.ts';
import type { LogLine } from '../support/sidecar-process.ts';
import { until } from '../support/waiting.ts';

const SHORT = 'of-23-letters-and-signs';
const OTHER = 'of-23-letters-like-that';
const LONG = 'of-24-letters-and-signs-';
const ANOTHER = 'one-that-nobody-can-guess-0123456789';

const provisioning = `
apiVersion: 1
users: [{ login: ann, email: ann@example.com }]
escalationPolicies: [{ id: sre, steps: [{ notify: [{ user: ann }], wait: 5m }] }]
integrations: [{ id: of-file, type: webhook, policy: sre, token: file-token }]
`;

const tooShort = {
  status: 400,
  body: { error: { code: 'validation', details: [{ path: 'token', reason: 'too-short', data: { min: 24 } }] } },
};

onEachDatabase('Short ingest tokens', (database) => {
  let sidecar: Sidecar;
  beforeAll(async () => {
    const databaseUrl = await database.fresh();
    // Stored by a release that took any token.
    const before = await startSidecar({ provisioning, databaseUrl, release: '0.1.0' });
    expect(
      (await before.api('POST', 'integrations', { id: 'stored', type: 'webhook', policy: 'sre', token: SHORT })).status,
    ).toBe(201);
    await before.remove();
    sidecar = await startSidecar({ provisioning, databaseUrl });
  });
  afterAll(() => sidecar?.remove());

  const put = async (change: object): Promise<Answer> => {
    const { body } = await sidecar.api<object>('GET', 'integrations/stored');
    return sidecar.api('PUT', 'integrations/stored', { ...body, ...change });
  };
  const opens = async (token: string) => (await sidecar.ingest(token, { title: 'a', status: 'resolved' })).status;

  test('are refused in a new integration', async () => {
    expect([SHORT.length, OTHER.length, LONG.length]).toEqual([23, 23, 24]);
    expect(
      await sidecar.api('POST', 'integrations', { id: 'new', type: 'webhook', policy: 'sre', token: OTHER }),
    ).toMatchObject(tooShort);
    expect(
      (await sidecar.api('POST', 'integrations', { id: 'new', type: 'webhook', policy: 'sre', token: LONG })).status,
    ).toBe(201);
  });

  test('are named together with what else is wrong', async () => {
    const { body } = await sidecar.api<{ error: { details: { path: string }[] } }>('POST', 'integrations', {
      id: 'worse',
      type: 'webhook',
      policy: 'nobody',
      token: OTHER,
    });
    expect(body.error.details.map(({ path }) => path).sort()).toEqual(['policy', 'token']);
  });

  test('that are stored, or in a file, still open', async () => {
    expect([await opens(SHORT), await opens('file-token')]).toEqual([202, 202]);
  });

  test('that are stored stay when something else changes, and cannot be changed to another short one', async () => {
    expect((await put({ name: 'Renamed' })).status).toBe(200);
    expect((await put({ token: null })).status).toBe(200);
    expect(await put({ token: `${SHORT.slice(1)}` })).toMatchObject(tooShort);
    expect(await opens(SHORT)).toBe(202);
  });

  const warnings = () =>
    sidecar.log.filter(({ level, msg }) => level === 'warn' && msg.includes('fewer than 24 characters'));
  const named = (lines: readonly LogLine[]) => lines.map(({ integration }) => integration).sort();

  test('are named in the log at every start, and those of files in the status', async () => {
    expect(named(warnings())).toEqual(['of-file', 'stored']);
    expect(JSON.stringify(sidecar.log)).not.toContain(SHORT);
    const { body } = await sidecar.api<{ provisioning: object }>('GET', 'status');
    expect(body.provisioning).toMatchObject({
      state: 'ok',
      problems: [],
      warnings: [expect.stringContaining('integrations[0].token: has fewer than 24 characters')],
    });
  });

  test('of files go on working after a reload, and are still named', async () => {
    await sidecar.provision(provisioning.replace('id: of-file,', 'id: of-file, name: Renamed,'));
    await until(
      'the file is in force',
      async () => (await sidecar.api<{ name: string }>('GET', 'integrations/of-file')).body.name === 'Renamed',
    );
    const { body } = await sidecar.api<{ provisioning: object }>('GET', 'status');
    expect(body.provisioning).toMatchObject({
      state: 'ok',
      warnings: [expect.stringContaining('integrations[0].token')],
    });
    expect(await opens('file-token')).toBe(202);
  });

  test('give way to a long one for good: there is no way back after it', async () => {
    expect((await put({ token: ANOTHER })).status).toBe(200);
    expect(await put({ token: SHORT })).toMatchObject(tooShort);
    expect([await opens(ANOTHER), await opens(SHORT)]).toEqual([202, 202]);
    await sidecar.advance('25h');
    expect([await opens(ANOTHER), await opens(SHORT)]).toEqual([202, 401]);
  });
});

/** What an operator types: copies of the database are made and put back, and a slip starts nothing. */
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apiToken, runSidecar, startSidecar } from '../../support/sidecar.ts';

const provisioning = `apiVersion: 1
users: [{ login: ann, email: ann@example.com }]
escalationPolicies: [{ id: sre, steps: [{ notify: [{ user: ann }], wait: 5m }] }]
`;

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'vigie-copies-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it.each([
  [['--chek'], 'Did you mean "--check"'],
  [['--restor', 'copy.db'], 'Did you mean "--restore"'],
  [['--check', 'now'], 'now'],
  [['--backup', 'a.db', 'b.db'], 'b.db'],
])('%j is not understood, and starts nothing', async (args, advice) => {
  const { code, output } = await runSidecar(args, { provisioning });
  expect({ code, isRefused: output.startsWith('vigie: the argument ') }).toEqual({ code: 1, isRefused: true });
  expect(output.split('\n')[0]).toContain(advice);
  expect(output).toContain('backup <file>');
  expect(output).not.toContain('listening');
});

describe('a copy of the database', () => {
  it('is made under way and put back afterwards', async () => {
    const file = path.join(folder, 'vigie.db');
    const options = { provisioning, databaseUrl: `sqlite:${file}` };
    const copy = path.join(folder, 'copy.db');
    const sidecar = await startSidecar(options);
    const titles = async () =>
      (await sidecar.api<{ items: Array<{ title: string }> }>('GET', 'incidents')).body.items.map(({ title }) => title);
    try {
      await sidecar.api('POST', 'incidents', { title: 'Before', users: ['ann'] });
      expect(await runSidecar(['--backup', copy], options)).toMatchObject({
        code: 0,
        output: expect.stringContaining('copied'),
      });
      await sidecar.api('POST', 'incidents', { title: 'After', users: ['ann'] });
      expect(await runSidecar(['--restore', copy], options)).toMatchObject({
        code: 1,
        output: expect.stringContaining('stop the sidecar first'),
      });
      await sidecar.stop();
      expect(await runSidecar(['--restore', copy], options)).toMatchObject({
        code: 0,
        output: expect.stringContaining('before-'),
      });
      await sidecar.start();
      expect(await titles()).toEqual(['Before']);
    } finally {
      await sidecar.remove();
    }
  });

  it('holds neither the key nor a token, and whoever restores it is told what else is missing', async () => {
    const file = path.join(folder, 'moved.db');
    const options = {
      provisioning: `${provisioning}integrations: [{ id: hook, type: webhook, policy: sre, token: token-of-hook-0123456789 }]\n`,
      databaseUrl: `sqlite:${file}`,
      env: { VIGIE_PLUGIN_TOKEN: undefined, VIGIE_SECRET_KEY: undefined },
    };
    const copy = path.join(folder, 'moved-copy.db');
    const sidecar = await startSidecar(options);
    try {
      const { body } = await sidecar.api<{ token: string }>('POST', 'tokens', { name: 'scripts', scopes: ['read'] });
      expect(body.token).toMatch(/.{24}/);
      const made = ['plugin-token', 'secret-key'].map((name) =>
        readFileSync(path.join(sidecar.folder, 'data', name), 'utf8').trim(),
      );
      expect(await runSidecar(['--backup', copy], options)).toMatchObject({ code: 0 });
      const bytes = readFileSync(copy);
      const secrets = [...made, apiToken, 'token-of-hook-0123456789', body.token];
      expect(secrets.filter((secret) => bytes.includes(secret))).toEqual([]);
    } finally {
      await sidecar.remove();
    }
    // A folder of its own: a new machine.
    const bare = { ...options, provisioning: {}, env: { ...options.env, VIGIE_API_TOKEN: undefined } };
    const { code, output } = await runSidecar(['--restore', copy], bare);
    expect(code, output).toBe(0);
    expect(output.split('\n').filter((line) => line.startsWith('missing: '))).toEqual([
      expect.stringContaining('the secret key'),
      expect.stringContaining('the API token'),
      expect.stringContaining('the plugin token'),
      expect.stringContaining('provisioning files'),
    ]);
    expect(output).toMatch(/put these back, then start the sidecar$/);
  });

  it.each(['--backup', '--restore'])('%s where it cannot be done says so in one line', async (what) => {
    const file = path.join(folder, 'small.db');
    const sidecar = await startSidecar({ provisioning, databaseUrl: `sqlite:${file}` });
    await sidecar.remove();
    const where = path.join(folder, 'nowhere', 'copy.db');
    const { code, output } = await runSidecar([what, where], { provisioning, databaseUrl: `sqlite:${file}` });
    expect({ code, lines: output.trim().split('\n').length }, output).toEqual({ code: 1, lines: 1 });
    expect(output).toContain(where);
    expect(existsSync(file)).toBe(true);
  });
});

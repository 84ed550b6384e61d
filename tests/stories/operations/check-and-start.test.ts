/** What keeps the sidecar from starting is what `check` says before; it changes nothing, and no key is ever made beside a database that has one. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { expect, it } from 'vitest';
import { onEachDatabase } from '../../support/databases.ts';
import { runSidecar as runProcess } from '../../support/sidecar-process.ts';
import { startSidecar } from '../../support/sidecar.ts';
import type { Sidecar } from '../../support/sidecar.ts';
import { changeRows } from '../rows.ts';

const FILES = JSON.stringify({
  apiVersion: 1,
  users: [{ login: 'ann', email: 'ann@example.com' }],
  escalationPolicies: [{ id: 'main', steps: [{ notify: [{ user: 'ann' }], wait: '5m' }] }],
  integrations: [{ id: 'hook', type: 'webhook', policy: 'main', token: 'token-of-hook-0123456789abcdef' }],
});

/** Secrets are those that the first start makes. */
const MADE = { VIGIE_API_TOKEN: undefined, VIGIE_PLUGIN_TOKEN: undefined, VIGIE_SECRET_KEY: undefined };

onEachDatabase('check and start', (database) => {
  async function withSidecar(play: (sidecar: Sidecar, run: Run, url: string) => Promise<void>): Promise<void> {
    const databaseUrl = await database.fresh();
    const sidecar = await startSidecar({
      provisioning: FILES,
      databaseUrl,
      env: { ...MADE, VIGIE_API_TOKEN: 'test-api-token-0123456789' },
    });
    const usual = {
      PATH: String(process.env.PATH),
      VIGIE_LISTEN: new URL(sidecar.url).host,
      VIGIE_DATABASE_URL: databaseUrl,
      VIGIE_PROVISIONING: path.join(sidecar.folder, 'provisioning'),
      VIGIE_API_TOKEN: 'test-api-token-0123456789',
      VIGIE_OUTGOING_ALLOW: '127.0.0.0/8',
    };
    const run: Run = (args, env = {}) => runProcess(args, { ...usual, ...env }, sidecar.folder);
    try {
      await play(sidecar, run, databaseUrl);
    } finally {
      await sidecar.remove();
    }
  }

  type Run = (
    args: readonly string[],
    env?: Record<string, string>,
  ) => Promise<{ code: number | null; output: string }>;

  /** What an operator could see changed. @param folders of the secrets, and of the database if it is a file */
  function seen(folders: readonly string[], isRunning: boolean): string[] {
    return folders.flatMap((folder) =>
      readdirSync(folder)
        // The index of a log in use notes who reads, and its sidecar writes the log and what it keeps of the disk.
        .filter((name) => !isRunning || !/-(wal|shm)$|\.(reserve|trial)$/.test(name))
        .map((name) => {
          const { uid, gid, mode, ino, size, mtimeMs } = statSync(path.join(folder, name));
          return [folder, name, uid, gid, mode, ino, size, mtimeMs].join(' ');
        }),
    );
  }

  it('beside the running sidecar and without it, nothing is wrong and nothing is changed', async () => {
    await withSidecar(async (sidecar, run, url) => {
      const folders = [
        path.join(sidecar.folder, 'data'),
        ...(url.startsWith('sqlite:') ? [path.dirname(url.slice(7))] : []),
      ];
      const running = seen(folders, true);
      expect(await run(['check'])).toMatchObject({ code: 0, output: expect.stringMatching(/; 0 errors, 1 warning$/) });
      expect(seen(folders, true)).toEqual(running);
      await sidecar.stop();
      const stopped = seen(folders, false);
      expect(await run(['check'])).toMatchObject({ code: 0 });
      expect(seen(folders, false)).toEqual(stopped);
    });
  });

  it('both refuse without the key, and make none', async () => {
    await withSidecar(async (sidecar, run) => {
      await sidecar.stop();
      const key = path.join(sidecar.folder, 'data/secret-key');
      await rename(key, `${key}.away`);
      for (const args of [['check'], ['run'], ['rekey'], ['check'], ['run']]) {
        const said = await run(args);
        const told =
          args[0] === 'rekey' && database.kind === 'sqlite'
            ? /VIGIE_SECRET_KEY is missing/
            : /VIGIE_SECRET_KEY is missing, and this database holds secrets/;
        expect([args, said]).toMatchObject([args, { code: 1, output: expect.stringMatching(told) }]);
        expect(existsSync(key)).toBe(false);
      }
      await run(['token']);
      await run(['backup', path.join(sidecar.folder, 'copy.db')]);
      expect(existsSync(key)).toBe(false);
      await writeFile(key, 'another-key-that-is-long-enough-0123456789');
      for (const args of [['check'], ['run']]) {
        expect(await run(args)).toMatchObject({
          code: 1,
          output: expect.stringContaining('VIGIE_SECRET_KEY is not the key'),
        });
      }
      await rm(key);
      await rename(`${key}.away`, key);
      expect(await run(['check'])).toMatchObject({ code: 0 });
      await sidecar.start();
    });
  });

  it('both refuse a database of a newer release', async () => {
    await withSidecar(async (sidecar, run, url) => {
      await sidecar.stop();
      await changeRows(url, "update meta set value = '9.1.0' where key = 'oldest_release'");
      for (const args of [['check'], ['run']]) {
        expect(await run(args)).toMatchObject({
          code: 1,
          output: expect.stringContaining('needs Vigie 9.1.0 or newer'),
        });
      }
    });
  });

  it('an address that somebody else holds is named; one that the own sidecar holds is not', async () => {
    await withSidecar(async (sidecar, run) => {
      const other = createServer().listen(0, '127.0.0.1');
      await new Promise((resolve) => other.once('listening', resolve));
      const listen = `127.0.0.1:${(other.address() as AddressInfo).port}`;
      const taken = { code: 1, output: expect.stringContaining(`VIGIE_LISTEN ${listen} cannot be used`) };
      expect(await run(['check'], { VIGIE_LISTEN: listen })).toMatchObject(taken);
      expect(await run(['check'], { VIGIE_PUBLIC_LISTEN: listen })).toMatchObject({
        code: 1,
        output: expect.stringContaining(`VIGIE_PUBLIC_LISTEN ${listen} cannot be used`),
      });
      await sidecar.stop();
      expect(await run(['run'], { VIGIE_LISTEN: listen })).toMatchObject(taken);
      other.close();
    });
  });

  it('files with problems: both say so, and the sidecar starts on the last good state', async () => {
    await withSidecar(async (sidecar, run) => {
      const file = path.join(sidecar.folder, 'provisioning/test.yaml');
      await sidecar.stop();
      for (const [text, says] of [
        [FILES.replace('"users"', '"persons"'), /persons/],
        ['apiVersion: 1\n', /states nothing, and would delete everything/],
      ] as const) {
        await writeFile(file, text);
        const { code, output } = await run(['check']);
        expect([code, output]).toEqual([1, expect.stringMatching(says)]);
        expect(output).toMatch(
          /; the sidecar starts on the last good state$|errors?, \d+ warnings?; the sidecar starts on the last good state$/,
        );
        await sidecar.start();
        expect(sidecar.errors.some(({ problem }) => says.test(String(problem)))).toBe(true);
        await sidecar.stop();
      }
      await rm(file);
      await mkdir(file);
      expect((await run(['check'])).output).toMatch(/can't be read \(EISDIR\)[\s\S]*starts on the last good state/);
    });
  });
});

it('PostgreSQL that is away is an error of both', async () => {
  const sidecar = await startSidecar({ provisioning: FILES });
  await sidecar.stop();
  const env = {
    PATH: String(process.env.PATH),
    VIGIE_DATABASE_URL: 'postgres://vigie:swordfish@127.0.0.1:1/vigie',
    VIGIE_PROVISIONING: path.join(sidecar.folder, 'provisioning'),
    VIGIE_LISTEN: '127.0.0.1:0',
  };
  for (const args of [['check'], ['run']]) {
    const { code, output } = await runProcess(args, env, sidecar.folder);
    expect([code, output]).toEqual([1, expect.stringContaining('PostgreSQL cannot be reached')]);
    expect(output).not.toMatch(/swordfish|^\s+at /m);
  }
  await sidecar.remove();
});

it('a folder in which nothing can be made is an error of both', async () => {
  const sidecar = await startSidecar({ provisioning: FILES });
  await sidecar.stop();
  await rm(path.join(sidecar.folder, 'data'), { recursive: true });
  await writeFile(path.join(sidecar.folder, 'data'), '');
  const env = {
    PATH: String(process.env.PATH),
    VIGIE_PROVISIONING: path.join(sidecar.folder, 'provisioning'),
    VIGIE_LISTEN: '127.0.0.1:0',
  };
  for (const args of [['check'], ['run']]) {
    const { code, output } = await runProcess(args, env, sidecar.folder);
    expect([code, output]).toEqual([1, expect.stringMatching(/data.* can't be read or made \(ENOTDIR\)/)]);
    expect(output).not.toMatch(/^\s+at /m);
  }
  expect(readFileSync(path.join(sidecar.folder, 'data'), 'utf8')).toBe('');
  await sidecar.remove();
});

it('--files judges files without a database or a key, and makes neither', async () => {
  const sidecar = await startSidecar({
    provisioning: FILES.replace('token-of-hook-0123456789abcdef', '$VIGIE_INGEST_HOOK'),
    env: { VIGIE_INGEST_HOOK: 'a-token-of-more-than-24-characters' },
  });
  await sidecar.stop();
  await rm(path.join(sidecar.folder, 'data'), { recursive: true });
  const env = {
    PATH: String(process.env.PATH),
    VIGIE_PROVISIONING: path.join(sidecar.folder, 'provisioning'),
    VIGIE_DATABASE_URL: 'nonsense',
  };
  expect(await runProcess(['check', '--files'], env, sidecar.folder)).toMatchObject({
    code: 0,
    output: expect.stringContaining('VIGIE_INGEST_HOOK is used by the files and not set here'),
  });
  expect(existsSync(path.join(sidecar.folder, 'data'))).toBe(false);
  await writeFile(path.join(sidecar.folder, 'provisioning/test.yaml'), FILES.replace('"ann"', '"zoe"'));
  expect(await runProcess(['--check', '--files'], env, sidecar.folder)).toMatchObject({ code: 1 });
  await sidecar.remove();
});

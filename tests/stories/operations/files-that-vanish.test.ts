/** Files that vanish, empty themselves or lose most of what they state delete nobody, unless somebody says that it is meant. */
import { mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { onEachDatabase, onPostgres } from '../../support/databases.ts';
import { runSidecar as runProcess } from '../../support/sidecar-process.ts';
import { startSidecar } from '../../support/sidecar.ts';
import type { Sidecar, SidecarOptions } from '../../support/sidecar.ts';
import { until } from '../../support/waiting.ts';

const NAMES = Array.from({ length: 12 }, (_, i) => `p${i}`);
const person = (login: string) => ({ login, email: `${login}@example.com` });

/** @param logins of the people; the policy pages the first of them */
function team(logins: readonly string[], more: object = {}): string {
  return JSON.stringify({
    apiVersion: 1,
    users: logins.map(person),
    escalationPolicies: [{ id: 'main', steps: [{ notify: [{ user: logins[0] }], wait: '5m' }] }],
    ...more,
  });
}

async function people(sidecar: Sidecar): Promise<string[]> {
  const { body } = await sidecar.api<{ items: Array<{ login: string }> }>('GET', 'users?limit=100');
  return body.items.map(({ login }) => login).sort();
}

const ALL = [...NAMES].sort();

interface FilesStatus {
  provisioning: { state: string; problems: string[]; details: Array<{ reason: string; data: object }> };
}

async function filesOf(sidecar: Sidecar): Promise<FilesStatus['provisioning']> {
  return (await sidecar.api<FilesStatus>('GET', 'status')).body.provisioning;
}

/** Reads the files again. @returns what is wrong with them */
async function reads(sidecar: Sidecar): Promise<FilesStatus['provisioning']> {
  const done = () =>
    sidecar.log.filter(({ msg }) => /^(a provisioning file has a problem|provisioning files reloaded)/.test(msg))
      .length;
  const before = done();
  process.kill(sidecar.pid, 'SIGHUP');
  await until('the files were read again', () => done() > before);
  return filesOf(sidecar);
}

async function metric(sidecar: Sidecar): Promise<string | undefined> {
  const { body } = await sidecar.request<string>('GET', '/metrics');
  return /^vigie_provisioning_ok (\d)$/m.exec(body)?.[1];
}

async function statusCommand(sidecar: Sidecar): Promise<{ code: number | null; output: string }> {
  const env = {
    PATH: String(process.env.PATH),
    VIGIE_LISTEN: new URL(sidecar.url).host,
    VIGIE_API_TOKEN: 'test-api-token-0123456789',
  };
  return runProcess(['--status'], env, sidecar.folder);
}

const folderOf = (sidecar: Sidecar) => path.join(sidecar.folder, 'provisioning');
const fileOf = (sidecar: Sidecar) => path.join(folderOf(sidecar), 'test.yaml');

type Way = [what: string, vanish: (sidecar: Sidecar) => Promise<void>, says: RegExp];

const STARTED: Way[] = [
  ['an empty folder', (sidecar) => rm(fileOf(sidecar)), /states nothing, and would delete everything .*\(13 objects\)/],
  ['no folder', (sidecar) => rm(folderOf(sidecar), { recursive: true }), /is not a readable folder/],
  ['most of the people', states(team(NAMES.slice(0, 5))), /would delete 7 of the 12 users from files: p10, p11, p5/],
];

const WAYS: Way[] = [
  ...STARTED,
  ['the file of a chart that was given none', states('apiVersion: 1\n'), /states nothing/],
  ['kinds without entries', states('apiVersion: 1\nusers:\nescalationPolicies: null\n'), /states nothing/],
  ['a file of no bytes', states(''), /test\.yaml/],
  ['half a file', states(team(NAMES).slice(0, 200)), /test\.yaml/],
  ['a kind under a wrong name', states(team(NAMES).replace('"users"', '"persons"')), /persons/],
];

function states(text: string): (sidecar: Sidecar) => Promise<void> {
  return (sidecar) => writeFile(fileOf(sidecar), text);
}

onEachDatabase('Files that vanish', (database) => {
  async function told(play: (sidecar: Sidecar) => Promise<void>, options: SidecarOptions = {}): Promise<void> {
    const sidecar = await startSidecar({
      provisioning: team(NAMES),
      databaseUrl: await database.fresh(),
      ...options,
    });
    try {
      await play(sidecar);
    } finally {
      await sidecar.remove();
    }
  }

  it('the last good state stays in force until the files are back', async () => {
    await told(async (sidecar) => {
      for (const [what, vanish, says] of WAYS) {
        await vanish(sidecar);
        const told = { state: 'failing', problems: expect.arrayContaining([expect.stringMatching(says)]) };
        expect([what, await reads(sidecar)]).toMatchObject([what, told]);
        expect([what, await people(sidecar), await metric(sidecar)]).toEqual([what, ALL, '0']);
        await rm(folderOf(sidecar), { recursive: true, force: true });
        await mkdir(folderOf(sidecar));
        await writeFile(fileOf(sidecar), team(NAMES));
        expect([what, await reads(sidecar), await metric(sidecar)]).toMatchObject([what, { state: 'ok' }, '1']);
      }
    });
  });

  it.each(STARTED)('also over a start, and the command says so: %s', async (_what, vanish, says) => {
    await told(async (sidecar) => {
      await vanish(sidecar);
      await sidecar.restart();
      expect(await filesOf(sidecar)).toMatchObject({ state: 'failing', problems: [expect.stringMatching(says)] });
      expect([await people(sidecar), await metric(sidecar)]).toEqual([ALL, '0']);
      expect(sidecar.errors.map(({ problem }) => String(problem))).toEqual([expect.stringMatching(says)]);
      expect(await statusCommand(sidecar)).toMatchObject({ code: 1, output: expect.stringMatching(says) });
    });
  });

  it('an empty folder that is meant deletes what files stated, and nothing else', async () => {
    await told(async (sidecar) => {
      await sidecar.api('POST', 'teams', { id: 'by-hand', name: 'By hand' });
      await rm(fileOf(sidecar));
      await sidecar.stop();
      const env = { VIGIE_PROVISIONING_ALLOW_EMPTY: 'true' };
      await sidecar.start(env);
      expect([await filesOf(sidecar), await people(sidecar)]).toMatchObject([{ state: 'ok' }, []]);
      expect((await sidecar.api<{ items: unknown[] }>('GET', 'teams')).body.items).toHaveLength(1);
    });
  });

  it('what a file names as deleted goes, by a signal and by a start; stale names do no harm', async () => {
    await told(async (sidecar) => {
      const deleted = [...NAMES.slice(5), 'nobody'].map((login) => `users/${login}`);
      await writeFile(fileOf(sidecar), team(NAMES.slice(0, 5), { deleted }));
      expect(await reads(sidecar)).toMatchObject({ state: 'ok' });
      expect(await people(sidecar)).toEqual(NAMES.slice(0, 5));
      await sidecar.restart();
      expect([await filesOf(sidecar), await people(sidecar)]).toMatchObject([{ state: 'ok' }, NAMES.slice(0, 5)]);
      await writeFile(fileOf(sidecar), team(NAMES, { deleted }));
      await sidecar.restart();
      expect(await people(sidecar)).toEqual(ALL);
      await writeFile(fileOf(sidecar), team(NAMES.slice(0, 5), { deleted: ['user/p7'] }));
      expect((await reads(sidecar)).problems).toEqual([
        expect.stringMatching(/test\.yaml:1 deleted\[0\]: .*Did you mean "users"/),
      ]);
    });
  });

  it('half of them, fewer than five, and what lapses by itself are ordinary changes', async () => {
    const absences = NAMES.map((user) => ({ user, start: '2026-03-02T00:00', end: '2026-03-09T00:00' }));
    const maintenances = NAMES.map((id) => ({
      id,
      start: '2026-03-02T00:00',
      end: '2026-03-03T00:00',
      timeZone: 'UTC',
      match: ['a="b"'],
    }));
    const teams = ['a', 'b', 'c', 'd'].map((id) => ({ id }));
    await told(
      async (sidecar) => {
        await writeFile(fileOf(sidecar), team(NAMES.slice(0, 6)));
        expect(await reads(sidecar)).toMatchObject({ state: 'ok' });
        expect(await people(sidecar)).toEqual(NAMES.slice(0, 6));
      },
      { provisioning: team(NAMES, { absences, maintenances, teams }) },
    );
  });

  it('one file of several that vanishes takes what it stated; one that cannot be read takes nothing', async () => {
    const provisioning = {
      'a.yaml': team(NAMES.slice(0, 9)),
      'b.yaml': JSON.stringify({ apiVersion: 1, users: NAMES.slice(9).map(person) }),
    };
    await told(
      async (sidecar) => {
        const file = path.join(folderOf(sidecar), 'b.yaml');
        await rename(file, `${file}.away`);
        await mkdir(file);
        expect((await reads(sidecar)).problems).toEqual([expect.stringContaining("b.yaml: can't be read (EISDIR)")]);
        expect(await people(sidecar)).toEqual(ALL);
        await rm(file, { recursive: true });
        expect(await reads(sidecar)).toMatchObject({ state: 'ok' });
        expect(await people(sidecar)).toEqual(NAMES.slice(0, 9));
      },
      { provisioning },
    );
  });

  it('a mounted volume is swapped as a whole, and one that is not mounted any more deletes nobody', async () => {
    await told(async (sidecar) => {
      const folder = folderOf(sidecar);
      const swapTo = async (name: string, text: string | null) => {
        await mkdir(path.join(folder, name));
        if (text !== null) await writeFile(path.join(folder, name, 'test.yaml'), text);
        await symlink(name, path.join(folder, '..data_tmp'));
        await rename(path.join(folder, '..data_tmp'), path.join(folder, '..data'));
      };
      await rm(fileOf(sidecar));
      await swapTo('..1', team([...NAMES, 'late']));
      await symlink('..data/test.yaml', fileOf(sidecar));
      expect(await reads(sidecar)).toMatchObject({ state: 'ok' });
      expect(await people(sidecar)).toContain('late');
      await swapTo('..2', null);
      expect((await reads(sidecar)).problems).toEqual([expect.stringContaining("test.yaml: can't be read (ENOENT)")]);
      expect(await people(sidecar)).toContain('late');
    });
  });
});

onPostgres('Two sidecars of which one has no files', (database) => {
  it.each<[what: string, env: Record<string, string>, state: string]>([
    ['by mistake', {}, 'failing'],
    ['on purpose', { VIGIE_PROVISIONING_ALLOW_EMPTY: 'true' }, 'ok'],
  ])('%s: it deletes nothing of what the other states, at its start and by a signal', async (_what, env, state) => {
    const databaseUrl = await database.fresh();
    const one = await startSidecar({ provisioning: team(NAMES), databaseUrl });
    const two = await startSidecar({ databaseUrl, env: { ...env, VIGIE_PROVISIONING: '/nowhere/at/all' } });
    try {
      expect(await filesOf(two)).toMatchObject({ state });
      expect(await reads(two)).toMatchObject({ state });
      expect([await people(one), await people(two)]).toEqual([ALL, ALL]);
      expect(await filesOf(one)).toMatchObject({ state: 'ok' });
    } finally {
      await two.remove();
      await one.remove();
    }
  });
});

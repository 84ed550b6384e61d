import { spawnSync } from 'node:child_process';
import BetterSqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { createCommits } from './commits.ts';

function world(breathe: () => Promise<void> | undefined = () => undefined) {
  const database = new BetterSqlite(':memory:');
  database.exec('create table t (n integer primary key)');
  const said: string[] = [];
  let disk = Promise.resolve();
  const flush = () => disk;
  const handle = {
    get inTransaction() {
      return database.inTransaction;
    },
    exec: (text: string) => {
      said.push(text);
      return database.exec(text);
    },
  };
  const space = { isTight: false, pieces: 0, given: 0 };
  const room = {
    refusal: () => (space.isTight ? new Error('kept for open incidents') : null),
    explain: (error: unknown) => error,
    isShort: (error: unknown) => (error as { code?: string }).code === 'SQLITE_FULL',
    make: (error: unknown) => room.isShort(error) && space.given++ < space.pieces,
  };
  const commits = createCommits<null>({ handle, alone: (group) => group(null), room, flush, breathe });
  const add = (n: number) =>
    commits.transaction(() => Promise.resolve(database.prepare('insert into t values (?)').run(n).changes));
  const rows = () => database.prepare('select n from t order by n').pluck().all();
  const count = (text: string) => said.filter((one) => one === text).length;
  const hold = () => {
    const held = Promise.withResolvers<void>();
    disk = held.promise;
    return held.resolve;
  };
  return { database, handle, commits, add, rows, count, hold, space };
}

const full = () => Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' });

describe('commits on SQLite', () => {
  it('are shared by transactions that wait together', async () => {
    const { add, rows, count } = world();
    expect(await Promise.all([add(1), add(2), add(3)])).toEqual([1, 1, 1]);
    expect(rows()).toEqual([1, 2, 3]);
    expect(count('COMMIT')).toBe(1);
  });

  it('are told one after the other, with room for everything else between them', async () => {
    const order: string[] = [];
    const { add } = world(() => {
      order.push('breathe');
      return new Promise((resolve) => setImmediate(resolve));
    });
    const told = [1, 2, 3].map(async (n) => {
      await add(n);
      order.push(`${n} is told`);
      await Promise.resolve();
      order.push(`${n} goes on`);
    });
    await Promise.all(told);
    const each = [1, 2, 3].map((n) => [`${n} is told`, `${n} goes on`]);
    expect(order).toEqual(each.flatMap((one, i) => (i === 0 ? one : ['breathe', ...one])));
  });

  it('undo only the one that failed', async () => {
    const { add, rows, commits, database } = world();
    const broken = commits.transaction(async () => {
      database.prepare('insert into t values (7)').run();
      throw new Error('a bug');
    });
    const answers = await Promise.allSettled([add(1), broken, add(1), add(2)]);
    expect(answers.map((one) => one.status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
    expect(rows()).toEqual([1, 2]);
  });

  it('undo one that failed alone, and go on', async () => {
    const { add, rows, commits, database, count } = world();
    const broken = commits.transaction(async () => {
      database.prepare('insert into t values (7)').run();
      throw new Error('a bug');
    });
    await expect(broken).rejects.toThrow('a bug');
    expect([await add(1), rows(), database.inTransaction]).toEqual([1, [1], false]);
    expect([count('SAVEPOINT one'), count('COMMIT'), count('ROLLBACK')]).toEqual([0, 1, 1]);
  });

  it('fail alone when nothing can be written, or SQLite rolled back by itself', async () => {
    const { add, rows, handle, commits, database } = world();
    const exec = handle.exec;
    handle.exec = (text) => {
      if (text === 'COMMIT') throw new Error('database or disk is full');
      return exec(text);
    };
    await expect(add(1)).rejects.toThrow('full');
    handle.exec = exec;
    const gone = commits.transaction(async () => {
      database.exec('ROLLBACK');
      throw new Error('disk I/O error');
    });
    await expect(gone).rejects.toThrow('disk');
    expect([await add(3), rows()]).toEqual([1, [3]]);
  });

  it('fail all together when nothing can be written, and go on afterwards', async () => {
    const { add, rows, handle, commits } = world();
    const exec = handle.exec;
    handle.exec = (text) => {
      if (text === 'COMMIT') throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' });
      return exec(text);
    };
    const answers = await Promise.allSettled([add(1), add(2)]);
    expect(answers.map((one) => one.status)).toEqual(['rejected', 'rejected']);
    expect(rows()).toEqual([]);
    handle.exec = exec;
    await commits.transaction(() => Promise.resolve());
    await add(3);
    expect(rows()).toEqual([3]);
  });

  it('fail all together when SQLite rolled back by itself', async () => {
    const { add, rows, commits, database } = world();
    const gone = commits.transaction(async () => {
      database.exec('ROLLBACK');
      throw new Error('full');
    });
    const answers = await Promise.allSettled([add(1), gone, add(2)]);
    expect(answers.map((one) => one.status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(rows()).toEqual([]);
  });

  it.each([1, 2])('run again where room was made, but for those that take space to spare (%i times)', async (times) => {
    const { handle, commits, database, rows, space } = world();
    space.pieces = 2;
    const exec = handle.exec;
    let failures = 0;
    handle.exec = (text) => {
      if (text === 'COMMIT' && failures++ < times) throw full();
      return exec(text);
    };
    const insert = (n: number) => () => Promise.resolve(database.prepare('insert into t values (?)').run(n).changes);
    const answers = await Promise.allSettled([
      commits.transaction(insert(1)),
      commits.transaction(insert(2), { spare: true }),
      commits.transaction(insert(3)),
    ]);
    expect(answers.map((one) => one.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect([rows(), space.given]).toEqual([[1, 3], times]);
  });

  it('fail where the reserve is used up, and spend none of it on what takes space to spare', async () => {
    const { handle, commits, space, database } = world();
    const exec = handle.exec;
    handle.exec = (text) => {
      if (text === 'COMMIT') throw full();
      return exec(text);
    };
    await expect(commits.transaction(() => Promise.resolve(), { spare: true })).rejects.toThrow('full');
    expect(space.given).toBe(0);
    await expect(commits.transaction(() => Promise.resolve())).rejects.toThrow('full');
    expect([space.given, database.inTransaction]).toEqual([1, false]);
  });

  it('run again where a statement found no space, and the transaction was still open', async () => {
    const { commits, database, rows, space } = world();
    space.pieces = 1;
    let runs = 0;
    const write = async () => {
      database.prepare('insert into t values (5)').run();
      if (runs++ === 0) throw full();
    };
    await commits.transaction(write);
    expect([rows(), runs]).toEqual([[5], 2]);
  });

  it('that take space to spare are refused before they begin while the rest is kept', async () => {
    const { commits, space } = world();
    space.isTight = true;
    let began = 0;
    const work = async () => void (began += 1);
    await expect(commits.transaction(work, { spare: true })).rejects.toThrow('kept for open incidents');
    await commits.transaction(work);
    expect(began).toBe(1);
  });

  it('come after the next turn when more waits than fits in one', async () => {
    const { add, rows, count } = world();
    await Promise.all(Array.from({ length: 70 }, (_, n) => add(n)));
    expect(rows()).toHaveLength(70);
    expect(count('COMMIT')).toBe(3);
  });

  it('are told when they are on disk; the next are written meanwhile', async () => {
    const { add, rows, hold } = world();
    const release = hold();
    const told: number[] = [];
    const first = add(1).then(() => told.push(1));
    const written = async (wanted: number[]) => {
      while (rows().length < wanted.length) await new Promise((resolve) => setImmediate(resolve));
      expect(rows()).toEqual(wanted);
    };
    await written([1]);
    const second = add(2).then(() => told.push(2));
    await written([1, 2]);
    expect(told).toEqual([]);
    release();
    await Promise.all([first, second]);
    expect(told).toEqual([1, 2]);
  });

  it('that cannot be brought to the disk end the process, and are told to nobody', () => {
    const program = `
      const { createCommits } = await import('${new URL('./commits.ts', import.meta.url).href}');
      const commits = createCommits({
        handle: { inTransaction: false, exec: () => undefined },
        alone: (group) => group(null),
        room: { refusal: () => null, explain: (error) => error, isShort: () => false, make: () => false },
        flush: () => Promise.reject(new Error('vigie.db-wal: EIO')),
        breathe: () => undefined,
      });
      const told = () => console.log('told');
      commits.transaction(() => Promise.resolve()).then(told, told);
      setTimeout(told, 60_000);`;
    const ended = spawnSync(process.execPath, ['--input-type=module', '--eval', program], {
      encoding: 'utf8',
      timeout: 10_000,
    });
    expect(ended).toMatchObject({ status: 1, stdout: '', stderr: expect.stringContaining('vigie.db-wal: EIO') });
  });
});

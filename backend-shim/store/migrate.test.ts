/** Which releases may run on one database, and what each leaves there for the others. */
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { onEachDatabase, onPostgres } from '../../tests/support/databases.ts';
import type { TestDatabase } from '../../tests/support/databases.ts';
import { migrate, MIGRATIONS, OLDEST_BESIDE, releaseProblem, schemaProblem } from './migrate.ts';
import type { SchemaRelease } from './migrate.ts';
import { openFresh } from './open-fresh.fake.ts';
import { run } from './query.ts';
import { isOlder, RELEASE } from './release.ts';
import type { Store } from './store.ts';

const LAST = Math.max(...MIGRATIONS.map(({ version }) => version));
const added = (version: number) => ({
  version,
  name: `${version}-later`,
  statements: [`create table later_${version} (id text primary key)`],
});
const later = (version: string, oldestBeside: string): SchemaRelease => ({
  version,
  oldestBeside,
  migrations: [...MIGRATIONS, added(LAST + 1)],
});

let store: Store;
let url: string;
async function open(database: TestDatabase): Promise<void> {
  url = await database.fresh();
  store = await openFresh(database, url);
}
const meta = async () =>
  Object.fromEntries(
    (
      await run<{ key: string; value: string }>(
        store.read,
        `select key, value from meta where key in ('schema', 'migrations', 'oldest_release')`,
        [],
      )
    ).map(({ key, value }) => [key, value]),
  );

onEachDatabase('Migrations', (database) => {
  beforeEach(() => open(database));
  afterEach(() => store.close());

  it('make an empty database, and are done once', async () => {
    expect(await migrate(store)).toEqual({ ok: true, from: 0, to: LAST });
    expect(await migrate(store)).toEqual({ ok: true, from: LAST, to: LAST });
    expect(await meta()).toEqual({ schema: '12', migrations: String(LAST), oldest_release: OLDEST_BESIDE });
  });

  it('go on after the twelve of 0.1.0, and leave the number that it stops at', async () => {
    await migrate(store, { version: '0.1.0', oldestBeside: '0.1.0', migrations: MIGRATIONS.slice(0, 12) });
    await store.transaction((tx) => run(tx, `delete from meta where key <> 'schema'`, []));
    expect(await migrate(store, later('0.2.0', '0.1.0'))).toEqual({ ok: true, from: 12, to: LAST + 1 });
    expect(await meta()).toEqual({ schema: '12', migrations: String(LAST + 1), oldest_release: '0.1.0' });
  });

  it('of a newer release that this one may run beside keep it from nothing, and are not forgotten', async () => {
    await migrate(store, later('999.0.0', RELEASE));
    expect(await schemaProblem(store)).toBeNull();
    expect(await migrate(store)).toEqual({ ok: true, from: LAST + 1, to: LAST + 1 });
    expect(await meta()).toMatchObject({ migrations: String(LAST + 1), oldest_release: RELEASE });
  });

  it('of a release that this one may not run beside stop it, with what to do, and stop 0.1', async () => {
    await migrate(store);
    await migrate(store, later('999.0.0', '998.0.0'));
    const problem = `The database needs Vigie 998.0.0 or newer; this is ${RELEASE}. Start the newer version, or restore the backup made before the upgrade.`;
    expect(await schemaProblem(store)).toBe(problem);
    expect(await migrate(store)).toEqual({ ok: false, reason: problem });
    expect(Number((await meta())['schema'])).toBeGreaterThan(12);
  });
});

onPostgres('Migrations', (database) => {
  beforeEach(() => open(database));
  afterEach(() => store.close());

  it('wait for a table that somebody works on', async () => {
    await migrate(store);
    const busy = new pg.Client({ connectionString: url });
    await busy.connect();
    await busy.query('begin; lock table incidents in share mode');
    const release: SchemaRelease = {
      version: RELEASE,
      oldestBeside: OLDEST_BESIDE,
      migrations: [
        ...MIGRATIONS,
        { version: LAST + 1, name: 'later', statements: ['alter table incidents add column later text'] },
      ],
    };
    const migrated = migrate(store, release);
    const waits = `select count(*)::int as many from pg_locks where not granted and relation = 'incidents'::regclass`;
    for (let refused = 0; refused < 2;) {
      // Longer than one try lasts: it is given up, so that others get through, and made again.
      await busy.query('select pg_sleep(0.7)');
      refused += ((await run<{ many: number }>(store.read, waits, []))[0]?.many ?? 0) > 0 ? 1 : 0;
    }
    await busy.query('commit');
    await busy.end();
    expect(await migrated).toEqual({ ok: true, from: LAST, to: LAST + 1 });
  });
});

describe('releases', () => {
  it.each([
    ['0.1.0', '0.2.0', true],
    ['0.9.1', '0.10.0', true],
    ['0.9.9', '1.0.0', true],
    ['0.2.0', '0.2.0', false],
    ['0.2.0', '0.1.9', false],
    ['0.2.0-dev', '0.2.0', false],
    ['0.2.0-dev', '0.2.1', true],
  ])('%s is older than %s: %s', (one, other, answer) => {
    expect(isOlder(one, other)).toBe(answer);
  });

  it('that are none are told', () => {
    expect(() => isOlder('latest', '0.1.0')).toThrow('latest is no release');
  });

  it('this one may run beside the oldest it names', () => {
    expect(releaseProblem(OLDEST_BESIDE)).toBeNull();
    expect(isOlder(RELEASE, OLDEST_BESIDE)).toBe(false);
  });
});

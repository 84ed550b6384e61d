/** Releases run beside each other on one database (docs/upgrading.md): a migration takes nothing away that an older one uses. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { MIGRATIONS, OLDEST_BESIDE } from '../../backend-shim/store/migrate.ts';

/** What is released stays as it is: databases have it already. The first 16 digits of the statements' SHA-256; a release adds its own. */
const RELEASED: Record<string, string> = {
  '0001-initial': 'a01d44390f444155',
  '0002-api': 'bd6ff8a4bff069cd',
  '0003-sync': 'c51ca463e9ec94f6',
  '0004-duties': '269da4ad330c1f32',
  '0005-receipts': 'c22c058a88efc9ef',
  '0006-merged-and-downtimes': 'e50973c32b924cee',
  '0007-devices': '0fc2657f9d251623',
  '0008-calendars': '5cc7111b71c4e75a',
  '0009-origins': '4909997ae754ec02',
  '0010-outages': 'bf4d5980f3184986',
  '0011-delivery-order': '4df02d095b578b4c',
  '0012-delivery-lanes': 'cbe12d133f2535fd',
};
const released = Object.keys(RELEASED).length;

/** Each statement of a migration has one of these forms. */
interface Form {
  pattern: RegExp;
  /** @returns what is wrong with it, or null */
  check(found: RegExpExecArray, made: Made): string | null;
}

/** What no release has yet, so that no older sidecar writes there; and indexes that hold no rule. */
interface Made {
  tables: ReadonlySet<string>;
  /** `table.column` */
  columns: ReadonlySet<string>;
  plainIndexes: ReadonlySet<string>;
  /** The oldest release that may run on the database meanwhile. */
  oldestBeside: string;
}

const isNew = (table: string, { tables }: Made) => tables.has(table);

const FORMS: Form[] = [
  { pattern: /^create table (?:if not exists )?"?(\w+)"? \(/i, check: () => null },
  { pattern: /^create index (?:if not exists )?\w+ on "?\w+"?/i, check: () => null },
  {
    pattern: /^create unique index (?:if not exists )?\w+ on "?(\w+)"?/i,
    check: ([, table = ''], made) =>
      isNew(table, made) ? null : `an older sidecar may write what a unique index on ${table} forbids`,
  },
  {
    pattern: /^drop index (?:if exists )?(\w+)$/i,
    check: ([, index = ''], made) =>
      made.plainIndexes.has(index) ? null : `${index} is no plain index: what it forbids, older sidecars rely on`,
  },
  {
    pattern: /^alter table "?(\w+)"? add column "?\w+"? (.*)$/is,
    check: ([, table = '', rest = ''], made) =>
      isNew(table, made) ? null : (besideProblem(made) ?? columnProblem(rest)),
  },
  {
    pattern: /^insert into "?(\w+)"?/i,
    check: ([, table = ''], made) =>
      isNew(table, made) ? null : `older sidecars read ${table}: a migration adds no rows to it`,
  },
  {
    pattern: /^update "?(\w+)"? set "?(\w+)"? = ([^,]*)(?: where .*)?$/is,
    check: ([, table = '', column = ''], made) =>
      isNew(table, made) || made.columns.has(`${table}.${column}`)
        ? null
        : `older sidecars use ${table}.${column}: a migration fills in new columns only, one a statement`,
  },
];

/**
 * 0.1 prepares statements once. PostgreSQL refuses its prepared `select *` for good once the table has another column
 * (`cached plan must not change result type`). Later releases prepare them anew.
 */
function besideProblem({ oldestBeside }: Made): string | null {
  return oldestBeside === '0.1.0' ? 'a 0.1 that runs beside fails on every new column: make a table of its own' : null;
}

function columnProblem(rest: string): string | null {
  if (/\b(?:unique|check|references|primary key|generated)\b/i.test(rest))
    return 'an older sidecar may write what this column forbids';
  return /not null/i.test(rest) && !/default/i.test(rest)
    ? 'an older sidecar does not fill in this column: let it be null, or give it a default'
    : null;
}

function problemOf(statement: string, made: Made): string | null {
  const text = statement.trim();
  if (/;\s*\S/.test(text)) return 'one statement a string';
  for (const { pattern, check } of FORMS) {
    const found = pattern.exec(text);
    if (found !== null) return check(found, made);
  }
  return 'not one of the forms that add (tests/architecture/migrations.test.ts)';
}

const all = (statements: readonly string[], pattern: RegExp) =>
  statements.flatMap((one) => pattern.exec(one.trim())?.slice(1).join('.') ?? []);

function madeBy(statements: readonly string[], everything: readonly string[]): Made {
  return {
    tables: new Set(all(statements, /^create table (?:if not exists )?"?(\w+)/i)),
    columns: new Set(all(statements, /^alter table "?(\w+)"? add column "?(\w+)"?/i)),
    plainIndexes: new Set(all(everything, /^create index (?:if not exists )?(\w+)/i)),
    oldestBeside: OLDEST_BESIDE,
  };
}

const later = MIGRATIONS.slice(released);
const made = madeBy(
  later.flatMap(({ statements }) => statements),
  MIGRATIONS.flatMap(({ statements }) => statements),
);

it('migrations are numbered without a gap, and their names begin with the number', () => {
  expect(MIGRATIONS.map(({ version }) => version)).toEqual(MIGRATIONS.map((_, index) => index + 1));
  expect(MIGRATIONS.map(({ name }) => Number(name.slice(0, 4)))).toEqual(MIGRATIONS.map(({ version }) => version));
});

it('a released migration never changes', () => {
  const hash = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 16);
  expect(
    Object.fromEntries(
      MIGRATIONS.slice(0, released).map(({ name, statements }) => [name, hash(statements.join(';\n'))]),
    ),
  ).toEqual(RELEASED);
});

it('the oldest release that may run beside this one is still there', () => {
  expect(OLDEST_BESIDE, 'raise it only where docs/upgrading.md lets a release do so').toBe('0.1.0');
});

it('an unreleased migration only adds', () => {
  const problems = later.flatMap(({ name, statements }) =>
    statements.flatMap((one) => {
      const problem = problemOf(one, made);
      return problem === null ? [] : [`${name}: ${one.trim().slice(0, 80)}: ${problem}`];
    }),
  );
  expect(problems, 'docs/upgrading.md says what a release may change').toEqual([]);
});

describe('a migration is refused that', () => {
  const someMade: Made = {
    tables: new Set(['fresh']),
    columns: new Set(['people.nick']),
    plainIndexes: new Set(['people_by_nick']),
    oldestBeside: '0.2.0',
  };
  it.each([
    ['drops a table', 'drop table people'],
    ['drops a column', 'alter table people drop column nick'],
    ['renames', 'alter table people rename column nick to name'],
    ['changes a type', 'alter table people alter column nick type bigint'],
    ['adds a column that older sidecars do not fill in', 'alter table people add column nick text not null'],
    ['adds a column with a rule', 'alter table people add column nick text unique'],
    ['adds a column that refers to another table', 'alter table people add column team text references teams (id)'],
    ['forbids what older sidecars write', 'create unique index people_nick on people (nick)'],
    ['drops an index with a rule', 'drop index people_one_login'],
    ['removes rows', 'delete from people'],
    ['adds rows to what older sidecars read', `insert into people (id) values ('a')`],
    ['changes what older sidecars wrote', `update people set login = ''`],
    ['changes it beside a new column', `update people set nick = '', login = ''`],
    ['adds a trigger', 'create trigger t after insert on people begin select 1; end'],
    ['hides a second statement', 'create index a on people (nick); drop table people'],
  ])('%s', (_, statement) => {
    expect(problemOf(statement, someMade)).not.toBeNull();
  });

  it('adds a column while 0.1 may run beside', () => {
    const statement = 'alter table people add column nick text';
    expect(problemOf(statement, { ...someMade, oldestBeside: '0.1.0' })).toMatch(/0\.1 that runs beside/);
    expect(problemOf(statement.replace('people', 'fresh'), { ...someMade, oldestBeside: '0.1.0' })).toBeNull();
  });

  it.each([
    'create table fresh (id text primary key, login text not null unique)',
    'create index people_by_login on people (login)',
    'create unique index fresh_login on fresh (login)',
    'drop index people_by_nick',
    'alter table people add column nick text',
    'alter table people add column tries bigint not null default 0',
    'insert into fresh (id, login) select id, login from people',
    'update people set nick = login where nick is null',
  ])('but not: %s', (statement) => {
    expect(problemOf(statement, someMade)).toBeNull();
  });
});

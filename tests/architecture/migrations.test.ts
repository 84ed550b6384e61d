/** During an upgrade the release before runs on the new schema (docs/operating.md): a migration takes nothing away that it uses. */
import { describe, expect, it } from 'vitest';
import { MIGRATIONS } from '../../backend-shim/store/migrate.ts';

/** Takes away, renames or forbids what was there. */
const CONTRACTS = /\b(?:drop\s+(?:table|column|index|constraint)|rename\b|alter\s+column|truncate|delete\s+from)/i;
/** Contractions, by version: what they take away was last used two releases ago. */
const MAY_CONTRACT: readonly number[] = [];
/** Before there was a release. */
const MAY_FORBID: readonly number[] = [2];

function tableOf(statement: string, what: RegExp): string | undefined {
  return what.exec(statement)?.[1];
}

/** The version in which each table came. */
const created = new Map(MIGRATIONS.flatMap(({ version, statements }) => statements.map((one): [string | undefined, number] => [tableOf(one, /^\s*create table (?:if not exists )?"?(\w+)/i), version])));

/** Holds no data and forbids nothing: without it an older sidecar is slower, and right. */
const plainIndexes = new Set(MIGRATIONS.flatMap(({ statements }) => statements.map((one) => tableOf(one, /^\s*create index (\w+)/i))));
const dropsPlainIndex = (statement: string) => plainIndexes.has(tableOf(statement, /^\s*drop index (\w+)/i) ?? '-');

it('migrations are numbered without a gap', () => {
  expect(MIGRATIONS.map(({ version }) => version)).toEqual(MIGRATIONS.map((_, index) => index + 1));
});

describe.each(MIGRATIONS.slice(1))('$name', ({ version, statements }) => {
  it('only adds', () => {
    const contracting = statements.filter((one) => CONTRACTS.test(one) && !dropsPlainIndex(one));
    expect(MAY_CONTRACT.includes(version) ? [] : contracting, 'an older sidecar still uses it: take it away two releases later, and list that version here').toEqual([]);
  });

  it('leaves older sidecars able to write', () => {
    const columns = statements.filter((one) => /add column/i.test(one) && /not null/i.test(one) && !/default/i.test(one));
    expect(columns, 'an older sidecar does not fill in this column: give it a default').toEqual([]);
    const unique = statements.filter((one) => (created.get(tableOf(one, /create unique index .* on "?(\w+)/i) ?? '') ?? version) < version);
    expect(MAY_FORBID.includes(version) ? [] : unique, 'an older sidecar may write what this index forbids').toEqual([]);
  });
});

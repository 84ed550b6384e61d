import { afterEach, beforeEach, expect, test } from 'vitest';
import { onEachDatabase } from '../../../tests/support/databases.ts';
import { migrate } from '../migrate.ts';
import { openFresh } from '../open-fresh.fake.ts';
import type { Store } from '../store.ts';
import { workOn } from '../work.fake.ts';
import { run } from '../query.ts';
import { eraseSome, PLACES } from './erase.ts';
import type { EraseCursor } from './erase.ts';

/** Columns that hold a login by their name, and those that only sound so. */
const IS_LOGIN = /^(user|login|actor|by|author|rater|owner|.*_by)$/;
const NO_LOGIN = ['decisions.owed_by', 'intervention_details.ended_by'];

/** Rows that are deleted with the person, or with what belongs to the person. */
const DELETED = [
  'device_sessions.user',
  'enrolments.user',
  'identities.login',
  'reach_uses.user',
  'replays.created_by',
  'replays.owner',
  'rests.user',
  'verifications.user',
];

/** Columns of sentences, in which people write of others. */
const SENTENCES = [
  'audit.subject',
  'decisions.reason',
  'deliveries.detail',
  'handoff_notes.text',
  'interventions.note',
  'ratings.note',
  'review_actions.what',
  'syncs.answer',
  'syncs.text',
  'timeline.text',
];

onEachDatabase('Erasing a person', (database) => {
  let store: Store;
  beforeEach(async () => {
    store = await openFresh(database);
    await migrate(store);
  });
  afterEach(() => store.close());

  test('covers each column that names people', async () => {
    const columns = await store.transaction((tx) => tx.introspection.getTables());
    const found = columns.flatMap((table) =>
      table.columns.filter(({ name }) => IS_LOGIN.test(name)).map(({ name }) => `${table.name}.${name}`),
    );
    const covered = PLACES.flatMap(({ table, logins = [] }) => logins.map((name) => `${table}.${name}`));
    expect(found.filter((one) => !NO_LOGIN.includes(one)).sort()).toEqual([...covered, ...DELETED].sort());
  });

  test('takes the name out of every sentence about them', async () => {
    const bench = await workOn(store, { now: 1 });
    const said = 'Ann Martin asked ben, since dee was away';
    const places = PLACES.flatMap(({ table, texts = [] }) => texts.map((column) => ({ table, column })));
    await bench.transact(async ({ tx }) => {
      const tables = await tx.introspection.getTables();
      for (const { table, key, logins = [], texts = [] } of PLACES.filter((one) => (one.texts ?? []).length > 0)) {
        const columns = tables.find(({ name }) => name === table)?.columns ?? [];
        const values = columns.map(({ name, dataType, isNullable }) => {
          const isText = /text|char/i.test(dataType);
          if (texts.includes(name)) return `'${said}'`;
          if (logins.includes(name)) return `'ann'`;
          if (table === 'audit' && name === 'kind') return `'users'`;
          return isNullable && !key.includes(name) ? 'null' : isText ? `'{}'` : '1';
        });
        await run(
          tx,
          `insert into ${table} (${columns.map(({ name }) => `"${name}"`).join(', ')}) values (${values.join(', ')})`,
          [],
        );
      }
    });
    const erasure = { login: 'ann', pseudonym: 'erased-1', words: ['Ann Martin'] };
    let cursor: EraseCursor | null = { place: 0, after: null };
    while (cursor !== null) {
      const from: EraseCursor = cursor;
      cursor = await bench.transact((work) => eraseSome(work, erasure, from));
    }
    const left: string[] = [];
    for (const { table, column } of places) {
      const rows = await run<{ text: string }>(store.read, `select "${column}" as text from ${table}`, []);
      left.push(...rows.map(({ text }) => `${table}.${column}: ${text}`));
    }
    expect(places.map(({ table, column }) => `${table}.${column}`).sort()).toEqual(SENTENCES);
    expect(left).toEqual(
      places.map(({ table, column }) => `${table}.${column}: erased-1 asked ben, since dee was away`),
    );
  });
});

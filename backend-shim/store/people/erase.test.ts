import { afterEach, beforeEach, expect, test } from 'vitest';
import { onEachDatabase } from '../../../tests/support/databases.ts';
import { migrate } from '../migrate.ts';
import { openFresh } from '../open-fresh.fake.ts';
import type { Store } from '../store.ts';
import { PLACES } from './erase.ts';

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
  'rests.user',
  'verifications.user',
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
});

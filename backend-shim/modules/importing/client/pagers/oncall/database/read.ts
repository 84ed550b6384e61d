/** Reads an OnCall whose engine no longer runs from its tables, to what reading its API would have given. */
import { done } from '#modules/importing/contract/failures';
import type { ImportResult } from '#modules/importing/contract/failures';
import type { DatabaseTables, OfflineRange, OfflineReading } from '../../../pager.ts';
import { answersOf } from './answers.ts';
import { openTables } from './oncall-tables.ts';
import { chainsOf, integrationsOf, routesOf, stepsOf, webhooksOf } from './paging.ts';
import { rulesOf, teamsOf, usersOf } from './people.ts';
import { schedulesOf, shiftsOf, swapsOf } from './schedules.ts';

export function readTables(tables: DatabaseTables, range: OfflineRange): ImportResult<OfflineReading> {
  const database = openTables(tables);
  if (!database.ok) {
    return database;
  }
  const users = usersOf(database.value);
  const config = [
    teamsOf,
    schedulesOf,
    chainsOf,
    stepsOf,
    integrationsOf,
    routesOf,
    rulesOf,
    webhooksOf,
    swapsOf,
    shiftsOf,
  ].flatMap((read) => read(database.value));
  return done({ config: [...users, ...config], ...answersOf(database.value, users, range) });
}

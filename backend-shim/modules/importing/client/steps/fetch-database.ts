/** Makes a snapshot of the database of a source that no longer runs. */
import { importFailure } from '#modules/importing/contract/failures';
import type { ImportResult } from '#modules/importing/contract/failures';
import type { ImportContext } from './context.ts';
import { comparedRange, refusedRedaction, storeSnapshot } from './store-snapshot.ts';

export async function fetchDatabase(context: ImportContext, file: string): Promise<ImportResult<null>> {
  const { world, pager } = context;
  const refused = await refusedRedaction(context);
  if (refused !== null) {
    return refused;
  }
  if (pager.database === undefined || world.readDatabase === undefined) {
    return importFailure('usage', {
      detail: `--from-database reads databases of Grafana OnCall, not of ${pager.name}`,
    });
  }
  const began = world.clock.machine();
  const tables = await world.readDatabase(file, pager.database.tables);
  if (typeof tables === 'string') {
    return importFailure('database-unreadable', { file, detail: tables });
  }
  const range = comparedRange(context, began);
  const read = pager.database.read(tables, range);
  if (!read.ok) {
    return read;
  }
  const { answers, to } = read.value;
  if (answers.length > 0) {
    world.progress(`its own answers reach until ${new Date(to).toISOString()}: that far is compared`);
  }
  const whole = { ...read.value, from: range.from };
  return storeSnapshot(context, { url: 'database', began, whole, effort: 'from a database' });
}

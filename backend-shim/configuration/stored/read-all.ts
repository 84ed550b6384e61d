/**
 * Reads what a directory is made of while everything else goes on: thousands of rows are read and parsed in stretches. What
 * was changed meanwhile would be mixed with what was read before, so the whole is read again then.
 */
import { withPauses } from '#domain/stretches';
import type { Vault } from '../../ports/vault.ts';
import { CAPABILITIES } from '../../store/capabilities.ts';
import { readConfigRowsAfter } from '../../store/configuration/objects.ts';
import { readRotaVersions, readRotaVersionsAfter } from '../../store/configuration/rota-versions.ts';
import type { RotaVersionRow } from '../../store/configuration/rota-versions.ts';
import { entriesChunked, readCalendarEntries, readCalendarRowsAfter } from '../../store/duties/calendars.ts';
import type { CalendarRow, KnownEntries } from '../../store/duties/calendars.ts';
import { readRevision } from '../../store/revision.ts';
import type { ConfigTable } from '../../store/schema/settings.ts';
import type { Store } from '../../store/store.ts';
import type { UnreadableReporter } from '../../store/stored/unreadable.ts';
import type { HistoryReader, ReadHistory } from './history.ts';
import { forgetDeleted, latestOf, readStored, storedChunked } from './read.ts';
import type { StoredConfiguration } from './read.ts';

export interface ReadParts {
  /** Read first, so that the next refresh notices a change during the other reads. */
  revision: number;
  stored: StoredConfiguration;
  past: ReadHistory;
  known: KnownEntries;
}

export interface ReadAllDeps {
  store: Pick<Store, 'read' | 'dialect'>;
  vault: Vault;
  unreadable: UnreadableReporter;
  readHistory: HistoryReader;
  pause(): Promise<unknown>;
}

/** Rows of a stretch, which take two milliseconds. */
const ROWS = 500;
/** Rows of calendars hold all of their events. */
const CALENDARS = 20;
/** Where somebody changes something all the time, all is read in one turn at last. */
const ATTEMPTS = 3;

/** @param isFirst what the files were just compared with is not read again */
export async function readAll(deps: ReadAllDeps, isFirst: boolean): Promise<ReadParts> {
  const { store, vault, unreadable, readHistory } = deps;
  const revisionNow = () => readRevision(store.read, unreadable);
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const revision = await revisionNow();
    const stored = (isFirst ? latestOf(vault, revision) : null) ?? (await objectsChunked(deps));
    const past = await historyChunked(deps);
    const known = await calendarsChunked(deps);
    if ((await revisionNow()) === revision) {
      return { revision, stored, past, known };
    }
  }
  return {
    revision: await revisionNow(),
    stored: await readStored(store.read, vault),
    past: await withPauses(readHistory(await readRotaVersions(store.read)), deps.pause),
    known: await readCalendarEntries(store.read),
  };
}

async function objectsChunked({ store, vault, pause }: ReadAllDeps): Promise<StoredConfiguration> {
  const cap = CAPABILITIES[store.dialect];
  const rows = await everyRow<ConfigTable>(
    (last) => readConfigRowsAfter(store.read, cap, last ?? { kind: '', id: '' }, ROWS),
    ROWS,
    pause,
  );
  // As when they are read at once: by kind, then by age, and those of one instant by id.
  const sorted = [...Map.groupBy(rows, ({ kind }) => kind).values()].flatMap((own) =>
    own.sort((a, b) => a.created_at - b.created_at),
  );
  await pause();
  const stored = await withPauses(storedChunked(sorted, vault), pause);
  forgetDeleted(vault, rows);
  return stored;
}

async function historyChunked({ store, readHistory, pause }: ReadAllDeps): Promise<ReadHistory> {
  const cap = CAPABILITIES[store.dialect];
  const rows = await everyRow<RotaVersionRow>(
    (last) => readRotaVersionsAfter(store.read, cap, last ?? { id: '', version: 0 }, ROWS),
    ROWS,
    pause,
  );
  return withPauses(readHistory(rows), pause);
}

async function calendarsChunked({ store, pause }: ReadAllDeps): Promise<KnownEntries> {
  const rows = await everyRow<CalendarRow>(
    (last) => readCalendarRowsAfter(store.read, last?.calendar ?? '', CALENDARS),
    CALENDARS,
    pause,
  );
  return withPauses(entriesChunked(rows), pause);
}

async function everyRow<Row>(
  readAfter: (last: Row | undefined) => Promise<readonly Row[]>,
  most: number,
  pause: () => Promise<unknown>,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (let isMore = true; isMore;) {
    const next = await readAfter(rows.at(-1));
    rows.push(...next);
    isMore = next.length === most;
    await pause();
  }
  return rows;
}

/**
 * Holds the configuration of this process: reads it from the database into a directory, and replaces it as a whole when
 * this or another sidecar changes something.
 */
import type { Problem } from '#contract/base/problem';
import { EMPTY_CONFIG } from '#contract/config';
import { calendarNeedsChunked } from '#contract/facts';
import type { ReferenceFacts } from '#contract/references';
import type { Unreadable } from '#contract/unreadable';
import { withPauses } from '#domain/stretches';
import type { ZoneTable } from '#domain/time/zone';
import type { Directory } from '../ports/directory.ts';
import type { Log } from '../ports/log.ts';
import type { Vault } from '../ports/vault.ts';
import { askedBy, currentAsker } from '../store/concurrency/asker.ts';
import type { RequestAsker } from '../store/concurrency/asker.ts';
import { breatheIn } from '../store/concurrency/in-portions.ts';
import { lockConfiguration, takeTime } from '../store/concurrency/key-locks.ts';
import { madeTogether } from '../store/concurrency/made-together.ts';
import { createSerialQueue } from '../store/concurrency/serial.ts';
import { CALENDAR_STATES } from '../store/duties/calendars.ts';
import { ROTA_VERSIONS } from '../store/duties/stored-rotas.ts';
import type { UnreadableRegistry } from '../store/stored/unreadable.ts';
import type { Store } from '../store/store.ts';
import type { Work } from '../store/work.ts';
import { applyFiles } from './apply.ts';
import type { AppliedChanges } from './apply.ts';
import type { StatedFiles } from './files/deletions.ts';
import { isBesideFiles, problemsOfFiles } from './files/problems.ts';
import { buildDirectory, buildDirectoryChunked, createDirectoryMemory } from './directory.ts';
import type { DirectoryMemory, ZonesAndHolidays } from './directory.ts';
import { configOf } from './objects.ts';
import type { BrokenObject, StoredObject } from '../ports/configuration.ts';
import { withoutMissingWindows } from './stored/fallback.ts';
import { createHistoryReader } from './stored/history.ts';
import type { HistoryReader } from './stored/history.ts';
import { readAll } from './stored/read-all.ts';
import { keepLatest, readStored } from './stored/read.ts';
import { STORED_SCHEMAS } from './stored/schemas.ts';
import { bumpRevision, readRevision } from '../store/revision.ts';

export interface ConfigurationDeps {
  store: Store;
  vault: Vault;
  log: Log;
  unreadable: UnreadableRegistry;
  world: ReferenceFacts;
  /** Of a zone that `world` knows. */
  zone(name: string): ZoneTable;
  /** Tables for these zones and dates for these regions. */
  calendars(zones: string[], regions: string[]): Promise<ZonesAndHolidays>;
  /** Called when another state is in force. */
  replaced(before: Directory, after: Directory): void;
}

/**
 * Paths are those of the applied configuration; an empty path means an object that no file states, which `data` names.
 */
type ApplyResult = { ok: true; applied: AppliedChanges } | { ok: false; problems: Problem[] };

export interface ConfigurationService {
  directory(): Directory;
  objects(): readonly StoredObject[];
  /** Those that cannot be read. */
  broken(): readonly BrokenObject[];
  /** Reads everything anew. */
  load(): Promise<void>;
  /** Reads anew if something changed, here or in another sidecar. */
  refresh(): Promise<boolean>;
  /** Writes the files' state to the database, within a transaction. The caller loads afterwards. */
  applyFiles(work: Work, stated: StatedFiles): Promise<ApplyResult>;
}

export function createConfiguration(deps: ConfigurationDeps): ConfigurationService {
  const { store, log } = deps;
  const readHistory = createHistoryReader();
  const memory = createDirectoryMemory();
  // Loads run one after the other, so that an older state never replaces a newer one.
  const inTurn = createSerialQueue();
  let state: ConfigurationState = NOTHING;
  const revisionOfNow = () => readRevision(store.read, deps.unreadable);
  // Each request asks for it. The question has a turn of its own, so that no caller's other requests stand before it.
  const sharedRevision = madeTogether(() => askedBy({ whose: 'configuration', held: 0 }, revisionOfNow));

  async function revisionFor(asker: RequestAsker | undefined): Promise<number> {
    if (asker === undefined) {
      return revisionOfNow();
    }
    const revision = await sharedRevision();
    // All who waited for it go on now: a few in each turn of the event loop.
    await store.breathing.of.requests(asker.whose);
    return revision;
  }

  async function load(): Promise<void> {
    const { unreadable, ...loaded } = await readState(deps, { readHistory, memory, isFirst: state === NOTHING });
    // Comparing both is a stretch of its own.
    await breathe();
    const before = state.directory;
    state = loaded;
    deps.replaced(before, state.directory);
    deps.unreadable.replace(isConfiguration, unreadable);
    log.info({ revision: state.directory.revision, objects: state.objects.length }, 'configuration loaded');
  }

  async function refresh(): Promise<boolean> {
    if ((await revisionFor(currentAsker())) === state.directory.revision) {
      return false;
    }
    return inTurn(async () => {
      if ((await revisionOfNow()) === state.directory.revision) {
        return false;
      }
      await load();
      return true;
    });
  }

  return {
    directory: () => state.directory,
    objects: () => state.objects,
    broken: () => state.broken,
    load: () => inTurn(load),
    refresh,
    applyFiles: (work, stated) => applyChecked(deps, work, stated),
  };
}

interface ConfigurationState {
  directory: Directory;
  objects: readonly StoredObject[];
  broken: readonly BrokenObject[];
}

const NOTHING: ConfigurationState = {
  directory: buildDirectory({
    revision: -1,
    objects: [],
    broken: [],
    config: EMPTY_CONFIG,
    history: [],
    calendars: { zones: {}, holidays: {} },
    known: new Map(),
  }),
  objects: [],
  broken: [],
};

const breathe = () => new Promise((resolve) => setImmediate(resolve));

interface Reading {
  readHistory: HistoryReader;
  memory: DirectoryMemory;
  /** Nothing has been read yet. */
  isFirst: boolean;
}

/** Thousands of objects take a while: what waits to be paged goes first, after each stretch. */
async function readState(
  { store, vault, unreadable: noting, ...deps }: ConfigurationDeps,
  { readHistory, memory, isFirst }: Reading,
): Promise<ConfigurationState & { unreadable: readonly Unreadable[] }> {
  const reading = { store, vault, unreadable: noting, readHistory, pause: breathe };
  const { revision, stored, past, known } = await readAll(reading, isFirst);
  keepLatest(vault, revision, stored);
  const { objects, broken, ...found } = stored;
  await breathe();
  const whole = configOf(objects);
  await breathe();
  const { config, unreadable } = withoutMissingWindows(whole);
  await breathe();
  const { history } = past;
  // Past states are still queried, in the zones in which they were written.
  const states = history.flatMap(({ body }) =>
    body === null || body === 'unreadable' ? [] : [{ kind: 'rotas', body }],
  );
  const needs = await withPauses(calendarNeedsChunked([...objects, ...states]), breathe);
  const calendars = await deps.calendars(needs.zones, needs.regions);
  await breathe();
  const parts = { revision, objects, broken, config, history, calendars, known: known.entries, memory };
  return {
    directory: await withPauses(buildDirectoryChunked(parts), breathe),
    objects,
    broken,
    unreadable: [...found.unreadable, ...unreadable, ...past.unreadable, ...known.unreadable],
  };
}

async function applyChecked(
  { store, world, vault, zone }: ConfigurationDeps,
  work: Work,
  stated: StatedFiles,
): Promise<ApplyResult> {
  await takeTime(work);
  // Until the end, nobody else changes what is read here.
  await lockConfiguration(work);
  const revision = await readRevision(work.tx, work.unreadable);
  const existing = await readStored(work.tx, vault);
  const breathe = breatheIn(work.tx);
  await breathe();
  if (isBesideFiles(stated, existing, store.dialect)) {
    keepLatest(vault, revision, existing);
    return { ok: true, applied: { created: 0, changed: 0, deleted: 0 } };
  }
  const problems = await problemsOfFiles(work.tx, world, stated, existing, work.now);
  await breathe();
  if (problems.length > 0) {
    return { ok: false, problems };
  }
  const applied = await applyFiles(work, stated.config, { vault, zone }, existing);
  if (applied.created + applied.changed + applied.deleted > 0) {
    await bumpRevision(work);
  }
  return { ok: true, applied };
}

const BESIDE = new Set([ROTA_VERSIONS, CALENDAR_STATES]);

/** The result of checking the whole configuration. */
function isConfiguration(kind: string): boolean {
  return kind in STORED_SCHEMAS || BESIDE.has(kind);
}

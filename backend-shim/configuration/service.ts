/**
 * The configuration of this process: read from the database into a directory, replaced as a whole
 * when something changes, here or in another sidecar.
 */
import type { Config, ConfigKind } from '#contract/config';
import { CONFIG_KINDS, EMPTY_CONFIG } from '#contract/config';
import type { World } from '#contract/references';
import type { RotaWire } from '#contract/rota';
import type { ZoneTable } from '#domain/time/zone';
import type { Directory } from '../ports/directory.ts';
import type { Log } from '../ports/log.ts';
import type { Vault } from '../ports/vault.ts';
import { readCalendarEntries } from '../store/duties/calendars.ts';
import type { Db, Store } from '../store/store.ts';
import type { Work } from '../store/work.ts';
import { applyFiles } from './apply.ts';
import type { Applied } from './apply.ts';
import { explain, problemsIn } from './check.ts';
import { buildDirectory, calendarNeeds } from './directory.ts';
import type { Calendars, RotaHistory } from './directory.ts';
import { configOf, idOf, readObjects } from './objects.ts';
import type { StoredObject } from '../ports/configuration.ts';
import { bumpRevision, readRevision } from '../store/revision.ts';

export interface ConfigurationDeps {
  store: Store;
  vault: Vault;
  log: Log;
  world: World;
  /** Of a zone that `world` knows. */
  zone(name: string): ZoneTable;
  /** Tables for these zones and dates for these regions. */
  calendars(zones: string[], regions: string[]): Promise<Calendars>;
}

/** Problems name the object, since they may concern one that no file states. */
export type ApplyResult = { ok: true; applied: Applied } | { ok: false; problems: string[] };

export interface Configuration {
  directory(): Directory;
  objects(): readonly StoredObject[];
  /** Reads everything anew. */
  load(): Promise<void>;
  /** Reads anew if something changed, here or in another sidecar. */
  refresh(): Promise<boolean>;
  /** In a transaction: the files' state becomes the database's. The caller loads afterwards. */
  applyFiles(work: Work, config: Config): Promise<ApplyResult>;
}

export function createConfiguration(deps: ConfigurationDeps): Configuration {
  const { store, vault, log } = deps;
  let objects: StoredObject[] = [];
  let directory = buildDirectory({ revision: -1, objects: [], config: EMPTY_CONFIG, history: [], calendars: { zones: {}, holidays: {} }, known: new Map() });
  let turn: Promise<unknown> = Promise.resolve();

  async function load(): Promise<void> {
    // Read first: what changes while the rest is read is seen at the next look.
    const revision = await readRevision(store.read);
    const found = await readObjects(store.read, vault);
    const config = configOf(found);
    const [history, known] = [await readHistory(store.read), await readCalendarEntries(store.read)];
    // States that no longer hold are still asked about, in the zones they were written in.
    const needs = calendarNeeds([...found, ...history.map(({ body }) => ({ kind: 'rotas', body }))]);
    const calendars = await deps.calendars(needs.zones, needs.regions);
    directory = buildDirectory({ revision, objects: found, config, history, calendars, known });
    objects = found;
    log.info({ revision, objects: found.length }, 'configuration loaded');
  }

  /** One after the other, so that an older state never replaces a newer one. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = turn.then(work, work);
    turn = mine.catch(() => undefined);
    return mine;
  }

  async function refresh(): Promise<boolean> {
    const isCurrent = async () => (await readRevision(store.read)) === directory.revision;
    if (await isCurrent()) {
      return false;
    }
    return inTurn(async () => {
      if (await isCurrent()) {
        return false;
      }
      await load();
      return true;
    });
  }

  return {
    directory: () => directory,
    objects: () => objects,
    load: () => inTurn(load),
    refresh,
    applyFiles: async (work, config) => {
      const problems = checkTogether(deps.world, config, await readObjects(work.tx, vault), work.now);
      if (problems.length > 0) {
        return { ok: false, problems };
      }
      const applied = await applyFiles(work, config, { vault, zone: deps.zone });
      if (applied.created + applied.changed + applied.deleted > 0) {
        await bumpRevision(work);
      }
      return { ok: true, applied };
    },
  };
}

/** What the files leave must still hold together with what lies beside them. */
function checkTogether(world: World, config: Config, existing: readonly StoredObject[], now: number): string[] {
  const stated = CONFIG_KINDS.flatMap((kind) => config[kind].map((body): StoredObject => fromFile(kind, body as { id?: string; login?: string })));
  // A file may take over somebody who came in through Grafana.
  const logins = new Set(config.users.map((user) => user.login));
  const beside = existing.filter((object) => object.origin === 'api' && !(object.kind === 'users' && logins.has(object.id)));
  const together = [...stated, ...beside];
  const whole = configOf(together);
  return problemsIn(world, whole, together, now).map((problem) => explain(whole, problem));
}

function fromFile(kind: ConfigKind, body: { id?: string; login?: string }): StoredObject {
  const id = kind === 'absences' ? (body.id ?? '') : idOf(kind, body);
  return { kind, id, body, origin: 'file', version: 0, createdAt: 0, updatedAt: 0 };
}

async function readHistory(db: Db): Promise<RotaHistory[]> {
  const rows = await db.selectFrom('config_history').selectAll().where('kind', '=', 'rotas').orderBy('id').orderBy('version').execute();
  return rows.map((row) => ({ id: row.id, version: row.version, from: row.holds_from, savedAt: row.saved_at, body: row.body === null ? null : (JSON.parse(row.body) as RotaWire) }));
}

/**
 * The configuration of this process: read from the database into a directory, replaced as a whole
 * when something changes, here or in another sidecar.
 */
import { checkReferences } from '#contract/references';
import type { World } from '#contract/references';
import { CONFIG_KINDS, EMPTY_CONFIG } from '#contract/config';
import type { Config } from '#contract/config';
import type { RotaWire } from '#contract/rota';
import type { Directory } from '../ports/directory.ts';
import type { Log } from '../ports/log.ts';
import type { Vault } from '../ports/vault.ts';
import { run } from '../store/query.ts';
import type { Db, Store } from '../store/store.ts';
import type { Work } from '../store/work.ts';
import { applyFiles } from './apply.ts';
import type { Applied } from './apply.ts';
import { buildDirectory, calendarNeeds } from './directory.ts';
import type { Calendars, RotaHistory } from './directory.ts';
import { configOf, readObjects } from './objects.ts';
import type { StoredObject } from './objects.ts';
import { openBody } from './secrets.ts';

export interface ConfigurationDeps {
  store: Store;
  vault: Vault;
  log: Log;
  world: World;
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
  /** Reads anew if another sidecar changed something. */
  refresh(): Promise<boolean>;
  /** In a transaction: the files' state becomes the database's. The caller loads afterwards. */
  applyFiles(work: Work, config: Config): Promise<ApplyResult>;
}

const REVISION = 'config_revision';

export function createConfiguration(deps: ConfigurationDeps): Configuration {
  const { store, vault, log } = deps;
  let objects: StoredObject[] = [];
  let directory = buildDirectory({ revision: -1, config: EMPTY_CONFIG, history: [], fromFile: new Set(), calendars: { zones: {}, holidays: {} } });

  async function load(): Promise<void> {
    const revision = await readRevision(store.read);
    const found = await readObjects(store.read, vault);
    const config = configOf(found);
    const needs = calendarNeeds(config);
    const calendars = await deps.calendars(needs.zones, needs.regions);
    const history = await readHistory(store.read, vault);
    const fromFile = new Set(found.filter((object) => object.kind === 'users' && object.origin === 'file').map((object) => object.id));
    directory = buildDirectory({ revision, config, history, fromFile, calendars });
    objects = found;
    log.info({ revision, objects: found.length }, 'configuration loaded');
  }

  return {
    directory: () => directory,
    objects: () => objects,
    load,
    refresh: async () => {
      if ((await readRevision(store.read)) === directory.revision) {
        return false;
      }
      await load();
      return true;
    },
    applyFiles: async (work, config) => {
      const problems = checkTogether(deps.world, config, await readObjects(work.tx, vault));
      if (problems.length > 0) {
        return { ok: false, problems };
      }
      const applied = await applyFiles(work, config, vault);
      if (applied.created + applied.changed + applied.deleted > 0) {
        await bumpRevision(work);
      }
      return { ok: true, applied };
    },
  };
}

/** What the files leave must still hold together with what lies beside them. */
function checkTogether(world: World, config: Config, existing: readonly StoredObject[]): string[] {
  const beside = configOf(existing.filter((object) => object.origin === 'api'));
  const together = Object.fromEntries(CONFIG_KINDS.map((kind) => [kind, [...config[kind], ...beside[kind]]])) as unknown as Config;
  return checkReferences(together, world).map(({ path, message }) => `${nameOf(together, path)}: ${message}`);
}

/** `rotas[3].team` → `rota made in Vigie "night": team` is more use than an index nobody sees. */
function nameOf(config: Config, path: string): string {
  const match = /^(\w+)\[(\d+)\]\.?(.*)$/.exec(path);
  const kind = match?.[1] as keyof Config | undefined;
  const item = kind && (config[kind]?.[Number(match?.[2])] as { id?: string; login?: string } | undefined);
  return item ? `${kind} "${item.login ?? item.id}" ${match?.[3] ?? ''}`.trim() : path;
}

async function readRevision(db: Db): Promise<number> {
  const row = await db.selectFrom('meta').select('value').where('key', '=', REVISION).executeTakeFirst();
  return Number(row?.value ?? 0);
}

/** Other sidecars notice by this number. */
export async function bumpRevision(work: Work): Promise<void> {
  await run(
    work.tx,
    `insert into meta (key, value) values ('${REVISION}', '1') on conflict (key) do update set value = cast(cast(meta.value as bigint) + 1 as text)`,
    [],
  );
}

async function readHistory(db: Db, vault: Vault): Promise<RotaHistory[]> {
  const rows = await db.selectFrom('config_history').selectAll().where('kind', '=', 'rotas').orderBy('id').orderBy('version').execute();
  return rows.map((row) => ({ id: row.id, from: row.holds_from, body: row.body === null ? null : (openBody('rotas', JSON.parse(row.body), vault) as RotaWire) }));
}

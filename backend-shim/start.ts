/** Starts the sidecar from its settings, in an order in which every failure can be reported and undone. */
import { aside } from './store/concurrency/aside.ts';
import { SHORTEST_TOKEN } from '#contract/limits';
import { storeTroubleAdvice, storeTroubleText } from '#contract/reasons/store';
import type { SidecarConfig } from './config/config.ts';
import { isWeak } from './configuration/ingest-token.ts';
import type { IntegrationBody } from './configuration/ingest-token.ts';
import type { AppliedChanges } from './configuration/apply.ts';
import { listeningProblem } from './starting/listening-problem.ts';
import { openKeyring } from './starting/keyring.ts';
import { adjustToConfiguration } from './pipeline/adjust.ts';
import type { Clock } from './ports/clock.ts';
import type { IdGenerator } from './ports/ids.ts';
import type { Log } from './ports/log.ts';
import { firstOf, formatProblem } from './provisioning/load.ts';
import type { FileProblem, LoadedProvisioning } from './provisioning/load.ts';
import type { SidecarSecrets } from './starting/secrets.ts';
import { voidLeases } from './store/concurrency/leases.ts';
import { createManualClock, createStoreClock } from './store/clock.ts';
import { insertDowntime } from './store/past/recorded.ts';
import { keepEarlierTurns } from './store/past/recorded.ts';
import { catchUpVersions } from './store/past/versions.ts';
import { startEvents } from './store/events.ts';
import { migrate } from './store/migrate.ts';
import { keepAlive } from './store/upkeep/alive.ts';
import { openSqlite } from './store/sqlite/sqlite.ts';
import type { OpenResult } from './store/sqlite/sqlite.ts';
import { StoreUnavailable } from './store/store.ts';
import type { Store } from './store/store.ts';
import { MODULES } from './modules/index.ts';
import { loadModules } from './wire/module.ts';
import { wire } from './wire/wire.ts';
import type { Sidecar } from './wire/wire.ts';

export interface StartParts {
  config: SidecarConfig;
  secrets: SidecarSecrets;
  machine: Clock;
  ids: IdGenerator;
  log: Log;
  loadFiles(): Promise<LoadedProvisioning>;
  /** Called when everything is built, before what takes as long as there is configuration. */
  onWired?(): void;
}

export interface RunningSidecar {
  reload(): Promise<void>;
  stop(): Promise<void>;
  /** Whether the engine goes round, or would if the database could be used: a restart would help against nothing else. */
  isAlive(): boolean;
  /** Resolves with the reason why this sidecar must stop. */
  mustStop: Promise<string>;
}

export type StartResult = { ok: true; running: RunningSidecar } | { ok: false; problem: string };

/** What the database refuses ends a start in one line, like every other problem. */
export async function start(parts: StartParts): Promise<StartResult> {
  try {
    return await startUp(parts);
  } catch (error) {
    if (error instanceof StoreUnavailable) {
      return {
        ok: false,
        problem: `${storeTroubleText(error.trouble)}. ${storeTroubleAdvice(error.trouble.reason)}, and start again.`,
      };
    }
    throw error;
  }
}

async function startUp(parts: StartParts): Promise<StartResult> {
  const { config, secrets, machine, ids, log } = parts;
  const opened = await openDatabase(parts);
  if (!opened.ok) {
    return { ok: false, problem: opened.reason };
  }
  const { store } = opened;
  const migrated = await migrate(store);
  if (!migrated.ok) {
    await store.close();
    return { ok: false, problem: migrated.reason };
  }
  const opening = await openKeyring(
    store,
    { secretKey: secrets.secretKey, previousSecretKey: config.secretKeyPrevious },
    migrated.from === 0,
  );
  if (!opening.ok) {
    await store.close();
    return { ok: false, problem: opening.problem };
  }
  const { keyring } = opening;
  const clock = config.clock === 'manual' ? await createManualClock(store, machine) : createStoreClock(store, machine);
  const sidecar = wire({ config, secrets, keyring, store, machine, clock, ids, log }, await loadModules(MODULES));
  parts.onWired?.();
  // Before the files are applied, which may delete what has no version yet.
  const settings = { sleep: config.sleep, mail: config.smtpUrl !== null };
  await sidecar.transact(async (work) => {
    await aside(work, 'turns_taken', () => keepEarlierTurns(work), undefined);
    await catchUpVersions(work, settings);
  });
  const problem = await firstLoad(parts, sidecar, migrated.from === 0);
  if (problem !== null) {
    await sidecar.close();
    return { ok: false, problem };
  }
  await takeUp(sidecar, store);
  sidecar.engine.start();
  sidecar.writes.start();
  sidecar.takeUpModules();
  return listen(parts, sidecar);
}

async function openDatabase({ config: { database }, machine, ids, log }: StartParts): Promise<OpenResult> {
  if (database.kind === 'sqlite') {
    return openSqlite(database.path, machine);
  }
  const { openPostgres } = await import('./store/postgres/postgres.ts');
  return openPostgres(database.urls, machine, log, ids, 'serves');
}

async function listen(parts: StartParts, sidecar: Sidecar): Promise<StartResult> {
  const { config, log } = parts;
  await sidecar.listeners.prepare();
  try {
    const url = await sidecar.server.listen({ host: config.listen.host, port: config.listen.port });
    log.info({ url, database: config.database.kind, clock: config.clock }, 'listening');
  } catch (error) {
    await sidecar.close();
    return { ok: false, problem: listeningProblem('VIGIE_LISTEN', config.listen, error) };
  }
  const problem = (await listenPublicly(parts, sidecar)) ?? (await sidecar.listeners.listen());
  if (problem !== null) {
    await sidecar.close();
    return { ok: false, problem };
  }
  return {
    ok: true,
    running: {
      reload: () => reload(parts, sidecar),
      stop: () => sidecar.close(),
      isAlive: () => sidecar.engine.state() !== 'still',
      mustStop: sidecar.mustStop,
    },
  };
}

/** Opens the second listener, for phones and monitors. */
async function listenPublicly({ config, log }: StartParts, { publicServer }: Sidecar): Promise<string | null> {
  const listen = config.publicListen;
  if (publicServer === null || listen === null) {
    return null;
  }
  try {
    const url = await publicServer.listen(listen);
    log.info({ url }, 'listening publicly');
    return null;
  } catch (error) {
    return listeningProblem('VIGIE_PUBLIC_LISTEN', listen, error);
  }
}

/** At the first start there is no earlier valid state, so the files must be valid. */
async function firstLoad(
  { config, loadFiles, log }: StartParts,
  sidecar: Sidecar,
  isNew: boolean,
): Promise<string | null> {
  const loaded = await loadFiles();
  const problems = await applyFiles(loaded, { config, log }, sidecar);
  if (loaded.ok) {
    loaded.tolerable.forEach((problem) =>
      log.warn({ problem: formatProblem(problem) }, 'a provisioning file has a problem that a reload refuses'),
    );
    sidecar.provisioning.setWarnings([...loaded.tolerable, ...loaded.weak]);
  }
  await sidecar.configuration.load();
  warnOfWeakTokens(sidecar, log);
  const isEmpty = isNew || sidecar.configuration.objects().length === 0;
  return problems !== null && isEmpty ? problems : null;
}

/** Warns of weak tokens in files and in the store; the API accepts no new ones. */
function warnOfWeakTokens({ configuration }: Sidecar, log: Log): void {
  for (const { kind, id, body } of configuration.objects()) {
    if (kind === 'integrations' && isWeak((body as IntegrationBody).token)) {
      log.warn(
        { integration: id },
        `an ingest token has fewer than ${SHORTEST_TOKEN} characters and can be guessed; give the integration a long random one`,
      );
    }
  }
}

/** @returns what is wrong; null: the files were applied */
async function applyFiles(
  loaded: LoadedProvisioning,
  { config, log }: Pick<StartParts, 'config' | 'log'>,
  sidecar: Sidecar,
): Promise<string | null> {
  const result = await resultOf(loaded, sidecar, config);
  sidecar.metrics.provisioningOk.set(result.ok ? 1 : 0);
  sidecar.provisioning.set(result.ok ? [] : result.problems);
  if (result.ok) {
    log.info(result.applied, 'provisioning files applied');
    return null;
  }
  const problems = result.problems.map(formatProblem);
  problems.forEach((problem) =>
    log.error({ problem }, 'a provisioning file has a problem; the last valid configuration stays in use'),
  );
  return `The provisioning files have problems:\n${problems.join('\n')}`;
}

async function resultOf(
  loaded: LoadedProvisioning,
  sidecar: Sidecar,
  { allowEmpty, provisioning: folder }: StartParts['config'],
): Promise<{ ok: true; applied: AppliedChanges } | { ok: false; problems: FileProblem[] }> {
  if (!loaded.ok) {
    return loaded;
  }
  const result = await sidecar.transact((work) => sidecar.configuration.applyFiles(work, { ...loaded, allowEmpty }));
  return result.ok ? result : { ok: false, problems: firstOf(result.problems, folder, loaded.locate) };
}

async function reload(parts: StartParts, sidecar: Sidecar): Promise<void> {
  const { loadFiles, log } = parts;
  sidecar.listeners.renew();
  const loaded = await loadFiles();
  const strict = loaded.ok && loaded.tolerable.length > 0 ? { ok: false as const, problems: loaded.tolerable } : loaded;
  const problems = await applyFiles(strict, parts, sidecar);
  if (problems === null) {
    sidecar.provisioning.setWarnings(loaded.ok ? loaded.weak : []);
    await sidecar.configuration.load();
    await sidecar.transact((work) => adjustToConfiguration(work, { rotaRefreshQueue: sidecar.rotaRefreshQueue }));
    await sidecar.reload();
    await sidecar.wake();
    log.info({ revision: sidecar.configuration.directory().revision }, 'provisioning files reloaded');
  }
}

type TakenUp = Pick<
  Sidecar,
  'transact' | 'reload' | 'catchUp' | 'takeOver' | 'downtime' | 'rests' | 'rotaRefreshQueue' | 'clock' | 'isAllShadow'
>;

/** Takes over from an earlier process: on SQLite its leases are void, and heartbeats get a new grace period. */
export async function takeUp(sidecar: TakenUp, store: Pick<Store, 'dialect'>): Promise<void> {
  await sidecar.transact(async (work) => {
    if (store.dialect === 'sqlite') {
      await voidLeases(work);
      await sidecar.takeOver(work);
      await sidecar.catchUp(work);
      await aside(work, 'events', () => startEvents(work), undefined);
    }
    const down = await sidecar.downtime(work);
    await aside(work, 'downtimes', () => insertDowntime(work, down), undefined);
    await adjustToConfiguration(work, {
      rotaRefreshQueue: sidecar.rotaRefreshQueue,
      down,
      isAllShadow: sidecar.isAllShadow,
    });
    // At once: a sidecar that dies in its first second must be found to have been there.
    await keepAlive(work);
  });
  await sidecar.reload();
  // A signal may come before the first round; also then whoever must rest is not paged.
  await sidecar.rests.refresh(await sidecar.clock.now());
}

/** Defines **modules**: parts of the sidecar that can be deleted, since the core knows them by this alone (ADR 0031-modules). */
import type { z } from 'zod';
import type { Config } from '#contract/config';
import type { ReferenceFacts } from '#contract/references';
import type { EnvironmentVariables, SidecarConfig } from '../config/config.ts';
import type { ConfigProblem } from '../config/values.ts';
import type { Chore } from '../engine/chores.ts';
import type { ReadIncidentSummary } from '../actions/incidents/summary.ts';
import type { AskInside } from '../http/inside/api.ts';
import type { ModuleRoutes, RouteFacts } from '../http/module-routes.ts';
import type { IngestDeps } from '../http/routes/ingest.ts';
import type { ProvisioningDeps } from '../provisioning/load.ts';
import type { Work } from '../store/work.ts';
import type { CoreServices } from './engine.ts';

export interface SidecarModule extends RouteFacts {
  /** Settings of the environment, by their variables. */
  settings?: Readonly<Record<string, z.ZodType>>;
  /** Warnings of `vigie check`, of settings and files together. */
  findings?(config: SidecarConfig, files: Config): ConfigProblem[];
  commands?: readonly ModuleCommand[];
  /** Commands do without what a running sidecar needs, so that this is loaded apart. */
  load(): Promise<StartModule>;
}

/** A command of the command line: `vigie <name> …`. */
interface ModuleCommand {
  name: string;
  /** Its line of the usage. */
  usage: string;
  load(): Promise<RunModuleCommand>;
}

/** @returns the exit code */
type RunModuleCommand = (command: CommandWorld & { args: readonly string[] }) => Promise<number>;

export interface CommandWorld {
  env: EnvironmentVariables;
  /** What files and configured objects are checked with. */
  provisioning: ProvisioningDeps & Required<Pick<ProvisioningDeps, 'checkOwn'>>;
  references: ReferenceFacts;
  print(line: string): void;
  printError(line: string): void;
}

type StartModule = (core: ModuleCore) => StartedModule;

export interface ModuleCore extends CoreServices {
  /** Takes alerts in, as the endpoints of monitors do. */
  intake: IngestDeps;
  summaryOf: ReadIncidentSummary;
  /** Asks the API in the name of somebody, once it is built. */
  inside: Promise<AskInside>;
}

export interface StartedModule extends Omit<ModuleRoutes, keyof RouteFacts> {
  chores?: readonly Chore[];
  /** Called in the transaction in which a start on SQLite takes over from an earlier process, whose leases are void. */
  takeOver?(work: Work): Promise<void>;
  /** Called once the configuration is in force and the engine goes round. */
  takeUp?(): void;
  /** Called before the engine and the store end. */
  stop?(): Promise<void>;
}

/** A module whose code is in memory. */
export interface LoadedModule extends RouteFacts {
  start: StartModule;
}

export async function loadModules(modules: readonly SidecarModule[]): Promise<LoadedModule[]> {
  return Promise.all(modules.map(async (one) => ({ ...one, start: await one.load() })));
}

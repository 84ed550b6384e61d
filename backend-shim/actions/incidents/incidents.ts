/** The actions of the API on incidents: open one, and run commands on one or many. */
import type { Command } from '#domain/incident/commands/command';
import type { Actor } from '#domain/incident/model';
import type {
  ByHand,
  ByHandResult,
  CommandRequest,
  CommandResult,
  RateRequest,
  RateResult,
} from '../../ports/commands.ts';
import type { Caller } from '../../rights/caller.ts';
import type { ConcernDeps } from '../../rights/rule.ts';
import { CAPABILITIES } from '../../store/capabilities.ts';
import type { Work } from '../../store/work.ts';
import type { ActionContext } from '../context.ts';
import { commandMany } from './bulk.ts';
import type { BulkItem } from './bulk.ts';
import { commandIncident } from './command.ts';
import { openIncident } from './open.ts';
import { rateIncident } from './rate.ts';
import { wouldPage } from './would-page.ts';
import type { PagedByCommand } from './would-page.ts';

export interface IncidentActions {
  open(request: ByHand): Promise<ByHandResult>;
  /** The route has checked the right. */
  command(request: CommandRequest): Promise<CommandResult>;
  /** Checks the right for each incident. */
  commandMany(request: { ids: readonly string[]; command: Command; caller: Caller }): Promise<BulkItem[]>;
  /** The route has checked the right. */
  rate(request: RateRequest): Promise<RateResult>;
  /** Changes nothing. */
  wouldPage(id: string, command: Command, actor: Actor): Promise<PagedByCommand | null>;
}

/** Suffices to answer a question that changes nothing. */
interface ReadingDeps extends Pick<ActionContext, 'store' | 'clock' | 'directory'> {
  copies: Work['copies'];
  rests: { current(): Work['rests'] };
}

export function createIncidentActions(
  { change, transact, ...reading }: Pick<ActionContext, 'change' | 'transact'> & ReadingDeps,
  rights: ConcernDeps,
): IncidentActions {
  const command = (request: CommandRequest) => change((work) => commandIncident(work, request));
  return {
    open: (request) => change((work) => openIncident(work, request)),
    command,
    commandMany: (request) => commandMany(rights, command, request),
    rate: (request) => transact((work) => rateIncident(work, request)),
    wouldPage: async (id, wanted, actor) => wouldPage(await readingWork(reading), id, wanted, actor),
  };
}

async function readingWork({ store, clock, directory, copies, rests }: ReadingDeps) {
  const [tx, cap] = [store.read, CAPABILITIES[store.dialect]];
  return { tx, cap, now: await clock.now(), directory: directory(), copies, rests: rests.current() };
}

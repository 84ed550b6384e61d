/** Defines the port by which figures of one incident are asked for: the module that computes figures fills it. */
import type { IncidentSummary } from '#domain/figures/incident-summary';
import type { Directory } from '../../ports/directory.ts';
import type { StoreCapabilities } from '../../store/capabilities.ts';
import type { Db } from '../../store/store.ts';
import type { UnreadableReporter } from '../../store/stored/unreadable.ts';

export interface SummarySources {
  db: Db;
  cap: StoreCapabilities;
  noting: UnreadableReporter;
  directory: Directory;
}

/** @param withMerged ids of the incident and of those that were merged into it, whose pages count, too */
export type ReadIncidentSummary = (
  sources: SummarySources,
  incident: string,
  withMerged: readonly string[],
) => Promise<IncidentSummary>;

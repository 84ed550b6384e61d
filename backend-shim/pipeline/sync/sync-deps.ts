/** The dependencies of updates and queries to sources. */
import type { SourceKind } from '#domain/routing/integration';
import type { SourceParsers } from '../../stages/intake/arrivals.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Directory } from '../../ports/directory.ts';
import type { HttpClient } from '../../ports/http.ts';
import type { Log } from '../../ports/log.ts';
import type { Metrics } from '../../ports/metrics.ts';
import type { PushSync, SourceAsking } from '../../ports/source-sync.ts';
import type { Store } from '../../store/store.ts';
import type { RunTransaction } from '../../store/work.ts';
import type { IngestQueue } from '../ingest.ts';

export interface SyncingDeps {
  store: Store;
  transact: RunTransaction;
  sources: SourceParsers;
  /** For sources of this kind. */
  httpOf(kind: SourceKind): HttpClient;
  /** Asks sources, and reads what they answer, beside paging. */
  asking: Pick<SourceAsking, 'ask'>;
  clock: Clock;
  log: Log;
  metrics: Metrics;
  /** URL of an incident's page, or null if it is not known. */
  urlOf(incident: string): string | null;
  /** Names this process in leases. */
  owner: string;
  wake(): void;
  /** Runs a change from outside, and plans its pages in the same transaction. */
  change: RunTransaction;
  directory(): Directory;
  ingest: Pick<IngestQueue, 'submit'>;
}

/** null: sources of this kind cannot be called. */
export function pushOf(sources: SourceParsers, kind: SourceKind): PushSync | null {
  const { sync } = sources[kind];
  return sync?.mode === 'push' ? sync : null;
}

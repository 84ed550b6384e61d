/** What telling sources and asking them needs. */
import type { SourceKind } from '#domain/routing/integration';
import type { SourceParsers } from '../../intake/arrivals.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Directory } from '../../ports/directory.ts';
import type { HttpClient } from '../../ports/http.ts';
import type { Log } from '../../ports/log.ts';
import type { Metrics } from '../../ports/metrics.ts';
import type { PushSync } from '../../ports/source-sync.ts';
import type { Store } from '../../store/store.ts';
import type { RunTransaction } from '../../store/work.ts';
import type { IngestQueue } from '../ingest.ts';

export interface SyncingDeps {
  store: Store;
  transact: RunTransaction;
  sources: SourceParsers;
  /** For sources of this kind. */
  httpOf(kind: SourceKind): HttpClient;
  clock: Clock;
  log: Log;
  metrics: Metrics;
  /** Page of an incident, or null where its address is not known. */
  urlOf(incident: string): string | null;
  /** Names this process in leases. */
  owner: string;
  wake(): void;
  /** A change from outside: whom it pages is planned with it. */
  change: RunTransaction;
  directory(): Directory;
  ingest: Pick<IngestQueue, 'submit'>;
}

/** null: sources of this kind cannot be called. */
export function pushOf(sources: SourceParsers, kind: SourceKind): PushSync | null {
  const { sync } = sources[kind];
  return sync?.mode === 'push' ? sync : null;
}

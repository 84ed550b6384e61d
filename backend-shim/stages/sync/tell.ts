/** Makes one attempt to send an update to a source. */
import type { SourceKind } from '#domain/routing/integration';
import type { HttpClient } from '../../ports/http.ts';
import type { Log } from '../../ports/log.ts';
import type { PushSync, SourceUpdate, UpdateOutcome } from '../../ports/source-sync.ts';

export interface TellDeps {
  /** For sources of this kind. */
  httpOf(kind: SourceKind): HttpClient;
  log: Log;
  /** null: this kind of source cannot be told. */
  syncOf(telling: SourceUpdate): PushSync | null;
}

/** A source that throws has a bug; other updates continue. */
export async function tellSource(
  { httpOf, log, syncOf }: TellDeps,
  telling: SourceUpdate,
  signal: AbortSignal,
): Promise<UpdateOutcome> {
  const sync = syncOf(telling);
  if (!sync) {
    return { kind: 'skipped', answer: `${telling.integration.type} cannot be told anything` };
  }
  try {
    return await sync.tell({ http: httpOf(telling.integration.type), signal }, telling);
  } catch (error) {
    log.error(
      { sync: telling.id, integration: telling.integration.id, err: error },
      'sending an update to a source failed unexpectedly; retrying',
    );
    return { kind: 'retry', reason: 'server-error', detail: 'unexpected failure in Vigie; see its log', after: null };
  }
}

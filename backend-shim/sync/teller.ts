/** Tells sources what was claimed, beside each other, and hears of what became of it. */
import type { PushSync, Telling, Told } from '../ports/source-sync.ts';
import type { Clock } from '../ports/clock.ts';
import type { Http } from '../ports/http.ts';
import type { Log } from '../ports/log.ts';
import type { SourceKind } from '#domain/routing/integration';
import type { FinishedTelling } from './settle.ts';

const MOST_AT_ONCE = 32;
/** A source has its own, shorter, limits; this one only ends what got lost. */
const LONGEST_MS = 30_000;

export interface TellerDeps {
  /** For sources of this kind. */
  httpOf(kind: SourceKind): Http;
  clock: Clock;
  log: Log;
  /** null: this kind of source cannot be told. */
  syncOf(telling: Telling): PushSync | null;
  finish(finished: FinishedTelling): Promise<void>;
}

export interface Teller {
  free(): number;
  ids(): string[];
  /** Returns at once. */
  tell(telling: Telling): void;
  stop(): Promise<void>;
}

export function createTeller(deps: TellerDeps): Teller {
  const running = new Map<string, Promise<void>>();
  const stopping = new AbortController();
  return {
    free: () => MOST_AT_ONCE - running.size,
    ids: () => [...running.keys()],
    tell: (telling) => {
      running.set(
        telling.id,
        tellOne(deps, telling, stopping.signal).finally(() => running.delete(telling.id)),
      );
    },
    stop: async () => {
      stopping.abort();
      await Promise.allSettled([...running.values()]);
    },
  };
}

async function tellOne(deps: TellerDeps, telling: Telling, stopping: AbortSignal): Promise<void> {
  const started = deps.clock.monotonic();
  const told = await attempt(deps, telling, AbortSignal.any([stopping, AbortSignal.timeout(LONGEST_MS)]));
  // What our own stopping cut off keeps its lease: the next process tells it again.
  if (stopping.aborted && told.kind === 'retry' && told.reason === 'cancelled') {
    return;
  }
  deps.log.info(
    {
      sync: telling.id,
      incident: telling.incident.id,
      integration: telling.integration.id,
      what: telling.what,
      outcome: told.kind,
    },
    'source told',
  );
  await deps.finish({ id: telling.id, told, tookMs: deps.clock.monotonic() - started });
}

/** A source that throws has a bug; the other tellings go on. */
async function attempt({ httpOf, log, syncOf }: TellerDeps, telling: Telling, signal: AbortSignal): Promise<Told> {
  const sync = syncOf(telling);
  if (!sync) {
    return { kind: 'skipped', answer: `${telling.integration.type} cannot be told anything` };
  }
  try {
    return await sync.tell({ http: httpOf(telling.integration.type), signal }, telling);
  } catch (error) {
    log.error(
      { sync: telling.id, integration: telling.integration.id, err: error },
      'telling a source failed unexpectedly',
    );
    return { kind: 'retry', reason: 'server-error', detail: 'unexpected failure in Vigie; see its log', after: null };
  }
}

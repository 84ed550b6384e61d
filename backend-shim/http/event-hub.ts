/**
 * Tells open pages what changed. All streams of this process share one query, which runs after each wake-up and at
 * least every second, since other sidecars change things too.
 */
import { newestEvent, readEvent, readEventsAfter, subjectsOf, LATE_COMMIT_MS } from '../store/events.ts';
import type { EventTable } from '../store/schema.ts';
import type { StoreCapabilities } from '../store/capabilities.ts';
import type { Db, Store } from '../store/store.ts';
import type { UnreadableReporter } from '../store/stored/unreadable.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';

export interface EventListener {
  send(text: string): void;
  end(): void;
}

export interface EventHub {
  /**
   * @param lastId the last event that the page received; null starts with the next event @returns a function that
   * leaves
   */
  join(listener: EventListener, lastId: string | null): Promise<() => void>;
  size(): number;
  /** Ends every stream. */
  stop(): void;
}

export interface HubDeps {
  store: Pick<Store, 'read' | 'onWake'>;
  cap: StoreCapabilities;
  clock: Pick<Clock, 'sleep' | 'monotonic'>;
  log: Log;
  noting: UnreadableReporter;
}

const LOOK_EVERY_MS = 1000;
/** Changes come in bursts, so that one query serves many. */
const SETTLE_MS = 50;
/** Most late rows are this late at most. Looking for later ones at each change would read hundreds of rows in a storm. */
const USUALLY_LATE_MS = 250;
/** With more rows at once, the pages are told to reload everything. */
const MOST_ROWS = 5000;

const NOTHING_YET = '0';

export function createEventHub({ store, cap, clock, log, noting }: HubDeps): EventHub {
  const listeners = new Set<EventListener>();
  const stopped = new AbortController();
  let running = false;

  async function run(newest: EventTable | null): Promise<void> {
    const reader = await createNewsReader({ read: store.read, cap, noting }, clock, newest);
    while (listeners.size > 0 && !stopped.signal.aborted) {
      try {
        broadcast(await reader.next());
      } catch (error) {
        log.warn({ err: (error as Error).message }, 'could not read changes for open pages; retrying');
      }
      await nextWake(store, clock, stopped.signal);
    }
  }

  function broadcast(text: string): void {
    if (text !== '') {
      listeners.forEach((listener) => listener.send(text));
    }
  }

  function start(newest: EventTable | null): void {
    if (!running) {
      running = true;
      void run(newest).finally(() => {
        running = false;
        // A stream joined during the last query.
        if (listeners.size > 0 && !stopped.signal.aborted) {
          start(newest);
        }
      });
    }
  }

  return {
    join: async (listener, lastId) => {
      const newest = await newestEvent(store.read);
      if (stopped.signal.aborted) {
        listener.end();
        return () => undefined;
      }
      listeners.add(listener);
      start(newest);
      listener.send(
        lastId === null
          ? idFrame(newest?.id ?? NOTHING_YET)
          : await backlog({ read: store.read, cap, noting }, lastId, newest),
      );
      return () => void listeners.delete(listener);
    },
    size: () => listeners.size,
    stop: () => {
      stopped.abort();
      listeners.forEach((listener) => listener.end());
      listeners.clear();
    },
  };
}

async function nextWake(store: HubDeps['store'], clock: HubDeps['clock'], stopped: AbortSignal): Promise<void> {
  const woken = new AbortController();
  const off = store.onWake(() => woken.abort());
  await clock.sleep(LOOK_EVERY_MS, AbortSignal.any([woken.signal, stopped]));
  off();
  await clock.sleep(SETTLE_MS, stopped);
}

type EventSource = { read: Db; cap: StoreCapabilities; noting: UnreadableReporter };

/** Reads the changes since its previous call. @param newest the newest row at the start; null if there is none */
async function createNewsReader(
  { read, cap, noting }: EventSource,
  clock: Pick<Clock, 'monotonic'>,
  newest: EventTable | null,
): Promise<{ next(): Promise<string> }> {
  let cursor: Pick<EventTable, 'id' | 'at'> = newest ?? { id: NOTHING_YET, at: Number.MIN_SAFE_INTEGER / 2 };
  // A row that commits late may be older than the newest row. Rows that existed at the start are not sent.
  const rowsBefore = newest === null ? [] : await readEventsAfter(read, cap, newest, MOST_ROWS);
  const seen = new Map(rowsBefore.filter(({ id }) => id < cursor.id).map(({ id, at }) => [id, at]));
  let lookedFarBack = clock.monotonic();
  return {
    next: async () => {
      const isFar = clock.monotonic() - lookedFarBack >= LOOK_EVERY_MS;
      const rows = await readEventsAfter(read, cap, cursor, MOST_ROWS, isFar ? LATE_COMMIT_MS : USUALLY_LATE_MS);
      lookedFarBack = isFar ? clock.monotonic() : lookedFarBack;
      const news = rows.filter((row) => !seen.has(row.id));
      const text =
        rows.length === MOST_ROWS
          ? resetFrame(rows.at(-1)?.id ?? cursor.id)
          : news.map((row) => frameOf(row, noting)).join('');
      news.forEach((row) => seen.set(row.id, row.at));
      cursor = rows.reduce((latest, row) => (row.id > latest.id ? row : latest), cursor);
      forget(seen, cursor.at);
      return text;
    },
  };
}

function forget(seen: Map<string, number>, now: number): void {
  for (const [id, at] of seen) {
    if (at < now - LATE_COMMIT_MS) {
      seen.delete(id);
    }
  }
}

/** The events that the page missed, or `reset` if they cannot be determined. */
async function backlog({ read, cap, noting }: EventSource, lastId: string, newest: EventTable | null): Promise<string> {
  const known = await readEvent(read, lastId);
  if (known === null) {
    return lastId === NOTHING_YET && newest === null ? idFrame(NOTHING_YET) : resetFrame(newest?.id ?? NOTHING_YET);
  }
  const rows = await readEventsAfter(read, cap, known, MOST_ROWS);
  return rows.length === MOST_ROWS
    ? resetFrame(newest?.id ?? lastId)
    : rows.map((row) => frameOf(row, noting)).join('') || idFrame(lastId);
}

function resetFrame(id: string): string {
  return `${idLine(id)}event: reset
data: {}

`;
}

/** Vigie's ids are safe, but a client may send back any text. */
function idLine(id: string): string {
  return `id: ${id.replace(/[\r\n\0]/g, '')}\n`;
}

/** Only advances the page's `Last-Event-ID`. */
function idFrame(id: string): string {
  return `${idLine(id)}\n`;
}

function frameOf(row: EventTable, noting: UnreadableReporter): string {
  const subjects = subjectsOf(row, noting);
  return subjects === null
    ? resetFrame(row.id)
    : subjects.map((id) => `${idLine(row.id)}event: ${row.topic}\ndata: ${JSON.stringify({ id })}\n\n`).join('');
}

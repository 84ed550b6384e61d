/** Registers stored values that this process cannot read, for the status, the metric and the log. */
import type { Unreadable } from '#contract/unreadable';
import type { Log } from '../../ports/log.ts';
import type { StoredLocation } from './where.ts';

export interface UnreadableRegistry {
  /** Reports a value that cannot be read. It is logged once, until it can be read again. */
  note(found: Unreadable): void;
  /**
   * Reports that a value (without `field`: all of it) can be read or is deleted. Costs nothing while everything can be
   * read.
   */
  clear(where: StoredLocation): void;
  /** Reports that all values of these kinds were read, and which of them cannot be. */
  replace(isOfThem: (kind: string) => boolean, found: readonly Unreadable[]): void;
  /** By kind, id and field. */
  list(): readonly Unreadable[];
}

/** Told by every reader whether a value can be read. */
export type UnreadableReporter = Pick<UnreadableRegistry, 'note' | 'clear'>;

/** For a second read of the same value: the first one reports it. */
export const UNNOTED: UnreadableReporter = { note: () => undefined, clear: () => undefined };

/** The most reported values: a damaged table must not fill the memory, the log and each status page. */
export const MOST_UNREADABLE = 1000;

export function createUnreadableRegistry(log: Pick<Log, 'error' | 'info'>): UnreadableRegistry {
  /** By object, then by field. */
  const known = new Map<string, Map<string, Unreadable>>();
  let size = 0;
  let isFull = false;

  function note(found: Unreadable): void {
    const fields = known.get(keyOf(found)) ?? new Map<string, Unreadable>();
    if (!fields.has(found.field)) {
      if (size >= MOST_UNREADABLE) {
        tellFull();
        return;
      }
      logUnreadable(log, found);
      size += 1;
    }
    fields.set(found.field, found);
    known.set(keyOf(found), fields);
  }

  function tellFull(): void {
    if (!isFull) {
      isFull = true;
      logFull(log, size);
    }
  }

  function forget(object: string, isIt: (one: Unreadable) => boolean): void {
    const fields = known.get(object) ?? new Map<string, Unreadable>();
    for (const [field, one] of fields) {
      if (isIt(one)) {
        fields.delete(field);
        size -= 1;
        isFull = false;
        log.info({ kind: one.kind, id: one.id, field }, 'unreadable objects were repaired or deleted');
      }
    }
    if (fields.size === 0) {
      known.delete(object);
    }
  }

  return {
    note,
    clear: (where) => {
      if (size > 0) {
        forget(keyOf(where), ({ field }) => isWithin(field, where.field ?? ''));
      }
    },
    replace: (isOfThem, found) => {
      const still = new Set(found.map((one) => `${keyOf(one)}\n${one.field}`));
      for (const object of known.keys()) {
        forget(object, (one) => isOfThem(one.kind) && !still.has(`${keyOf(one)}\n${one.field}`));
      }
      found.forEach(note);
    },
    list: () => inOrder(known),
  };
}

function logFull(log: Pick<Log, 'error'>, listed: number): void {
  log.error({ listed }, 'too many stored values cannot be read; further ones are neither listed nor logged');
}

function logUnreadable(log: Pick<Log, 'error'>, { kind, id, field, reason, message }: Unreadable): void {
  log.error(
    { kind, id, field, reason, problem: message },
    'a stored value cannot be read; it is out of service until somebody repairs or deletes it',
  );
}

/** By object, then by field. */
function inOrder(known: ReadonlyMap<string, ReadonlyMap<string, Unreadable>>): Unreadable[] {
  return [...known]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, fields]) => [...fields.values()].sort((a, b) => (a.field < b.field ? -1 : 1)));
}

/** A path that begins with the other. */
function isWithin(field: string, whole: string): boolean {
  return whole === '' || field === whole || (field.startsWith(whole) && /^[.[]/.test(field.slice(whole.length)));
}

function keyOf({ kind, id }: Pick<Unreadable, 'kind' | 'id'>): string {
  return `${kind}\n${id}`;
}

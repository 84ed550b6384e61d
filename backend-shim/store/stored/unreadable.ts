/** What this process found that it cannot read, for the status, the metric and the log. */
import type { Unreadable } from '#contract/unreadable';
import type { Log } from '../../ports/log.ts';

export interface UnreadableRegistry {
  /** Something cannot be read. Logged once, until it can be read again. */
  note(found: Unreadable): void;
  /** This can be read, or is gone. Costs nothing while everything can be read. */
  clear(kind: string, id: string): void;
  /** All of these kinds were read, and this is what cannot be. */
  replace(isOfThem: (kind: string) => boolean, found: readonly Unreadable[]): void;
  /** By kind and id. */
  list(): readonly Unreadable[];
}

export function createUnreadableRegistry(log: Pick<Log, 'error' | 'info'>): UnreadableRegistry {
  const known = new Map<string, Unreadable>();

  function note(found: Unreadable): void {
    const key = keyOf(found);
    if (!known.has(key)) {
      const { kind, id, field, reason, message } = found;
      log.error({ kind, id, field, reason, problem: message }, 'something stored cannot be read; it is out of service, everything else goes on');
    }
    known.set(key, found);
  }

  function forget(isIt: (one: Unreadable) => boolean): void {
    for (const [key, one] of known) {
      if (isIt(one)) {
        known.delete(key);
        log.info({ kind: one.kind, id: one.id, field: one.field }, 'what could not be read can be read again, or is gone');
      }
    }
  }

  return {
    note,
    clear: (kind, id) => known.size > 0 && forget((one) => one.kind === kind && one.id === id),
    replace: (isOfThem, found) => {
      const still = new Set(found.map(keyOf));
      forget((one) => isOfThem(one.kind) && !still.has(keyOf(one)));
      found.forEach(note);
    },
    list: () => [...known].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, one]) => one),
  };
}

function keyOf({ kind, id, field }: Unreadable): string {
  return [kind, id, field].join('\n');
}

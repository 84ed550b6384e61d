/** Looking at calendars that are kept elsewhere, beside the rounds of paging. */
import { askCalendar } from '../calendar/ask.ts';
import { claimLooks, settleLook } from '../calendar/look.ts';
import type { Found, Look } from '../calendar/look.ts';
import type { Rounds } from '../engine/engine.ts';
import type { Transact } from '../engine/transact.ts';
import type { CalendarReader } from '../ports/calendar-reader.ts';
import type { Http } from '../ports/http.ts';
import type { Log } from '../ports/log.ts';
import type { Store } from '../store/store.ts';
import { StoreUnavailable } from '../store/store.ts';
import { dueKinds } from '../store/timers.ts';

export interface CalendarRoundsDeps {
  store: Pick<Store, 'read'>;
  transact: Transact;
  http: Http;
  reader: CalendarReader;
  log: Log;
  /** What a calendar says now counts from now on. */
  reload(): Promise<void>;
}

const AT_ONCE = 4;

export function createCalendarRounds(deps: CalendarRoundsDeps): Rounds {
  const { store, transact, log, reader } = deps;
  const stopping = new AbortController();
  const running = new Set<Promise<void>>();

  async function look(one: Look, now: number): Promise<void> {
    const found = await askCalendar(deps, one, now, stopping.signal);
    if (stopping.signal.aborted) {
      return;
    }
    const fails = await transact((work) => settleLook(work, one, found));
    tell(log, one, found, fails);
    await deps.reload();
  }

  function start(one: Look, now: number): void {
    const mine = look(one, now)
      .catch((error: unknown) =>
        error instanceof StoreUnavailable
          ? log.warn(
              { err: error.message, calendar: one.calendar.id },
              'what a calendar says could not be stored; it is asked again',
            )
          : log.error(
              { err: error, calendar: one.calendar.id },
              'looking at a calendar failed unexpectedly; it is asked again',
            ),
      )
      .finally(() => running.delete(mine));
    running.add(mine);
  }

  return {
    run: async (now) => {
      const free = AT_ONCE - running.size;
      if (stopping.signal.aborted || free <= 0 || !(await dueKinds(store.read, now)).has('calendar')) {
        return 0;
      }
      const looks = await transact((work) => claimLooks(work, free), now);
      // Asked only after the commit that claimed them.
      looks.forEach((one) => start(one, now));
      return looks.length;
    },
    inFlight: () => running.size,
    // A claim is longer than any look may take.
    renew: () => Promise.resolve(),
    stop: async () => {
      stopping.abort();
      await reader.close();
      await Promise.allSettled([...running]);
    },
  };
}

/** @param fails since this look: what goes on failing is seen in its state and its age */
function tell(log: Log, { calendar }: Look, found: Found, fails: boolean): void {
  if (found.kind === 'failed') {
    log[fails ? 'warn' : 'debug'](
      { calendar: calendar.id, reason: found.reason, detail: found.detail },
      'a calendar could not be read; what it said last still counts',
    );
  } else {
    log.debug({ calendar: calendar.id, found: found.kind }, 'calendar fetched');
  }
}

/** Keeps what figures need of each day that is over, a day at a time, each written in a short transaction. */
import type { IdGenerator } from '../ports/ids.ts';
import type { Log } from '../ports/log.ts';
import { saveDay } from '../store/insight/kept/days.ts';
import { dayOf } from '../store/insight/kept/changes.ts';
import {
  daysToMake,
  firstDay,
  forgetDaysBefore,
  forgetDaysMadeAfter,
  isMadeAfter,
  isOlderKept,
} from '../store/insight/kept/make.ts';
import type { Db } from '../store/store.ts';
import type { RunTransaction } from '../store/work.ts';
import type { FigureReader } from './reader.ts';

export interface KeeperDeps {
  read: Db;
  reader: Pick<FigureReader, 'makeDay'>;
  transact: RunTransaction;
  ids: Pick<IdGenerator, 'next'>;
  log: Log;
}

export interface DayKeeper {
  /** Keeps all days that are over, the newest first; one that could not be kept comes again next time. */
  keep(now: number): Promise<void>;
  stop(): Promise<void>;
}

export function createDayKeeper({ read, reader, transact, ids, log }: KeeperDeps): DayKeeper {
  let underWay: Promise<void> | null = null;
  let isStopped = false;

  async function keepAll(now: number): Promise<void> {
    const first = (await firstDay(read)) ?? dayOf(now);
    if (await isOlderKept(read, first)) {
      await transact((work) => forgetDaysBefore(work, first), now);
    }
    if (await isMadeAfter(read, now)) {
      await transact((work) => forgetDaysMadeAfter(work, now), now);
    }
    const days = await daysToMake(read, now);
    for (const day of days) {
      if (isStopped) {
        return;
      }
      const made = await reader.makeDay(day, ids.next());
      await transact((work) => saveDay(work, made), now);
    }
  }
  return {
    keep: (now) =>
      (underWay ??= keepAll(now)
        .catch((error: Error) => {
          if (!isStopped) {
            log.warn({ err: error.message }, 'past days could not be kept for insights; this is tried again');
          }
        })
        .finally(() => (underWay = null))),
    stop: async () => {
      isStopped = true;
      await underWay;
    },
  };
}

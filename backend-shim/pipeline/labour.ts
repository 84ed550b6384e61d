/** What labour law asks for, after paging: one person or unit at a time, so that one that fails stops nobody. */
import { tickRests } from '../labour/rest.ts';
import { tickUnit } from '../labour/unit.ts';
import { planRequests } from '../outbox/planning/requests.ts';
import type { ChannelRegistry } from '../ports/channel.ts';
import type { Log } from '../ports/log.ts';
import type { Metrics } from '../ports/metrics.ts';
import { StoreUnavailable } from '../store/store.ts';
import { dueTimers, holdTimer, pushBack } from '../store/timers.ts';
import type { RunTransaction, Work } from '../store/work.ts';

export interface LabourDeps {
  transact: RunTransaction;
  channels: ChannelRegistry;
  metrics: Pick<Metrics, 'labourFailures'>;
  log: Pick<Log, 'error'>;
}

type LabourTimer = 'unit' | 'rest';

const TICKS: Record<LabourTimer, (work: Work, subject: string) => Promise<void>> = { unit: tickUnit, rest: tickRests };

/** In a round, so that pages that are due meanwhile do not wait for many transactions. */
const MOST: Record<LabourTimer, number> = { unit: 1, rest: 5 };

/** Looks at some of what is due. A failure ends no round. @returns how much was looked at */
export async function runLabour(deps: LabourDeps, now: number): Promise<number> {
  try {
    return await lookAtDue(deps, now);
  } catch (error) {
    if (error instanceof StoreUnavailable) {
      throw error;
    }
    deps.log.error({ stage: 'labour', err: error }, 'rests could not be looked at; the other stages continue');
    deps.metrics.labourFailures.inc({ what: 'stage' });
    return 0;
  }
}

async function lookAtDue(deps: LabourDeps, now: number): Promise<number> {
  let looked = 0;
  for (const kind of ['unit', 'rest'] as const) {
    const due = await deps.transact((work) => dueTimers(work, kind, MOST[kind]), now);
    for (const { subject } of due) {
      await tickOne(deps, kind, subject, now);
    }
    looked += due.length;
  }
  return looked;
}

async function tickOne(deps: LabourDeps, kind: LabourTimer, subject: string, now: number): Promise<void> {
  try {
    await deps.transact(async (work) => {
      await TICKS[kind](work, subject);
      await planRequests(work, deps.channels);
    }, now);
  } catch (error) {
    if (error instanceof StoreUnavailable) {
      throw error;
    }
    // Logs name no people here: that somebody rests is theirs.
    deps.log.error({ kind, err: error }, 'rests could not be brought up to date; trying again later');
    deps.metrics.labourFailures.inc({ what: kind });
    await deps.transact((work) => putOff(work, kind, subject), now);
  }
}

async function putOff(work: Work, kind: LabourTimer, subject: string): Promise<void> {
  const timer = await holdTimer(work, kind, subject);
  if (timer !== null) {
    await pushBack(work, timer);
  }
}

/** What labour law asks for, after paging: one person or unit at a time, so that one that fails stops nobody. */
import { tickRests } from '../labour/rest.ts';
import { tickUnit } from '../labour/unit.ts';
import { planRequests } from '../stages/outbox/planning/requests.ts';
import type { ChannelRegistry } from '../ports/channel.ts';
import type { Log } from '../ports/log.ts';
import type { Metrics } from '../ports/metrics.ts';
import { isOutage } from '../store/store.ts';
import { dueTimers, holdTimer, reschedule } from '../store/timers.ts';
import type { RunTransaction, Work } from '../store/work.ts';

export interface LabourDeps {
  transact: RunTransaction;
  channels: ChannelRegistry;
  metrics: Pick<Metrics, 'labourFailures'>;
  log: Pick<Log, 'error'>;
}

type LabourTimer = 'unit' | 'rest';

const TICKS: Record<LabourTimer, (work: Work, subject: string) => Promise<void>> = { unit: tickUnit, rest: tickRests };

/** Looks at one person or unit that is due, so that a page waits for no more. A failure ends no round. @returns how many: 1, or 0 */
export async function runLabour(deps: LabourDeps, now: number): Promise<number> {
  try {
    return await lookAtDue(deps, now);
  } catch (error) {
    if (isOutage(error)) {
      throw error;
    }
    deps.log.error({ stage: 'labour', err: error }, 'rests could not be looked at; the other stages continue');
    deps.metrics.labourFailures.inc({ what: 'stage' });
    return 0;
  }
}

interface LabourDue {
  kind: LabourTimer;
  subject: string;
}

async function lookAtDue(deps: LabourDeps, now: number): Promise<number> {
  let due: LabourDue | null = null;
  try {
    await deps.transact(async (work) => {
      due = await firstDue(work);
      if (due !== null) {
        await TICKS[due.kind](work, due.subject);
        await planRequests(work, deps.channels);
      }
    }, now);
  } catch (error) {
    await putOffFailed(deps, due, error, now);
  }
  return due === null ? 0 : 1;
}

/** People first: rests hold pages, while a unit may have much to do. */
async function firstDue(work: Work): Promise<LabourDue | null> {
  for (const kind of ['rest', 'unit'] as const) {
    const [timer] = await dueTimers(work, kind, 1);
    if (timer !== undefined) {
      return { kind, subject: timer.subject };
    }
  }
  return null;
}

async function putOffFailed(deps: LabourDeps, due: LabourDue | null, error: unknown, now: number): Promise<void> {
  if (isOutage(error) || due === null) {
    throw error;
  }
  const { kind, subject } = due;
  // Logs name no people here: that somebody rests is theirs.
  deps.log.error({ kind, err: error }, 'rests could not be brought up to date; trying again later');
  deps.metrics.labourFailures.inc({ what: kind });
  await deps.transact((work) => putOff(work, kind, subject), now);
}

async function putOff(work: Work, kind: LabourTimer, subject: string): Promise<void> {
  const timer = await holdTimer(work, kind, subject);
  if (timer !== null) {
    await reschedule(work, timer);
  }
}

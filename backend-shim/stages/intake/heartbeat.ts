/** Watches heartbeats: signals that must keep coming. Silence is an alert; the next signal resolves it. */
import type { Alert, AlertStatus } from '#domain/incident/signal/alert';
import type { HeartbeatSettings, Integration } from '#domain/routing/integration';
import { formatDuration } from '#domain/time/duration';
import type { Log } from '../../ports/log.ts';
import { lockHeartbeat, readHeartbeatRows, saveHeartbeat, shiftLastHeartbeats } from '../../store/intake/heartbeats.ts';
import type { HeartbeatTable } from '../../store/schema/intake.ts';
import { clearTimers, dueTimers, setTimers, shiftTimers } from '../../store/timers.ts';
import type { Work } from '../../store/work.ts';

/** An alert or a recovery that a heartbeat reports to the pipeline. */
export interface HeartbeatNews {
  integration: Integration;
  alert: Alert;
}

export interface HeartbeatSignal {
  news: HeartbeatNews[];
  /** The previous signal came in time. */
  isExpected: boolean;
}

export async function beat(work: Work, integration: Integration): Promise<HeartbeatSignal> {
  const settings = integration.heartbeat;
  if (!settings) {
    return { news: [], isExpected: false };
  }
  const before = await lockHeartbeat(work, integration.id);
  await saveHeartbeat(work, { integration: integration.id, last_at: work.now, armed: 1, silent: 0 });
  await arm(work, integration.id, settings);
  const isExpected = before?.silent === 0 && before.last_at !== null;
  return {
    news: before?.silent === 1 ? [{ integration, alert: alertOf(integration, settings, 'resolved') }] : [],
    isExpected,
  };
}

/** Processes expired timers of signals that did not arrive. */
export async function silences(work: Work, log: Log): Promise<HeartbeatNews[]> {
  const due = await dueTimers(work, 'heartbeat', 500);
  const news: HeartbeatNews[] = [];
  const over: string[] = [];
  for (const { subject } of due) {
    const settings = work.directory.integrations.get(subject)?.heartbeat ?? null;
    const row = await lockHeartbeat(work, subject);
    // A signal that arrived just now has moved the timer.
    if (
      row &&
      settings &&
      row.last_at !== null &&
      row.silent === 0 &&
      row.last_at + settings.every + settings.grace > work.now
    ) {
      continue;
    }
    over.push(subject);
    const integration = work.directory.integrations.get(subject);
    if (integration && settings && row?.silent === 0) {
      await saveHeartbeat(work, { ...row, armed: 1, silent: 1 });
      log.info({ integration: subject }, 'heartbeat missed');
      news.push({ integration, alert: alertOf(integration, settings, 'firing') });
    }
  }
  await clearTimers(work, 'heartbeat', over);
  return news;
}

/**
 * Adjusts timers after a start or a configuration change: arms new heartbeats from their creation and removes deleted
 * ones.
 * @param down ms for which Vigie itself was down; the grace period starts again afterwards
 */
export async function adjustHeartbeats(work: Work, down: number): Promise<void> {
  const rows = await readHeartbeatRows(work.tx);
  const known = new Map(rows.map((row) => [row.integration, row]));
  for (const integration of work.directory.integrations.values()) {
    if (integration.heartbeat) {
      await adjust(work, integration.id, integration.heartbeat, known.get(integration.id) ?? null, down);
    }
  }
  const gone = rows.map((row) => row.integration).filter((id) => !work.directory.integrations.get(id)?.heartbeat);
  await clearTimers(work, 'heartbeat', gone);
}

/** Moves timers when the machine's clock is set back. @param by ms, negative */
export async function shiftHeartbeats(work: Work, by: number): Promise<void> {
  await shiftLastHeartbeats(work, by);
  await shiftTimers(work, 'heartbeat', by);
}

async function adjust(
  work: Work,
  id: string,
  settings: HeartbeatSettings,
  row: HeartbeatTable | null,
  down: number,
): Promise<void> {
  if (!row) {
    if (settings.arm === 'now') {
      await saveHeartbeat(work, { integration: id, last_at: null, armed: 1, silent: 0 });
      await arm(work, id, settings);
    }
    return;
  }
  if (row.armed === 1 && row.silent === 0) {
    const expected = (row.last_at ?? work.now) + settings.every + settings.grace;
    // Vigie missed signals while it was down, so the sender gets a whole grace period.
    const due = down > 0 ? Math.max(expected, work.now + settings.every + settings.grace) : expected;
    await setTimers(work, [{ kind: 'heartbeat', subject: id, due_at: due, rank: 2, attempt: 0 }]);
  }
}

function arm(work: Work, integration: string, settings: HeartbeatSettings): Promise<void> {
  return setTimers(work, [
    {
      kind: 'heartbeat',
      subject: integration,
      due_at: work.now + settings.every + settings.grace,
      rank: 2,
      attempt: 0,
    },
  ]);
}

function alertOf(
  integration: Integration,
  settings: HeartbeatSettings,
  status: Extract<AlertStatus, 'firing' | 'resolved'>,
): Alert {
  const expected = `a signal every ${formatDuration(settings.every)}, ${formatDuration(settings.grace)} grace`;
  return {
    fingerprint: 'heartbeat',
    groupKey: 'heartbeat',
    keyKept: true,
    status,
    severity: 'critical',
    title: `No signal from ${integration.name}`,
    description: `Expected ${expected}; none came.`,
    labels: { heartbeat: integration.id },
    links: [],
    startsAt: null,
    problemId: null,
    actor: null,
    note: status === 'resolved' ? 'the signal came back' : null,
    wholeGroup: false,
    test: false,
    raw: { heartbeat: integration.id, expected },
  };
}

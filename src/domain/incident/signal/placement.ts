/** Decides where an alert belongs: the incident of its key, a new one, or nowhere. */
import type { Alert, AlertStatus, Severity } from '#domain/incident/signal/alert';
import type { Incident } from '#domain/incident/model';

/** What an incident knows about one fingerprint. */
export interface KnownAlert {
  fingerprint: string;
  status: 'firing' | 'resolved';
  severity: Severity;
  startsAt: number | null;
  problemId: string | null;
  /** As the source named it when it fired; absent or empty: it did not. */
  title?: string;
  /** The source has it in a downtime. */
  downtime?: boolean;
}

export type AlertPlacement =
  | { kind: 'join' }
  | { kind: 'reopen' }
  | { kind: 'open' }
  /** Another problem under the same key: the old incident ended without a recovery. */
  | { kind: 'supersede' }
  /** Stored and counted; opens and changes nothing. */
  | { kind: 'stray'; reason: StrayReason };

type StrayReason = 'nothing-open' | 'already-recovered' | 'resolved-by-hand' | 'repeat';

/**
 * @param incident the latest incident of the alert's key, open or not
 * @param known what that incident knows of the alert's fingerprint
 * @param recovered this problem's recovery arrived before (sources may deliver out of order)
 */
export function place(
  alert: Alert,
  incident: Incident | null,
  known: KnownAlert | null,
  reopenWindow: number,
  recovered: boolean,
  now: number,
): AlertPlacement {
  if (incident && incident.state !== 'resolved') {
    return isOtherProblem(alert, known) && incident.totalAlerts === 1 ? { kind: 'supersede' } : { kind: 'join' };
  }
  if (alert.status !== 'firing') {
    return { kind: 'stray', reason: 'nothing-open' };
  }
  if (recovered) {
    return { kind: 'stray', reason: 'already-recovered' };
  }
  return incident ? afterResolution(alert, incident, known, reopenWindow, now) : { kind: 'open' };
}

function afterResolution(
  alert: Alert,
  incident: Incident,
  known: KnownAlert | null,
  reopenWindow: number,
  now: number,
): AlertPlacement {
  if (isOtherProblem(alert, known)) {
    return { kind: 'open' };
  }
  if (known?.status === 'resolved' && alert.problemId !== null && alert.problemId === known.problemId) {
    return { kind: 'stray', reason: 'already-recovered' };
  }
  const bySource = incident.resolution === 'source' || incident.resolution === 'timeout';
  if (!bySource) {
    return known && isExactRepeat(alert, known) && isIdentified(alert) && !beganSince(alert, known, incident)
      ? { kind: 'stray', reason: 'resolved-by-hand' }
      : { kind: 'open' };
  }
  const recently = incident.resolvedAt !== null && now - incident.resolvedAt <= reopenWindow;
  return recently && reopenWindow > 0 ? { kind: 'reopen' } : { kind: 'open' };
}

/** The source identifies its problems, and this is not the known one. */
function isOtherProblem(alert: Alert, known: KnownAlert | null): boolean {
  return (
    alert.status === 'firing' &&
    known !== null &&
    alert.problemId !== null &&
    known.problemId !== null &&
    alert.problemId !== known.problemId
  );
}

/** Same fingerprint, status and start: only counts. A change of severity is news. */
export function isExactRepeat(alert: Alert, known: KnownAlert): boolean {
  return (
    known.status === (alert.status as AlertStatus) &&
    (alert.startsAt === null || known.startsAt === null || alert.startsAt === known.startsAt) &&
    (alert.problemId === null || known.problemId === null || alert.problemId === known.problemId) &&
    (alert.severity === null || alert.severity === known.severity) &&
    (!alert.downtime || alert.downtime.began === (known.downtime ?? false))
  );
}

/** Whether a repeat can be distinguished from a new occurrence, which takes a start or an id. */
function isIdentified(alert: Alert): boolean {
  return alert.startsAt !== null || alert.problemId !== null;
}

/** The known one came without a start, and this one began after that was resolved. */
function beganSince(alert: Alert, known: KnownAlert, { resolvedAt }: Incident): boolean {
  const isUntold = known.startsAt === null && alert.problemId === null;
  return isUntold && alert.startsAt !== null && resolvedAt !== null && alert.startsAt > resolvedAt;
}

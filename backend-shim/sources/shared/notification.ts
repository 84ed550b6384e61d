/**
 * Reads notifications of Nagios and its descendants about a host or a service, with a type and a state. At most one
 * incident is open per host and service.
 */
import type { Alert, AlertStatus, AlertLink, Severity } from '#domain/incident/signal/alert';
import { alertOf } from './alert.ts';
import type { AlertLabels } from './values/labels.ts';

export interface MonitorNotification {
  /** `PROBLEM`, `FLAPPINGSTOP`, …, in capitals. */
  type: string;
  host: string;
  /** null: the notification is about the host. */
  service: string | null;
  /** `OK`, `WARNING`, …, `UP`, `DOWN`, …; null: not sent. */
  state: string | null;
  /** `HARD` or `SOFT`; null: not sent. */
  stateType: string | null;
  /** Whether another downtime is still active: the service's own or (Nagios) its host's. */
  stillInDowntime: boolean;
  output: string | null;
  author: string | null;
  comment: string | null;
  /** The monitoring server, since several may share an integration. */
  instance: string | null;
  startsAt: number | null;
  problemId: string | null;
  labels: AlertLabels;
  links: AlertLink[];
  raw: unknown;
}

interface Type {
  status: AlertStatus;
  /** The text of the timeline, before the comment. */
  says: string | null;
  /**
   * The monitor notifies no recovery during flapping or a downtime, so the end of either in a good state is the
   * recovery.
   */
  endsQuiet?: true;
  /** A downtime began or ended. */
  downtime?: 'began' | 'over';
}

const TYPES: Readonly<Record<string, Type>> = {
  PROBLEM: { status: 'firing', says: null },
  RECOVERY: { status: 'resolved', says: null },
  ACKNOWLEDGEMENT: { status: 'acknowledged', says: null },
  ACKNOWLEDGMENT: { status: 'acknowledged', says: null },
  CUSTOM: { status: 'info', says: null },
  FLAPPINGSTART: { status: 'info', says: 'Flapping started' },
  FLAPPINGSTOP: { status: 'info', says: 'Flapping stopped', endsQuiet: true },
  FLAPPINGEND: { status: 'info', says: 'Flapping stopped', endsQuiet: true },
  FLAPPINGDISABLED: { status: 'info', says: 'Flap detection disabled', endsQuiet: true },
  DOWNTIMESTART: { status: 'info', says: 'Downtime started', downtime: 'began' },
  DOWNTIMEEND: { status: 'info', says: 'Downtime ended', endsQuiet: true, downtime: 'over' },
  DOWNTIMECANCELLED: { status: 'info', says: 'Downtime cancelled', endsQuiet: true, downtime: 'over' },
  DOWNTIMEREMOVED: { status: 'info', says: 'Downtime cancelled', endsQuiet: true, downtime: 'over' },
};

export const NOTIFICATION_TYPES = Object.keys(TYPES);

const SEVERITIES: Readonly<Record<string, Severity>> = {
  WARNING: 'warning',
  UNKNOWN: 'error',
  CRITICAL: 'critical',
  DOWN: 'critical',
  UNREACHABLE: 'error',
};

/** @returns null: the type is none of `NOTIFICATION_TYPES` */
export function readNotification(notification: MonitorNotification): Alert | null {
  const type = Object.hasOwn(TYPES, notification.type) ? TYPES[notification.type] : undefined;
  if (type === undefined) {
    return null;
  }
  const { host, service, state, instance } = notification;
  const subject = service === null ? host : `${host};${service}`;
  const fingerprint = instance === null ? subject : `${instance}/${subject}`;
  const status = statusOf(type, notification);
  const isFiring = status === 'firing';
  return alertOf({
    fingerprint,
    groupKey: fingerprint,
    status,
    severity: isFiring ? severityOf(state) : null,
    // The state changes within one problem, so only a problem's own notification sets the title.
    title: isFiring ? titleOf(notification) : null,
    description: isFiring ? notification.output : null,
    labels: notification.labels,
    links: notification.links,
    startsAt: isFiring ? notification.startsAt : null,
    problemId: notification.problemId,
    // The author of a downtime did not resolve the incident that ends with it.
    actor: status === 'resolved' ? null : notification.author,
    note: [type.says, notification.comment].filter(Boolean).join(': ') || null,
    ...(type.downtime &&
      (type.downtime === 'began' || !notification.stillInDowntime) && {
        downtime: { began: type.downtime === 'began', until: null },
      }),
    raw: notification.raw,
  });
}

/**
 * A problem that began in a downtime was not notified, and Nagios reports it again only at its next check. So the end
 * of the downtime in a hard bad state counts as the problem.
 */
function statusOf(type: Type, { state, stateType, stillInDowntime }: MonitorNotification): AlertStatus {
  if (!type.endsQuiet || state === null) {
    return type.status;
  }
  if (state === 'OK' || state === 'UP') {
    return 'resolved';
  }
  return type.downtime === 'over' && stateType === 'HARD' && !stillInDowntime ? 'firing' : type.status;
}

function severityOf(state: string | null): Severity {
  return (state !== null && Object.hasOwn(SEVERITIES, state) ? SEVERITIES[state] : undefined) ?? 'error';
}

function titleOf({ host, service, state }: MonitorNotification): string {
  const subject = service === null ? host : `${service} on ${host}`;
  return state === null ? subject : `${subject} is ${state}`;
}

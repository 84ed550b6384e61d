/**
 * Classifies Zabbix's messages. They arrive in any order, and a recovery may overtake the updates before it: only a
 * PROBLEM message fires, an update never does.
 *
 * | message | EVENT.VALUE | EVENT.UPDATE.STATUS |
 * |---|---|---|
 * | problem, and each repeat of it | 1 | 0 |
 * | update | 1, or 0 when resolved meanwhile | 1 |
 * | recovery (EVENT.ID is still the problem's) | 0 | 0 |
 * | escalation canceled | 1 | 0, and ALERT.MESSAGE says so |
 */
import type { Alert, AlertStatus, Severity } from '#domain/incident/signal/alert';
import { severityOf } from '../shared/values/severity.ts';
import { isEcho } from '../shared/tell.ts';
import { statusOf } from '../shared/values/status.ts';
import type { ZabbixMacros } from './macros.ts';

/** EVENT.NSEVERITY: not classified, information, warning, average, high, disaster. */
const SEVERITIES: readonly Severity[] = ['info', 'info', 'warning', 'warning', 'error', 'critical'];
/** Zabbix's own texts are short; the patterns below take quadratic time. */
const MAX_ACTION = 500;
const CANCELED = /^NOTE: Escalation cancell?ed: *([^\r\n]*)/i;
const CLOSED = /(?:^|[ ,])closed(?=$|[ ,])/;
const ACKNOWLEDGED = /(?:^|[ ,])acknowledged(?=$|[ ,])/;
const UNACKNOWLEDGED = /(?:^|[ ,])unacknowledged(?=$|[ ,])/;
/** `suppressed until 2026.11.24 22:47:07` is the server's local time without a zone; the API gives the instant. */
const SUPPRESSED = /(?:^|[ ,])(un)?suppressed(?=$|[ ,])/;
const SEVERITY_CHANGED = /changed severity from .+? to ([^,]+?)(?= and |,|$)/;

export type ZabbixSignal = Pick<Alert, 'status' | 'severity' | 'actor' | 'note' | 'downtime'>;

export function readSignal(macros: ZabbixMacros): ZabbixSignal {
  if (macros.get('EVENT_UPDATE_STATUS') === '1') {
    return readUpdate(macros);
  }
  const canceled = [macros.get('ALERT_MESSAGE', 'MESSAGE'), macros.get('ALERT_SUBJECT', 'SUBJECT')]
    .map((text) => CANCELED.exec(text ?? ''))
    .find(Boolean);
  if (canceled) {
    return readCanceled(canceled[1] ?? '');
  }
  const status = problemStatus(macros);
  return { status, severity: readSeverity(macros) ?? (status === 'firing' ? 'error' : null), actor: null, note: null };
}

function problemStatus(macros: ZabbixMacros): AlertStatus {
  const value = macros.get('EVENT_VALUE');
  if (value === '0' || value === '1') {
    return value === '0' ? 'resolved' : 'firing';
  }
  const told = statusOf(macros.get('EVENT_STATUS', 'TRIGGER_STATUS'));
  return told ?? (macros.get('EVENT_RECOVERY_ID') === null ? 'firing' : 'resolved');
}

function readSeverity(macros: ZabbixMacros): Severity | null {
  const number = macros.get('EVENT_UPDATE_NSEVERITY', 'EVENT_NSEVERITY', 'TRIGGER_NSEVERITY');
  const known = number !== null && /^[0-5]$/.test(number) ? SEVERITIES[Number(number)] : undefined;
  return known ?? ownSeverity(macros.get('EVENT_UPDATE_SEVERITY', 'EVENT_SEVERITY', 'TRIGGER_SEVERITY'));
}

/** Zabbix's severities can be renamed in its settings; then the usual words are tried. */
function ownSeverity(name: string | null): Severity | null {
  const known = ['not classified', 'information', 'warning', 'average', 'high', 'disaster'].indexOf(
    name?.toLowerCase() ?? '',
  );
  return SEVERITIES[known] ?? severityOf(name);
}

/** No recovery follows a disabled trigger, host or item; a disabled action says nothing about the problem. */
function readCanceled(reason: string): ZabbixSignal {
  const note = `Escalation canceled in Zabbix: ${reason || 'no reason given'}`;
  return { status: /^action\b/i.test(reason.trim()) ? 'info' : 'resolved', severity: null, actor: null, note };
}

function readUpdate(macros: ZabbixMacros): ZabbixSignal {
  const action = macros.get('EVENT_UPDATE_ACTION')?.slice(0, MAX_ACTION) ?? null;
  const message = macros.get('EVENT_UPDATE_MESSAGE', 'ACK_MESSAGE');
  // Zabbix does not notify users of their own updates, so an echo arrives only if the token belongs to another user
  // than the media.
  if (isEcho(message)) {
    return { status: 'info', severity: null, actor: null, note: null };
  }
  const changed = SEVERITY_CHANGED.exec(action ?? '');
  const suppressed = SUPPRESSED.exec(action ?? '');
  const status = updateStatus(action?.toLowerCase() ?? null, macros.get('EVENT_ACK_STATUS')?.toLowerCase() ?? null);
  return {
    status,
    // A late comment must not restore an older severity, so only a change carries one.
    severity:
      changed || macros.get('EVENT_UPDATE_NSEVERITY') !== null
        ? (readSeverity(macros) ?? ownSeverity(changed?.[1] ?? null))
        : null,
    actor: actorOf(macros),
    ...(suppressed && { downtime: { began: suppressed[1] === undefined, until: null } }),
    note:
      status === 'info' && action !== 'commented'
        ? [action ?? 'updated in Zabbix', message].filter(Boolean).join(': ')
        : message,
  };
}

/** Zabbix hides names from a recipient who shares no user group with the person. */
function actorOf(macros: ZabbixMacros): string | null {
  const name = macros.get('EVENT_UPDATE_USER', 'USER_FULLNAME', 'USER_USERNAME', 'USER_ALIAS', 'USER_NAME');
  return name === 'Inaccessible user' ? null : name;
}

/** EVENT.ACK.STATUS has the value at sending: `No` beside an acknowledgement means that it was withdrawn since. */
function updateStatus(action: string | null, isAcknowledged: string | null): AlertStatus {
  if (action === null) {
    return isAcknowledged === 'yes' ? 'acknowledged' : 'info';
  }
  if (CLOSED.test(action)) {
    return 'resolved';
  }
  if (UNACKNOWLEDGED.test(action)) {
    return 'unacknowledged';
  }
  return ACKNOWLEDGED.test(action) && isAcknowledged !== 'no' ? 'acknowledged' : 'info';
}

/** Bodies as products send them, reduced to what a story is about; whole ones are in tests/captures. */

export interface GroupAlert {
  /** The alert's name: it is its title, and tells it from others. */
  name: string;
  status?: 'firing' | 'resolved';
  severity?: string;
  labels?: Record<string, string>;
  startsAt?: string;
}

export interface GroupOptions {
  groupKey?: string;
  truncatedAlerts?: number;
}

const USUAL_START = '2026-02-28T10:00:00Z';
const ZERO = '0001-01-01T00:00:00Z';

/** Alertmanager's webhook, version 4. */
export function alertmanager(
  alerts: readonly GroupAlert[],
  { groupKey = '{}:{team="sre"}', truncatedAlerts = 0 }: GroupOptions = {},
): object {
  const isFiring = alerts.some((alert) => alert.status !== 'resolved');
  return {
    version: '4',
    groupKey,
    truncatedAlerts,
    status: isFiring ? 'firing' : 'resolved',
    receiver: 'vigie',
    groupLabels: {},
    commonLabels: {},
    commonAnnotations: {},
    externalURL: 'http://alertmanager.example.com',
    alerts: alerts.map(groupAlert),
  };
}

function groupAlert({
  name,
  status = 'firing',
  severity = 'error',
  labels = {},
  startsAt = USUAL_START,
}: GroupAlert): object {
  return {
    status,
    labels: { alertname: name, severity, ...labels },
    annotations: { summary: name },
    startsAt,
    endsAt: status === 'resolved' ? '2026-02-28T11:00:00Z' : ZERO,
    generatorURL: 'http://prometheus.example.com/graph',
    fingerprint: Buffer.from(name).toString('hex').padEnd(16, '0').slice(0, 16),
  };
}

/** Grafana's webhook contact point. */
export function grafana(alerts: readonly GroupAlert[], options: GroupOptions = {}): object {
  return {
    ...alertmanager(alerts, options),
    version: '1',
    orgId: 1,
    title: '[FIRING:1]',
    state: 'alerting',
    message: '',
  };
}

/** A service notification of Nagios, of problem 7 unless said otherwise. */
export function nagios(type: string, macros: Record<string, string> = {}): object {
  return {
    NOTIFICATIONTYPE: type,
    HOSTNAME: 'web-1',
    SERVICEDESC: 'http',
    SERVICESTATE: type === 'RECOVERY' ? 'OK' : 'CRITICAL',
    SERVICEOUTPUT: 'connect to port 80: refused',
    SERVICEPROBLEMID: '7',
    ...macros,
  };
}

/** A Zabbix problem, of event 41 unless said otherwise. */
export function zabbix(macros: Record<string, string> = {}): object {
  return {
    'EVENT.ID': '41',
    'EVENT.NAME': 'CPU is busy',
    'EVENT.VALUE': '1',
    'EVENT.UPDATE.STATUS': '0',
    'EVENT.RECOVERY.ID': '{EVENT.RECOVERY.ID}',
    'EVENT.NSEVERITY': '4',
    'HOST.HOST': 'web-1',
    ...macros,
  };
}

export function zabbixRecovery(macros: Record<string, string> = {}): object {
  return zabbix({ 'EVENT.VALUE': '0', 'EVENT.RECOVERY.ID': '42', ...macros });
}

/** @param action as `{EVENT.UPDATE.ACTION}` says it: `acknowledged and commented` */
export function zabbixUpdate(action: string, macros: Record<string, string> = {}): object {
  return zabbix({
    'EVENT.UPDATE.STATUS': '1',
    'EVENT.UPDATE.ACTION': action,
    'USER.FULLNAME': 'Alice Durand (alice)',
    ...macros,
  });
}

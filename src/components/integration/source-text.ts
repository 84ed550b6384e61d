/** Names the kinds of monitors. */
import type { SourceKind } from '#domain/routing/integration';
import { t } from '../../language.ts';

export function sourceName(kind: SourceKind): string {
  switch (kind) {
    case 'grafana':
      return 'Grafana Alerting';
    case 'alertmanager':
      return 'Prometheus Alertmanager';
    case 'zabbix':
      return 'Zabbix';
    case 'nagios':
      return 'Nagios';
    case 'icinga2':
      return 'Icinga 2';
    case 'pagerduty':
      return t('source.pagerduty', 'PagerDuty senders');
    case 'opsgenie':
      return t('source.opsgenie', 'Opsgenie senders');
    case 'webhook':
      return t('source.webhook', 'Webhook');
    case 'email':
      return t('source.email', 'E-mail');
    case 'snmp':
      return t('source.snmp', 'SNMP traps');
    case 'heartbeat':
      return t('source.heartbeat', 'Heartbeat');
  }
}

export function sourceSummary(kind: SourceKind): string {
  switch (kind) {
    case 'grafana':
      return t(
        'source.grafana-more',
        'Alert rules of this or another Grafana, through a contact point. One click for this one.',
      );
    case 'alertmanager':
      return t(
        'source.alertmanager-more',
        'Alerts of Prometheus, Mimir, Loki or VictoriaMetrics, through a webhook receiver.',
      );
    case 'zabbix':
      return t('source.zabbix-more', 'Problems, acknowledgements and recoveries, through a media type.');
    case 'nagios':
      return t('source.nagios-more', 'Notifications of hosts and services of Nagios or Naemon, through a command.');
    case 'icinga2':
      return t('source.icinga2-more', 'Notifications of hosts and services, through a NotificationCommand.');
    case 'pagerduty':
      return t(
        'source.pagerduty-more',
        'Anything that sends to PagerDuty’s Events API v2 today: only the host name changes, the routing key stays.',
      );
    case 'opsgenie':
      return t(
        'source.opsgenie-more',
        'Anything that sends to Opsgenie or Jira Service Management today: only the host name changes, the API key stays.',
      );
    case 'webhook':
      return t('source.webhook-more', 'Anything that can send JSON or a form: scripts, cron jobs, other products.');
    case 'email':
      return t(
        'source.email-more',
        'Devices that can only send mail: grouped and resolved by their subject, or by your own templates.',
      );
    case 'snmp':
      return t('source.snmp-more', 'Switches, UPSes and other devices that send traps or informs, v1 and v2c.');
    case 'heartbeat':
      return t('source.heartbeat-more', 'A job reports regularly that it is alive; an incident opens when it stops.');
  }
}

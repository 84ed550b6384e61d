/** Lists every source; a kind without a folder here does not compile. */
import type { SourceKind } from '#domain/routing/integration';
import type { SourceDefinition } from '../ports/source.ts';
import { alertmanager } from './alertmanager/definition.ts';
import { email } from './email/definition.ts';
import { grafana } from './grafana/definition.ts';
import { heartbeat } from './heartbeat/definition.ts';
import { icinga2 } from './icinga2/definition.ts';
import { nagios } from './nagios/definition.ts';
import { opsgenie } from './opsgenie/definition.ts';
import { pagerduty } from './pagerduty/definition.ts';
import { snmp } from './snmp/definition.ts';
import { webhook } from './webhook/definition.ts';
import { zabbix } from './zabbix/definition.ts';

export const sources: Readonly<Record<SourceKind, SourceDefinition>> = {
  grafana,
  alertmanager,
  zabbix,
  nagios,
  icinga2,
  pagerduty,
  opsgenie,
  webhook,
  email,
  snmp,
  heartbeat,
};

/** Says as what kind Vigie takes the alerts of an OnCall integration, by OnCall's word for its type. */
import type { SourceKind } from '#domain/routing/integration';

/** Types that Vigie has by a name of its own; the rest of OnCall's types are webhooks here. */
const KINDS: Readonly<Record<string, SourceKind>> = {
  alertmanager: 'alertmanager',
  legacy_alertmanager: 'alertmanager',
  grafana: 'grafana',
  grafana_alerting: 'grafana',
  legacy_grafana_alerting: 'grafana',
  zabbix: 'zabbix',
  pagerduty: 'pagerduty',
};

/** null: Vigie has no kind of its own for it. */
export function kindOfOncallType(type: string): SourceKind | null {
  return Object.hasOwn(KINDS, type) ? (KINDS[type] ?? null) : null;
}

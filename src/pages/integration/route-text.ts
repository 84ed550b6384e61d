/** Describes a route in a sentence. */
import type { RouteWire } from '#contract/integrations/integration';
import { severityText } from '../../components/incident/badges.tsx';
import { windowsText } from '../../components/form/fields/time/weekly-text.ts';
import { t } from '../../language.ts';

export type RouteName = (kind: 'policies' | 'time-windows' | 'integrations', key: string) => string;

export function conditionText({ match, when }: RouteWire, name: RouteName): string {
  const hours =
    when === null ? null : typeof when === 'string' ? name('time-windows', when) : windowsText(when.windows);
  if (match.length === 0) {
    return hours === null
      ? t('route.if-any', 'Every alert')
      : t('route.if-hours', 'Every alert within {{hours}}', { hours });
  }
  const matchers = match.join(', ');
  return hours === null
    ? t('route.if-match', 'Alerts with {{matchers}}', { matchers })
    : t('route.if-both', 'Alerts with {{matchers}}, within {{hours}}', { matchers, hours });
}

export function outcomeText(
  { policy, urgency, severity, labels, drop, heartbeat }: RouteWire,
  fallback: string,
  name: RouteName,
): string {
  if (heartbeat !== null) {
    return t('route.beats', 'are the heartbeat of {{integration}}, and page nobody', {
      integration: name('integrations', heartbeat),
    });
  }
  if (drop) {
    return t('route.drops', 'are recorded, and page nobody');
  }
  const parts = [
    policy === null
      ? t('route.default', 'go to {{policy}}, as all do', { policy: name('policies', fallback) })
      : t('route.goes', 'go to {{policy}}', { policy: name('policies', policy) }),
    ...(urgency === null
      ? []
      : [urgency === 'urgent' ? t('route.urgent', 'urgently') : t('route.calm', 'without urgency')]),
    ...(severity === null ? [] : [t('route.severity', 'as {{severity}}', { severity: severityText(severity) })]),
    ...(Object.keys(labels).length === 0
      ? []
      : [
          t('route.labels', 'with {{labels}}', {
            labels: Object.entries(labels)
              .map(([key, value]) => `${key}=${value}`)
              .join(', '),
          }),
        ]),
  ];
  return parts.join(', ');
}

/** Describes a route in a sentence: “If the severity is Critical, then page by Platform critical”. */
import type { RouteWire } from '#contract/integrations/integration';
import { conditionTexts } from '../../../components/conditions/condition-text.ts';
import { listText } from '../../../components/escalation/target-text.ts';
import { severityText } from '../../../components/incident/incident-text.ts';
import { t } from '../../../language.ts';

export type RouteName = (kind: 'policies' | 'time-windows' | 'integrations', key: string) => string;

/** What the sentences need to know besides the route. */
export interface RouteWords {
  /** Id of the integration’s own policy. */
  fallback: string;
  name: RouteName;
  /** Weekly hours in words. */
  hours: (windows: Exclude<RouteWire['when'], string | null>['windows']) => string;
}

function hoursText(when: RouteWire['when'], { name, hours }: RouteWords): string[] {
  return when === null
    ? []
    : [
        t('route.within', 'it comes within {{hours}}', {
          hours: typeof when === 'string' ? name('time-windows', when) : hours(when.windows),
        }),
      ];
}

export function pageText(policy: string, urgency: RouteWire['urgency']): string {
  switch (urgency) {
    case 'urgent':
      return t('route.page-urgently', 'page urgently by {{policy}}', { policy });
    case 'default':
      return t('route.page-calmly', 'page without urgency by {{policy}}', { policy });
    default:
      return t('route.page', 'page by {{policy}}', { policy });
  }
}

function policyText(policy: string | null, { fallback, name }: RouteWords): string {
  return policy === null
    ? t('route.own-policy', '{{policy}} (the integration’s policy)', { policy: name('policies', fallback) })
    : name('policies', policy);
}

function outcomeText(route: RouteWire, words: RouteWords): string {
  const { policy, urgency, severity, labels, drop, heartbeat } = route;
  if (heartbeat !== null) {
    return t('route.beats', 'take it as the heartbeat of {{integration}}: it pages nobody', {
      integration: words.name('integrations', heartbeat),
    });
  }
  if (drop) {
    return t('route.drops', 'only record it: it pages nobody');
  }
  const added = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
  return listText([
    pageText(policyText(policy, words), urgency),
    ...(severity === null
      ? []
      : [t('route.sets-severity', 'set its severity to {{severity}}', { severity: severityText(severity) })]),
    ...(added.length === 0 ? [] : [t('route.adds-labels', 'add {{labels}} to it', { labels: added.join(', ') })]),
  ]);
}

export function routeSentence(route: RouteWire, words: RouteWords): string {
  const conditions = [
    ...conditionTexts(route.match),
    // What is a sign of life is one at any hour.
    ...(route.heartbeat === null ? hoursText(route.when, words) : []),
  ];
  const outcome = outcomeText(route, words);
  return conditions.length === 0
    ? t('route.always', 'Every alert: {{outcome}}', { outcome })
    : t('route.sentence', 'If {{conditions}}, then {{outcome}}', { conditions: listText(conditions), outcome });
}

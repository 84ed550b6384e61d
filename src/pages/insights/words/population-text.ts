/** Names whom and what the figures of a grid are of. */
import type { InsightPopulation } from '#contract/insight/insight';
import { severityText } from '../../../components/incident/badges.tsx';
import type { useName } from '../../../components/people/directory.tsx';
import { listText } from '../../../components/escalation/target-text.ts';
import { t } from '../../../language.ts';

type Name = ReturnType<typeof useName>;

export function urgencyText(urgency: 'urgent' | 'default'): string {
  return urgency === 'urgent' ? t('urgency.urgent', 'Urgent') : t('urgency.default', 'Not urgent');
}

const WHICH: Readonly<Record<InsightPopulation['incidents'], () => string>> = {
  all: () => t('insights.all-incidents', 'All incidents'),
  alerts: () => t('insights.all-alerts', 'All alerts that no person opened'),
  own: () => t('insights.own-incidents', 'The incidents that paged you'),
};

/** “All incidents of SRE, of severity Critical, with env=prod” */
export function incidentsText(population: InsightPopulation, name: Name): string {
  const { incidents, team, rota, severities, urgencies, integrations, labels } = population;
  const parts = [
    ...(team === null ? [] : [t('insights.which-team', 'of team {{team}}', { team: name('teams', team) })]),
    ...(rota === null ? [] : [t('insights.which-rota', 'of rota {{rota}}', { rota: name('rotas', rota) })]),
    ...(severities.length === 0
      ? []
      : [t('insights.which-severity', 'of severity {{list}}', { list: listText(severities.map(severityText)) })]),
    ...(urgencies.length === 0
      ? []
      : [t('insights.which-urgency', 'of urgency {{list}}', { list: listText(urgencies.map(urgencyText)) })]),
    ...(integrations.length === 0
      ? []
      : [
          t('insights.which-integration', 'from {{list}}', {
            list: listText(integrations.map((id) => name('integrations', id))),
          }),
        ]),
    ...Object.entries(labels).map(([label, value]) =>
      t('insights.which-label', 'with {{label}}', { label: `${label}=${value}` }),
    ),
  ];
  return [WHICH[incidents](), ...parts].join(', ');
}

/** null: the figures are of no people. */
export function peopleText({ incidents, team, people }: InsightPopulation, name: Name): string | null {
  if (incidents === 'own') {
    return t('insights.only-you', 'You alone');
  }
  if (people === null) {
    return null;
  }
  const { asked, counted } = people;
  const group =
    team === null
      ? t('insights.people-all', 'everybody')
      : t('insights.people-of', 'team {{team}}', { team: name('teams', team) });
  return counted < asked
    ? t('insights.people-partial', '', {
        group,
        counted,
        count: asked,
        defaultValue_one:
          '{{counted}} of {{count}} person of {{group}}: these sums are partial, since you may not read the load of the others',
        defaultValue_other:
          '{{counted}} of {{count}} people of {{group}}: these sums are partial, since you may not read the load of the others',
      })
    : t('insights.people-whole', '', {
        group,
        count: asked,
        defaultValue_one: '{{count}} person of {{group}}',
        defaultValue_other: 'All {{count}} people of {{group}}',
      });
}

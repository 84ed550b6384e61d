/** The card with the labels, links and facts of an incident. */
import type { ReactNode } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Stack, TextLink, useStyles2 } from '@grafana/ui';
import type { IncidentAnswer } from '#contract/incidents/incident';
import { AboutSilences, isSilenceLink } from '../../../components/incident/silences.tsx';
import { useName } from '../../../components/people/directory.tsx';
import { Section } from '../../../components/page/section.tsx';
import { Ago, At } from '../../../components/time/times.tsx';
import { PLUGIN_ROOT } from '../../../constants.ts';
import { t } from '../../../language.ts';

export const getFactStyles = (theme: GrafanaTheme2) => ({
  list: css({
    display: 'grid',
    gridTemplateColumns: 'auto minmax(0, 1fr)',
    gap: theme.spacing(0.5, 2),
    margin: 0,
    '& dt': { color: theme.colors.text.secondary, fontWeight: 'normal' },
    '& dd': { margin: 0, overflowWrap: 'anywhere' },
  }),
  labels: css({
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0.5),
    '& code': { overflowWrap: 'anywhere', whiteSpace: 'normal' },
  }),
});

/** Relative URLs are pages of Grafana. All others open in a new tab. */
function isOutside(url: string): boolean {
  return /^https?:/i.test(url);
}

type FactRow = [string, ReactNode];
type Name = ReturnType<typeof useName>;

const opened = ({ openedAt }: IncidentAnswer): FactRow => [
  t('incident.opened', 'Opened'),
  <>
    <At at={openedAt} /> (<Ago at={openedAt} />)
  </>,
];

const origin = ({ integration }: IncidentAnswer, name: Name): FactRow => [
  t('incidents.integration', 'Integration'),
  integration === null ? (
    t('incidents.by-hand', 'Opened by hand')
  ) : (
    <TextLink href={`${PLUGIN_ROOT}/integrations/${integration}`}>{name('integrations', integration)}</TextLink>
  ),
];

/** The policy and the team of the incident, if it has them. */
function answering({ policy, team }: IncidentAnswer, name: Name): FactRow[] {
  const facts: FactRow[] = [];
  if (policy !== null) {
    facts.push([
      t('incidents.policy', 'Escalation policy'),
      <TextLink href={`${PLUGIN_ROOT}/policies/${policy}`}>{name('policies', policy)}</TextLink>,
    ]);
  }
  if (team !== null) {
    facts.push([t('incidents.team', 'Team'), name('teams', team)]);
  }
  return facts;
}

/** What people have done with the incident. */
function handling(incident: IncidentAnswer, name: Name): FactRow[] {
  const { acknowledgedAt, acknowledgedBy, snoozedUntil, resolvedAt, resolvedBy } = incident;
  const facts: FactRow[] = [];
  if (acknowledgedAt !== null && acknowledgedBy !== null) {
    facts.push([
      t('state.acknowledged', 'Acknowledged'),
      <>
        {name('people', acknowledgedBy)}, <At at={acknowledgedAt} />
      </>,
    ]);
  }
  if (snoozedUntil !== null) {
    facts.push([t('incident.snoozed-until', 'Snoozed until'), <At at={snoozedUntil} />]);
  }
  if (resolvedAt !== null) {
    facts.push([
      t('state.resolved', 'Resolved'),
      <>
        {resolvedBy === null ? '' : `${name('people', resolvedBy)}, `}
        <At at={resolvedAt} />
      </>,
    ]);
  }
  return facts;
}

function factsOf(incident: IncidentAnswer, name: Name): FactRow[] {
  const { alerts, urgency } = incident;
  return [
    opened(incident),
    origin(incident, name),
    [t('incident.alerts', 'Alerts'), t('incident.firing', '{{firing}} firing of {{total}}', { ...alerts })],
    [
      t('incident.urgency', 'Urgency'),
      urgency === 'urgent' ? t('urgency.urgent', 'Urgent') : t('urgency.default', 'Not urgent'),
    ],
    ...answering(incident, name),
    ...handling(incident, name),
  ];
}

function Links({ incident }: { incident: IncidentAnswer }) {
  return (
    <Stack direction="column" gap={0.5}>
      {incident.links.map(({ title, url }) => (
        <div key={url}>
          <TextLink href={url} external={isOutside(url)} inline={false}>
            {title}
          </TextLink>
          {isSilenceLink({ title }) && <AboutSilences incident={incident} />}
        </div>
      ))}
    </Stack>
  );
}

export function LinksAndLabels({ incident }: { incident: IncidentAnswer }) {
  const styles = useStyles2(getFactStyles);
  const { labels, links } = incident;
  return (
    <>
      {links.length > 0 && <Links incident={incident} />}
      {Object.keys(labels).length > 0 && (
        <div className={styles.labels}>
          {Object.entries(labels).map(([key, value]) => (
            <code key={key}>{`${key}=${value}`}</code>
          ))}
        </div>
      )}
    </>
  );
}

export function FactsCard({ incident }: { incident: IncidentAnswer }) {
  const styles = useStyles2(getFactStyles);
  const name = useName();
  return (
    <Section title={t('incident.facts', 'Details')}>
      <Stack direction="column" gap={2}>
        <dl className={styles.list}>
          {factsOf(incident, name).map(([term, value]) => [
            <dt key={`${term}-term`}>{term}</dt>,
            <dd key={term}>{value}</dd>,
          ])}
        </dl>
      </Stack>
    </Section>
  );
}

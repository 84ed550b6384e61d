/** The card that lists the alerts of an incident. */
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Stack, TextLink, useStyles2 } from '@grafana/ui';
import { Badge } from '../../../components/page/badge.tsx';
import type { IncidentAnswer } from '#contract/incidents/incident';
import type { ListPage } from '#contract/list';
import type { IncidentAlert } from '../../../api/resources/incident-alert.ts';
import type { QueryState } from '../../../api/client/use-api.ts';
import { Answer } from '../../../components/page/answer.tsx';
import { SeverityBadge } from '../../../components/incident/badges.tsx';
import { isSilenceLink, silenceWord } from '../../../components/incident/silences.tsx';
import { LinkedText } from '../../../components/text/linked-text.tsx';
import { Section } from '../../../components/page/section.tsx';
import { Ago } from '../../../components/time/times.tsx';
import { titleText } from '../../../components/words/title-words.ts';
import { t } from '../../../language.ts';
import type { AlertWords } from './told-once.ts';
import { toldOnce } from './told-once.ts';
import { noAlertsText } from '../true-words.ts';

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: theme.spacing(1.5) }),
  minor: css({
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    display: 'flex',
    gap: theme.spacing(1),
    flexWrap: 'wrap',
    overflowWrap: 'anywhere',
  }),
});

interface ItemProps {
  alert: IncidentAlert;
  /** Labels and texts that the incident does not have. */
  words: AlertWords;
  /** The incident's `followsSilences`; null if unknown for this alert's source. */
  follows: boolean | null;
}

function AlertItem({ alert, words, follows }: ItemProps) {
  const styles = useStyles2(getStyles);
  const { description, links, labels } = words;
  return (
    <li>
      <Stack gap={1} wrap="wrap" alignItems="center">
        {alert.status === 'firing' ? (
          <Badge color="red" icon="fire" text={t('alert.firing', 'Firing')} />
        ) : (
          <Badge color="green" icon="check" text={t('state.resolved', 'Resolved')} />
        )}
        {alert.inDowntime && (
          <Badge
            color="blue"
            icon="pause"
            text={t('alert.in-downtime', 'In downtime')}
            tooltip={t(
              'alert.in-downtime-why',
              'The monitor reports a downtime or maintenance: nobody is paged for it until that ends.',
            )}
          />
        )}
        <SeverityBadge severity={alert.severity} />
        <strong style={{ minWidth: 0, overflowWrap: 'anywhere' }}>{titleText(alert.title, alert.titleReason)}</strong>
      </Stack>
      {description !== null && description !== '' && <LinkedText text={description} />}
      <div className={styles.minor}>
        <span>
          {t('alert.since', 'started')} <Ago at={alert.startsAt ?? alert.firstAt} />
        </span>
        <span>
          {t('alert.last', 'last signal')} <Ago at={alert.lastAt} />
        </span>
        {alert.count > 1 && (
          <span>
            {t('alert.count', '', {
              count: alert.count,
              defaultValue_one: '{{count}} signal',
              defaultValue_other: '{{count}} signals',
            })}
          </span>
        )}
        {links.map(({ title, url }) => (
          <span key={url}>
            <TextLink href={url} external variant="bodySmall">
              {title}
            </TextLink>{' '}
            {isSilenceLink({ title }) && silenceWord(follows)}
          </span>
        ))}
      </div>
      {Object.keys(labels).length > 0 && (
        <div className={styles.minor}>
          {Object.entries(labels).map(([key, value]) => (
            <code key={key}>{`${key}=${value}`}</code>
          ))}
        </div>
      )}
    </li>
  );
}

type AlertedIncident = Pick<
  IncidentAnswer,
  'integration' | 'followsSilences' | 'mergedInto' | 'description' | 'links' | 'labels'
>;

export function AlertsCard({
  asked,
  incident,
}: {
  asked: QueryState<ListPage<IncidentAlert>>;
  incident: AlertedIncident;
}) {
  const { integration, followsSilences } = incident;
  const styles = useStyles2(getStyles);
  return (
    <Section title={t('incident.alerts', 'Alerts')}>
      <Answer asked={asked}>
        {({ items, next }) => (
          <>
            {items.length === 0 && noAlertsText(incident)}
            <ul className={styles.list}>
              {items.map((alert) => (
                <AlertItem
                  key={alert.fingerprint}
                  alert={alert}
                  words={toldOnce(alert, incident)}
                  follows={alert.integration === integration ? followsSilences : null}
                />
              ))}
            </ul>
            {next !== null && (
              <p>{t('incident.more-alerts', 'Only the first {{count}} are shown.', { count: items.length })}</p>
            )}
          </>
        )}
      </Answer>
    </Section>
  );
}

/** Shows which way the last alerts would take by the routes on the screen, saved or not. */
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { TextLink, useStyles2 } from '@grafana/ui';
import type { RouteWire } from '#contract/integrations/integration';
import { segment } from '../../../api/client/client.ts';
import { useApi } from '../../../api/client/use-api.ts';
import type { RoutesTrial } from '../../../api/resources/integrations.ts';
import { useDebounced } from '../../../components/browser/use-debounced.ts';
import { hasUnfinished } from '../../../components/conditions/condition.ts';
import { listText } from '../../../components/escalation/target-text.ts';
import { severityText } from '../../../components/incident/incident-text.ts';
import { Answer } from '../../../components/page/answer.tsx';
import { Section } from '../../../components/page/section.tsx';
import { Ago } from '../../../components/time/times.tsx';
import { PLUGIN_ROOT } from '../../../constants.ts';
import { t } from '../../../language.ts';
import type { RouteName } from './route-text.ts';
import { pageText } from './route-text.ts';

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: theme.spacing(1, 0, 0), padding: 0 }),
  item: css({
    padding: theme.spacing(0.75, 0),
    borderTop: `1px solid ${theme.colors.border.weak}`,
    overflowWrap: 'anywhere',
  }),
  title: css({
    display: '-webkit-box',
    WebkitLineClamp: 2,
    WebkitBoxOrient: 'vertical',
    overflow: 'hidden',
    '& > a': { display: 'inline' },
  }),
  minor: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
  changed: css({ color: theme.colors.warning.text }),
});

type Tried = RoutesTrial['alerts'][number];
type Way = Tried['draft'];

function wayText({ route, policy, urgency, severity, drop, heartbeat }: Way, came: Tried['severity'], name: RouteName) {
  const outcome =
    heartbeat !== null
      ? [t('last.beats', 'heartbeat of {{integration}}', { integration: name('integrations', heartbeat) })]
      : drop
        ? [t('last.drops', 'only recorded')]
        : [
            pageText(name('policies', policy), urgency),
            ...(severity === null || severity === came
              ? []
              : [t('route.sets-severity', 'set its severity to {{severity}}', { severity: severityText(severity) })]),
          ];
  const text = listText(outcome);
  return route === null
    ? t('last.by-default', 'No route: {{outcome}}', { outcome: text })
    : t('last.by-route', 'Route {{route}}: {{outcome}}', { route, outcome: text });
}

function Alert({ alert, name }: { alert: Tried; name: RouteName }) {
  const styles = useStyles2(getStyles);
  const [draft, saved] = [wayText(alert.draft, alert.severity, name), wayText(alert.saved, alert.severity, name)];
  return (
    <li className={styles.item}>
      <div className={styles.title} title={alert.title}>
        {alert.incident === null ? (
          alert.title
        ) : (
          <TextLink href={`${PLUGIN_ROOT}/incidents/${alert.incident}`} inline>
            {alert.title}
          </TextLink>
        )}
      </div>
      <div className={styles.minor}>
        <Ago at={alert.receivedAt} />
        {alert.severity !== null && `, ${severityText(alert.severity)}`}
      </div>
      <div className={isOther(alert) ? styles.changed : undefined}>{draft}</div>
      {isOther(alert) && <div className={styles.minor}>{t('last.before', 'Until now: {{way}}', { way: saved })}</div>}
    </li>
  );
}

function isOther({ draft, saved }: Tried): boolean {
  // The number of a route changes when another one comes before it.
  const effect = ({ route: _number, ...rest }: Way) => JSON.stringify(rest);
  return effect(draft) !== effect(saved);
}

function Alerts({ alerts, name }: { alerts: readonly Tried[]; name: RouteName }) {
  const styles = useStyles2(getStyles);
  const title = t('last.title', 'The last alerts');
  if (alerts.length === 0) {
    return t('last.none', 'No alert has come through this integration yet.');
  }
  return (
    <>
      <div>
        {t('last.other', '', {
          count: alerts.filter(isOther).length,
          all: alerts.length,
          defaultValue_one: '{{count}} of {{all}} ends differently than by the saved routes.',
          defaultValue_other: '{{count}} of {{all}} end differently than by the saved routes.',
        })}
      </div>
      <ul className={styles.list} aria-label={title}>
        {alerts.map((alert) => (
          <Alert key={alert.id} alert={alert} name={name} />
        ))}
      </ul>
    </>
  );
}

interface Props {
  integration: string;
  routes: readonly RouteWire[];
  name: RouteName;
}

export function LastAlerts({ integration, routes, name }: Props) {
  const isReady = routes.every(({ match }) => !hasUnfinished(match));
  const body = useDebounced(isReady ? JSON.stringify({ routes }) : null);
  const asked = useApi<RoutesTrial>(
    body === null
      ? null
      : { method: 'POST', path: `integrations/${segment(integration)}/trial`, body: JSON.parse(body) as unknown },
    // Each answer checks a draft against the whole configuration, so that a storm of alerts repeats none.
    { keep: true },
  );
  return (
    <Section title={t('last.title', 'The last alerts')}>
      {isReady ? (
        <Answer asked={asked}>{({ alerts }) => <Alerts alerts={alerts} name={name} />}</Answer>
      ) : (
        t('last.unfinished', 'A condition has no value yet.')
      )}
    </Section>
  );
}

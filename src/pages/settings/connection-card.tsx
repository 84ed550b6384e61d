/** The card that checks the connection to the sidecar. */
import { useCallback, useEffect, useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Alert, Button, Icon, Stack, useStyles2 } from '@grafana/ui';
import type { ConnectionCheck, ConnectionStep } from '../../api/connection/connection.ts';
import { checkConnection } from '../../api/connection/connection.ts';
import { MINUTE } from '#domain/time/duration';
import { FailureNote } from '../../components/page/failure-note.tsx';
import { LinkButton } from '../../components/page/link-button.tsx';
import { durationText } from '../../components/time/format.ts';
import { Section } from '../../components/page/section.tsx';
import { PLUGIN_ROOT } from '../../constants.ts';
import { t } from '../../language.ts';
import { StatusFacts } from './status-facts.tsx';

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: theme.spacing(0.5) }),
  good: css({ color: theme.colors.success.text }),
  bad: css({ color: theme.colors.error.text }),
  later: css({ color: theme.colors.text.secondary }),
});

const STEPS: Record<ConnectionStep, () => string> = {
  reach: () => t('connection.reach', 'Grafana reaches the sidecar'),
  token: () => t('connection.token', 'The sidecar accepts the token'),
  identity: () => t('connection.identity', 'The sidecar knows who you are'),
};

/** Countdowns mislead if the clocks differ by a minute. Smaller differences go unnoticed. */
const SKEW = MINUTE;

function StepLine({ step, connection }: { step: ConnectionStep; connection: ConnectionCheck }) {
  const styles = useStyles2(getStyles);
  const isPassed = connection.passed.includes(step);
  const isFailed = connection.failure?.step === step;
  const [icon, className, state] = isPassed
    ? (['check-circle', styles.good, t('connection.ok', 'yes')] as const)
    : isFailed
      ? (['times-circle', styles.bad, t('connection.no', 'no')] as const)
      : (['circle', styles.later, t('connection.untried', 'not tried')] as const);
  return (
    <li className={isPassed || isFailed ? undefined : styles.later}>
      <Icon name={icon} className={className} />{' '}
      {t('connection.line', '{{step}}: {{state}}', { step: STEPS[step](), state })}
    </li>
  );
}

/** Finds where the connection to the sidecar fails, and says what to do about it. */
export function ConnectionCard({ pluginVersion }: { pluginVersion: string }) {
  const styles = useStyles2(getStyles);
  const [connection, setConnection] = useState<ConnectionCheck | null>(null);
  const [round, setRound] = useState(0);
  const again = useCallback(() => setRound((n) => n + 1), []);
  useEffect(() => {
    setConnection(null);
    const subscription = checkConnection().subscribe(setConnection);
    return () => subscription.unsubscribe();
  }, [round]);
  const version = connection?.status?.version;
  const skew = connection?.skew ?? 0;
  return (
    <Section
      title={t('connection.title', 'Connection')}
      actions={
        <Stack gap={1} wrap="wrap">
          <Button size="sm" variant="secondary" icon="sync" disabled={connection === null} onClick={again}>
            {t('connection.again', 'Check again')}
          </Button>
          {connection?.status && (
            <LinkButton size="sm" icon="home-alt" href={`${PLUGIN_ROOT}/home`}>
              {t('connection.home', 'Open Home')}
            </LinkButton>
          )}
        </Stack>
      }
    >
      <div role="status">
        {connection === null ? (
          t('connection.checking', 'Checking…')
        ) : (
          <ul className={styles.list}>
            {(['reach', 'token', 'identity'] as const).map((step) => (
              <StepLine key={step} step={step} connection={connection} />
            ))}
          </ul>
        )}
      </div>
      {connection?.failure && <FailureNote failure={connection.failure.failure} />}
      {version !== undefined && version !== pluginVersion && (
        <Alert severity="warning" title={t('connection.version', 'Plugin and sidecar have different versions')}>
          {t(
            'connection.version-more',
            'The plugin is {{plugin}}, the sidecar {{sidecar}}. Update the older one; until then some pages may not work.',
            { plugin: pluginVersion, sidecar: version },
          )}
        </Alert>
      )}
      {Math.abs(skew) > SKEW && (
        <Alert
          severity="warning"
          title={t('connection.skew', 'The clocks differ by {{by}}', { by: durationText(Math.abs(skew)) })}
        >
          {t(
            'connection.skew-more',
            'The sidecar’s clock and your computer’s are not the same. The sidecar’s is the one that counts: check that its machine keeps time (NTP).',
          )}
        </Alert>
      )}
      {connection?.status && <StatusFacts status={connection.status} me={connection.me} />}
    </Section>
  );
}

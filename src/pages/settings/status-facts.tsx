/** Shows the status of the sidecar. */
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Alert, useStyles2 } from '@grafana/ui';
import type { MeWire, StatusWire } from '../../api/connection/connection-wire.ts';
import { exactText, readerZone } from '../../components/time/format.ts';
import { FileProblems } from './file-problems.tsx';
import StoreAlert from '../../components/store/store-alert.tsx';
import UnreadableAlert from '../../components/page/unreadable-alert.tsx';
import { readerLanguage, t } from '../../language.ts';

const getStyles = (theme: GrafanaTheme2) =>
  css({
    display: 'grid',
    gridTemplateColumns: 'auto minmax(0, 1fr)',
    gap: theme.spacing(0.5, 2),
    margin: theme.spacing(2, 0, 0),
    '& dt': { color: theme.colors.text.secondary, fontWeight: 'normal' },
    '& dd': { margin: 0, overflowWrap: 'anywhere' },
    [theme.breakpoints.down('sm')]: {
      gridTemplateColumns: 'minmax(0, 1fr)',
      gap: 0,
      '& dd': { marginBottom: theme.spacing(1) },
    },
  });

function sizeText(bytes: number): string {
  const [value, unit] = bytes < 1e6 ? [bytes / 1e3, 'kilobyte'] : [bytes / 1e6, 'megabyte'];
  return new Intl.NumberFormat(readerLanguage(), { style: 'unit', unit, maximumFractionDigits: 1 }).format(value);
}

function facts(status: StatusWire, me: MeWire | null): Array<[string, string]> {
  const { version, now, clock, database, grafana, publicUrl, listeners = [], incidents } = status;
  return [
    ...(me === null
      ? []
      : [
          [t('connection.you', 'You are'), [...new Set([me.name, me.login, me.role])].filter(Boolean).join(', ')] as [
            string,
            string,
          ],
        ]),
    [t('status.version', 'Version'), version],
    [
      t('status.database', 'Database'),
      `${database.kind === 'sqlite' ? 'SQLite' : 'PostgreSQL'}, ${sizeText(database.bytes)}`,
    ],
    [
      t('status.clock', 'Time'),
      `${exactText(Date.parse(now), readerZone())}${clock === 'manual' ? ` (${t('status.manual', 'moved by hand')})` : ''}`,
    ],
    [t('status.grafana', 'Grafana, as the sidecar reaches it'), grafana ?? t('status.unset', 'not set')],
    [t('status.public', 'Address in links'), publicUrl],
    ...(listeners.length === 0
      ? []
      : [
          [
            t('status.listeners', 'Receives mail and SNMP traps at'),
            listeners
              .map(
                ({ kind, address }) =>
                  `${kind === 'smtp' ? t('status.smtp', 'mail') : t('status.snmp', 'SNMP')} ${address}`,
              )
              .join(', '),
          ] as [string, string],
        ]),
    [
      t('status.incidents', 'Incidents'),
      t(
        'status.counts',
        '{{open}} open, {{acknowledged}} acknowledged, {{snoozed}} snoozed, {{exhausted}} without an answer',
        { ...incidents },
      ),
    ],
  ];
}

/** The sidecar's state, and what in it needs an administrator. */
export function StatusFacts({ status, me }: { status: StatusWire; me: MeWire | null }) {
  const styles = useStyles2(getStyles);
  return (
    <>
      {status.engine === 'failing' && (
        <Alert severity="error" title={t('status.engine-bad', 'The engine has stopped: nobody is paged')}>
          {t('status.engine-advice', 'Check the sidecar’s log, and restart it.')}
        </Alert>
      )}
      <StoreAlert trouble={status.store?.trouble ?? null} />
      <UnreadableAlert unreadable={status.unreadable ?? []} />
      {status.provisioning.state === 'failing' && (
        <Alert
          severity="warning"
          title={t('status.files', 'The provisioning files have problems; the last good state is in force')}
        >
          <FileProblems texts={status.provisioning.problems} details={status.provisioning.details ?? []} />
        </Alert>
      )}
      {(status.provisioning.warnings ?? []).length > 0 && (
        <Alert
          severity="warning"
          title={t(
            'status.file-warnings',
            'The provisioning files are in force, but have problems. Run --check before the next reload',
          )}
        >
          <FileProblems texts={status.provisioning.warnings ?? []} details={status.provisioning.warningDetails ?? []} />
        </Alert>
      )}
      {status.identity === 'believed' && (
        <Alert severity="warning" title={t('status.believed', 'User identity is trusted, not verified')}>
          {t(
            'status.believed-advice',
            'Set VIGIE_GRAFANA_URL to an address at which the sidecar reaches this Grafana, so that it can check Grafana’s signature. Until then, whoever has the token can claim to be anybody.',
          )}
        </Alert>
      )}
      <dl className={styles}>
        {facts(status, me).map(([name, value]) => [<dt key={`${name} term`}>{name}</dt>, <dd key={name}>{value}</dd>])}
      </dl>
    </>
  );
}

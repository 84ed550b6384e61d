/** One row of the list of channels. */
import { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, useStyles2 } from '@grafana/ui';
import { Badge } from '../../components/page/badge.tsx';
import type { ChannelKind, ChannelState, StoredChannel } from '../../api/resources/channels.ts';
import { testChannel } from '../../api/resources/channels.ts';
import type { MethodTestResult } from '../../api/resources/people.ts';
import { useSending } from '../../components/form/use-sending.ts';
import { FailureNote } from '../../components/page/failure-note.tsx';
import { TriedText } from '../../components/people/tried-text.tsx';
import { useName } from '../../components/people/directory.tsx';
import { inOwnLanguage, t } from '../../language.ts';
import { badgeOf, servedText } from './channel-badge.ts';

export const getRowStyles = (theme: GrafanaTheme2) => ({
  row: css({
    padding: theme.spacing(1.5, 1),
    borderTop: `1px solid ${theme.colors.border.weak}`,
    '&:hover': { background: theme.colors.action.hover },
  }),
  parts: css({
    display: 'grid',
    gridTemplateColumns: 'minmax(160px, 1fr) minmax(220px, 2fr) auto',
    gap: theme.spacing(2),
    alignItems: 'center',
    [theme.breakpoints.down('md')]: { gridTemplateColumns: 'minmax(0, 1fr)', gap: theme.spacing(0.5) },
  }),
  name: css({ fontWeight: theme.typography.fontWeightMedium, overflowWrap: 'anywhere' }),
  minor: css({
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    overflowWrap: 'anywhere',
  }),
  tools: css({ display: 'flex', gap: theme.spacing(1), alignItems: 'center', flexWrap: 'wrap' }),
  below: css({ marginTop: theme.spacing(1) }),
});

function usesText(kind: ChannelKind | undefined, policies: string[]): string {
  const served = (kind?.serves ?? []).map(servedText);
  const parts = [
    ...(served.length > 0 ? [t('channels.carries', 'Carries {{what}}', { what: served.join(', ') })] : []),
    ...(policies.length > 0
      ? [t('channels.used', 'Posted to by {{policies}}', { policies: policies.join(', ') })]
      : []),
  ];
  return parts.length > 0 ? parts.join('. ') : t('channels.unused', 'Not used by any escalation policy');
}

interface Props {
  channel: StoredChannel;
  kind: ChannelKind | undefined;
  state: ChannelState | null;
  /** Names of the policies that post to this channel. */
  policies: string[];
  isAdmin: boolean;
  onEdit: () => void;
}

export function ChannelRow({ channel, kind, state, policies, isAdmin, onEdit }: Props) {
  const styles = useStyles2(getRowStyles);
  const nameOf = useName();
  const { isSending, failure, send, forget } = useSending();
  const [tried, setTried] = useState<MethodTestResult | null>(null);
  const name = channel.name ?? channel.id;
  const test = () => {
    setTried(null);
    void send(() => testChannel(channel.id), setTried);
  };
  return (
    <li className={styles.row}>
      <div className={styles.parts}>
        <div>
          <div className={styles.name}>{name}</div>
          <div className={styles.minor}>
            {[
              kind ? inOwnLanguage(kind.names) : channel.type,
              ...(channel.team === null ? [] : [nameOf('teams', channel.team)]),
            ].join(', ')}
          </div>
        </div>
        <div>
          <Badge {...badgeOf(state)} />
          <div className={styles.minor}>
            {state !== null && !state.up && state.problem !== null ? state.problem : usesText(kind, policies)}
          </div>
        </div>
        <div className={styles.tools}>
          {channel.provisioned && <Badge color="darkgrey" icon="file-alt" text={t('teams.file', 'From a file')} />}
          {isAdmin && (
            <Button
              size="sm"
              variant="secondary"
              icon="message"
              disabled={isSending}
              aria-label={t('method.test-label', 'Test {{name}}', { name })}
              onClick={test}
            >
              {t('method.test', 'Test')}
            </Button>
          )}
          {isAdmin && !channel.provisioned && (
            <Button
              size="sm"
              variant="secondary"
              icon="pen"
              aria-label={t('teams.edit-label', 'Edit {{name}}', { name })}
              onClick={onEdit}
            >
              {t('teams.edit', 'Edit')}
            </Button>
          )}
        </div>
      </div>
      {tried !== null && (
        <div className={styles.below}>
          <TriedText tried={tried} />
        </div>
      )}
      {failure !== null && (
        <FailureNote failure={failure} what={t('method.test-failed', 'The test was not sent')} onClose={forget} />
      )}
    </li>
  );
}

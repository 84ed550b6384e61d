import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { MeWire, StatusWire } from '../../api/connection.ts';
import { t } from '../../language.ts';

const styles = (theme: GrafanaTheme2) => css({ display: 'grid', gridTemplateColumns: 'auto minmax(0, 1fr)', gap: theme.spacing(0.5, 2), margin: theme.spacing(2, 0, 0), '& dt': { color: theme.colors.text.secondary, fontWeight: 'normal' }, '& dd': { margin: 0, overflowWrap: 'anywhere' } });

function plain(value: unknown): string {
  if (typeof value !== 'object' || value === null) {
    return String(value);
  }
  return Object.entries(value)
    .map(([name, part]) => `${name}: ${plain(part)}`)
    .join(', ');
}

/** What the sidecar says about itself. */
export function StatusFacts({ status, me }: { status: StatusWire; me: MeWire | null }) {
  const look = useStyles2(styles);
  const facts = Object.entries(status).filter(([, value]) => value !== null && value !== undefined);
  return (
    <dl className={look}>
      {me?.login !== undefined && (
        <>
          <dt>{t('connection.you', 'You are')}</dt>
          <dd>{[me.name, me.login, me.role].filter(Boolean).join(', ')}</dd>
        </>
      )}
      {facts.map(([name, value]) => [<dt key={`${name} term`}>{name}</dt>, <dd key={name}>{plain(value)}</dd>])}
    </dl>
  );
}

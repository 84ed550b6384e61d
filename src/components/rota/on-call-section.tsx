/** Lists who is on call in all rotas, the reader's own first. */
import { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, TextLink, useStyles2 } from '@grafana/ui';
import type { RotaOnCall } from '#contract/rotas/on-call';
import { OnCallList } from './on-call-list.tsx';
import { Section } from '../page/section.tsx';
import { PLUGIN_ROOT } from '../../constants.ts';
import { t } from '../../language.ts';

const getStyles = (theme: GrafanaTheme2) => ({
  grid: css({
    display: 'grid',
    gap: theme.spacing(2),
    gridTemplateColumns: 'repeat(auto-fill, minmax(240px, 1fr))',
    listStyle: 'none',
    margin: 0,
    padding: 0,
  }),
  item: css({ minWidth: 0, borderLeft: `3px solid ${theme.colors.border.medium}`, paddingLeft: theme.spacing(1.5) }),
  mine: css({ borderLeftColor: theme.colors.warning.main }),
});

interface Props {
  rotas: RotaOnCall[];
  me: string;
  /** More are behind a button, so that what follows stays on the screen. Default: all are shown. */
  most?: number;
}

function isMine(rota: RotaOnCall, me: string): boolean {
  return rota.onCall.some(({ user }) => user === me);
}

export function OnCallSection({ rotas, me, most = Infinity }: Props) {
  const [isWhole, setWhole] = useState(false);
  const styles = useStyles2(getStyles);
  const sorted = [...rotas].sort(
    (a, b) => Number(isMine(b, me)) - Number(isMine(a, me)) || a.name.localeCompare(b.name),
  );
  return (
    <Section title={t('home.on-call', 'Who is on call')}>
      <ul className={styles.grid}>
        {sorted.slice(0, isWhole ? sorted.length : most).map((rota) => (
          <li key={rota.rota} className={`${styles.item} ${isMine(rota, me) ? styles.mine : ''}`}>
            <TextLink href={`${PLUGIN_ROOT}/rotas/${rota.rota}`} color="secondary" inline={false}>
              {rota.name}
            </TextLink>
            <OnCallList rota={rota} me={me} />
          </li>
        ))}
      </ul>
      {!isWhole && sorted.length > most && (
        <div style={{ marginTop: 16 }}>
          <Button size="sm" variant="secondary" onClick={() => setWhole(true)}>
            {t('home.all-rotas', 'Show all {{number}} rotas', { number: sorted.length })}
          </Button>
        </div>
      )}
    </Section>
  );
}

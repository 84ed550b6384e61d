/** A gallery of things to set up: integrations, channels. Each is chosen by one press. */
import type { ReactNode } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';

const getStyles = (theme: GrafanaTheme2) => ({
  grid: css({
    listStyle: 'none',
    margin: 0,
    padding: 0,
    display: 'grid',
    gap: theme.spacing(1),
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(260px, 100%), 1fr))',
  }),
  choice: css({
    width: '100%',
    height: '100%',
    textAlign: 'left',
    display: 'grid',
    alignContent: 'start',
    gap: theme.spacing(0.5),
    padding: theme.spacing(2),
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.secondary,
    color: theme.colors.text.primary,
    cursor: 'pointer',
    '&:hover': { background: theme.colors.action.hover },
  }),
  name: css({ ...theme.typography.h5, margin: 0, display: 'flex', gap: theme.spacing(1), alignItems: 'center' }),
  minor: css({ color: theme.colors.text.secondary }),
});

export interface GalleryChoice {
  key: string;
  tile: ReactNode;
  name: string;
  summary: string;
  onChoose: () => void;
}

export function Gallery({ choices }: { choices: readonly GalleryChoice[] }) {
  const styles = useStyles2(getStyles);
  return (
    <ul className={styles.grid}>
      {choices.map(({ key, tile, name, summary, onChoose }) => (
        <li key={key}>
          <button type="button" className={styles.choice} onClick={onChoose}>
            <span className={styles.name}>
              {tile} {name}
            </span>
            <span className={styles.minor}>{summary}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

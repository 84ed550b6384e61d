/** Grey bars in the place of what is still loading. */
import { css, keyframes } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { t } from '../../language.ts';

const pulse = keyframes({ '50%': { opacity: 0.45 } });

const getStyles = (theme: GrafanaTheme2) => ({
  bars: css({ display: 'grid', gap: theme.spacing(1.5), padding: theme.spacing(1.5, 1) }),
  bar: css({
    height: 16,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.secondary,
    '@media (prefers-reduced-motion: no-preference)': { animation: `${pulse} 1.6s ease-in-out infinite` },
  }),
  text: css({ position: 'absolute', clipPath: 'inset(50%)' }),
});

/** Screen readers hear that it is loading. */
export function Skeleton({ lines = 3 }: { lines?: number }) {
  const styles = useStyles2(getStyles);
  return (
    <div role="status" className={styles.bars}>
      <span className={styles.text}>{t('answer.loading', 'Loading…')}</span>
      {Array.from({ length: lines }, (_, i) => (
        <div key={i} aria-hidden className={styles.bar} style={{ width: `${90 - (i % 3) * 15}%` }} />
      ))}
    </div>
  );
}

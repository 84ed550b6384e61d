/** Titled sections and columns of a page. */
import type { ReactNode } from 'react';
import { useId } from 'react';
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { getTouchStyles } from '../touch/touch-targets.ts';

const getStyles = (theme: GrafanaTheme2) => ({
  box: css({
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.primary,
    padding: theme.spacing(2),
    minWidth: 0,
  }),
  head: css({
    display: 'flex',
    gap: theme.spacing(1),
    alignItems: 'center',
    justifyContent: 'space-between',
    flexWrap: 'wrap',
    marginBottom: theme.spacing(1.5),
  }),
  title: css({ ...theme.typography.h4, margin: 0 }),
});

interface Props {
  title: string;
  actions?: ReactNode;
  children: ReactNode;
}

/** A part of a page with a title; a landmark for screen readers. */
export function Section({ title, actions, children }: Props) {
  const styles = useStyles2(getStyles);
  // Sections also stand on Grafana's own pages.
  const touch = useStyles2(getTouchStyles);
  const id = useId();
  return (
    <section className={cx(styles.box, touch)} aria-labelledby={id}>
      <div className={styles.head}>
        <h2 id={id} className={styles.title}>
          {title}
        </h2>
        {actions}
      </div>
      {children}
    </section>
  );
}

const getColumnStyles = (theme: GrafanaTheme2) =>
  css({
    display: 'grid',
    gap: theme.spacing(2),
    gridTemplateColumns: 'minmax(0, 2fr) minmax(0, 1fr)',
    alignItems: 'start',
    '& > div': { display: 'grid', gap: theme.spacing(2), minWidth: 0 },
    [theme.breakpoints.down('lg')]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  });

const stickyStyles = (theme: GrafanaTheme2, above: number) =>
  css({
    position: 'sticky',
    top: `calc(${theme.spacing(1)} + ${above}px)`,
    // A column taller than the screen would show its end only at the end of the main part.
    maxHeight: `calc(100vh - ${above}px - ${theme.spacing(2)})`,
    overflowY: 'auto',
    [theme.breakpoints.down('lg')]: { position: 'static', maxHeight: 'none', overflowY: 'visible' },
  });
const firstStyles = (theme: GrafanaTheme2) => css({ [theme.breakpoints.down('lg')]: { order: -1 } });

interface ColumnsProps {
  main: ReactNode;
  side: ReactNode;
  /** The side column stays visible while the main part scrolls. */
  isSideSticky?: boolean;
  /** Height of what else stays visible above it, px. */
  stickyBelow?: number;
  /** Without room for two columns, the side comes first. */
  isSideFirst?: boolean;
}

/** Two columns, stacked if there is no room for both. */
export function Columns({ main, side, isSideSticky = false, stickyBelow = 0, isSideFirst = false }: ColumnsProps) {
  const styles = useStyles2(getColumnStyles);
  const sticky = useStyles2(stickyStyles, stickyBelow);
  const first = useStyles2(firstStyles);
  return (
    <div className={styles}>
      <div>{main}</div>
      <div className={cx(isSideSticky && sticky, isSideFirst && first)}>{side}</div>
    </div>
  );
}

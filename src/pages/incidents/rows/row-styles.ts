/** Styles of the list of incidents: one line for each, in columns that keep their width whatever stands in them. */
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';

/** Pixels. */
const ROW = 34;

const cut = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const;

export const getRowStyles = (theme: GrafanaTheme2) => {
  const phone = theme.breakpoints.down('md');
  return {
    row: css({
      borderTop: `1px solid ${theme.colors.border.weak}`,
      '& > td': { height: ROW, padding: theme.spacing(0, 1), ...cut },
      '&:hover, &:focus-within': { background: theme.colors.action.hover },
      '&[data-selected="true"]': { background: theme.colors.action.selected },
      [phone]: { '& > td': { padding: theme.spacing(0.75, 1), verticalAlign: 'top', whiteSpace: 'normal' } },
    }),
    title: css({
      fontWeight: theme.typography.fontWeightMedium,
      '& > a': { display: 'block', ...cut },
      // A title of 500 characters leaves room for the next incident.
      [phone]: {
        overflowWrap: 'anywhere',
        display: '-webkit-box',
        WebkitLineClamp: 2,
        WebkitBoxOrient: 'vertical',
        overflow: 'hidden',
        // Only text is cut after some lines, not the box that Grafana makes of a link.
        '& > a': { display: 'inline', whiteSpace: 'normal' },
      },
    }),
    minor: css({
      color: theme.colors.text.secondary,
      fontSize: theme.typography.bodySmall.fontSize,
      // On the lighter ground of the row that has the pointer or the focus, the secondary colour has too little contrast.
      'tr:hover &, tr:focus-within &, tr[data-selected="true"] &': { color: theme.colors.text.primary },
    }),
    parts: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(1), minWidth: 0, ...cut }),
    part: css({ flex: '0 1 auto', minWidth: 0, ...cut }),
    whole: css({ flex: 'none' }),
    badges: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(0.5), minWidth: 0, overflow: 'hidden' }),
    // For screen readers, which are not told of a sign.
    unseen: css({ position: 'absolute', width: 1, height: 1, overflow: 'hidden', clipPath: 'inset(50%)' }),
    /** Where there is room for a second label. */
    roomy: css({ [theme.breakpoints.down('xl')]: { display: 'none' } }),
    tight: css({ [theme.breakpoints.up('xl')]: { display: 'none' } }),
    /** Columns that only wide screens have. */
    wide: css({ [phone]: { display: 'none' } }),
    wider: css({ [theme.breakpoints.down('lg')]: { display: 'none' } }),
    narrow: css({
      display: 'none',
      [phone]: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(1), marginTop: 4 },
    }),
  };
};

/** Widths of the columns in pixels; the title has the rest, and the labels a share of it. */
export const getColumnStyles = (theme: GrafanaTheme2) => {
  const column = (width: number | string, below: 'md' | 'lg' | null, narrower: number | string = width) =>
    css({
      width,
      [theme.breakpoints.down('xl')]: { width: narrower },
      ...(below !== null && { [theme.breakpoints.down(below)]: { display: 'none' } }),
    });
  return {
    check: column(40, null),
    severity: column(112, 'md'),
    title: css({}),
    labels: column('27%', 'lg', 150),
    state: column(190, 'md', 170),
    standing: column(210, 'md', 160),
    opened: column(130, 'md', 120),
  };
};

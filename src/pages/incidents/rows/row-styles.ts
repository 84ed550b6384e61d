/** Styles of the list of incidents: one line for each, in columns that keep their width whatever stands in them. */
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { below, from } from '../room.ts';

/** Pixels. */
const ROW = 34;

const cut = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const;

export const getRowStyles = (theme: GrafanaTheme2) => ({
  row: css({
    borderTop: `1px solid ${theme.colors.border.weak}`,
    '& > td': { height: ROW, padding: theme.spacing(0, 1), ...cut },
    '&:hover, &:focus-within': { background: theme.colors.action.hover },
    '&[data-selected="true"]': { background: theme.colors.action.selected },
    [below.lines]: { '& > td': { padding: theme.spacing(0.75, 1), verticalAlign: 'top', whiteSpace: 'normal' } },
  }),
  title: css({
    fontWeight: theme.typography.fontWeightMedium,
    '& > a': { display: 'block', ...cut },
    // A title of 500 characters leaves room for the next incident.
    [below.lines]: {
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
  roomy: css({ [below.twoLabels]: { display: 'none' } }),
  tight: css({ [from.twoLabels]: { display: 'none' } }),
  /** Columns, and from where on there is room for them. */
  column: css({ [below.lines]: { display: 'none' } }),
  labels: css({ [below.labels]: { display: 'none' } }),
  opened: css({ [below.opened]: { display: 'none' } }),
  narrow: css({ display: 'none', [below.lines]: { display: 'block', marginTop: theme.spacing(0.5) } }),
  narrowLine: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(1), marginTop: theme.spacing(0.5) }),
});

/** Widths of the columns in pixels; the title has the rest, which is the most. */
export const getColumnStyles = () => ({
  check: css({ width: 40 }),
  severity: css({ width: 128, [below.lines]: { display: 'none' } }),
  title: css({}),
  labels: css({ width: 330, [below.twoLabels]: { width: 190 }, [below.labels]: { display: 'none' } }),
  state: css({ width: 180, [below.twoLabels]: { width: 136 }, [below.lines]: { display: 'none' } }),
  standing: css({
    width: 220,
    [below.twoLabels]: { width: 190 },
    [below.labels]: { width: 150 },
    [below.lines]: { display: 'none' },
  }),
  opened: css({ width: 124, [below.twoLabels]: { width: 112 }, [below.opened]: { display: 'none' } }),
});

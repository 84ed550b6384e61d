/** The styles of the timeline, in one function per part. */
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';

export const ROW = 26;
export const LABEL = 132;

/** The frame, its scrolled content, and the lane names at the left. */
export const getFrameStyles = (theme: GrafanaTheme2) => ({
  frame: css({
    position: 'relative',
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    overflow: 'hidden',
  }),
  scroll: css({ overflowX: 'auto', overscrollBehaviorX: 'contain' }),
  content: css({ position: 'relative', display: 'grid', gridTemplateColumns: `${LABEL}px minmax(0, 1fr)` }),
  label: css({
    position: 'sticky',
    left: 0,
    zIndex: 3,
    background: theme.colors.background.primary,
    borderRight: `1px solid ${theme.colors.border.weak}`,
    borderTop: `1px solid ${theme.colors.border.weak}`,
    padding: theme.spacing(0.5, 1),
    fontSize: theme.typography.bodySmall.fontSize,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
  }),
  finalLabel: css({ fontWeight: theme.typography.fontWeightBold }),
});

/** The days or hours above the lanes. */
export const getAxisStyles = (theme: GrafanaTheme2) => ({
  axis: css({
    position: 'relative',
    height: 34,
    fontSize: theme.typography.bodySmall.fontSize,
    color: theme.colors.text.secondary,
    overflow: 'hidden',
  }),
  tick: css({
    position: 'absolute',
    top: 0,
    bottom: 0,
    borderLeft: `1px solid ${theme.colors.border.weak}`,
    paddingLeft: 4,
    paddingTop: 12,
    whiteSpace: 'nowrap',
  }),
  today: css({ color: theme.colors.text.primary, fontWeight: theme.typography.fontWeightBold }),
});

/** Weekends, holidays, clock changes, the present time and until when duty is told late, behind all lanes. */
export const getBackdropStyles = (theme: GrafanaTheme2) => ({
  backdrop: css({ position: 'absolute', inset: 0, left: LABEL, pointerEvents: 'none' }),
  line: css({ position: 'absolute', top: 0, bottom: 0, width: 1, background: theme.colors.border.weak }),
  weekend: css({ position: 'absolute', top: 0, bottom: 0, background: theme.colors.action.hover, opacity: 0.5 }),
  holiday: css({ position: 'absolute', top: 0, bottom: 0, background: theme.colors.warning.transparent }),
  change: css({ position: 'absolute', top: 0, bottom: 0, borderLeft: `2px dotted ${theme.colors.info.border}` }),
  inTime: css({
    position: 'absolute',
    top: 0,
    bottom: 0,
    borderLeft: `2px dashed ${theme.colors.success.border}`,
    zIndex: 2,
  }),
  flag: css({
    position: 'absolute',
    top: 0,
    padding: '0 4px',
    fontSize: 10,
    lineHeight: '12px',
    whiteSpace: 'nowrap',
    color: theme.colors.success.contrastText,
    background: theme.colors.success.main,
  }),
  now: css({
    position: 'absolute',
    top: 0,
    bottom: 0,
    width: 2,
    marginLeft: -1,
    background: theme.colors.error.main,
    zIndex: 2,
  }),
});

/** The background of a lane. */
export const getTrackStyles = (theme: GrafanaTheme2) => ({
  // Contained, so that scrolling does not make the browser lay out a thousand bars again.
  track: css({
    contain: 'layout paint style',
    position: 'relative',
    borderTop: `1px solid ${theme.colors.border.weak}`,
    minHeight: ROW + 6,
  }),
  finalTrack: css({ cursor: 'crosshair', touchAction: 'pan-x pan-y' }),
});

/** The marks drawn over the bars of the outcome. */
export const getMarkStyles = (theme: GrafanaTheme2) => ({
  gap: css({
    position: 'absolute',
    top: 3,
    height: ROW - 4,
    minWidth: 3,
    border: `1px solid ${theme.colors.error.border}`,
    borderRadius: theme.shape.radius.sm,
    pointerEvents: 'none',
    background: `repeating-linear-gradient(135deg, ${theme.colors.error.transparent} 0 6px, transparent 6px 12px)`,
  }),
  conflict: css({
    position: 'absolute',
    bottom: 1,
    height: 5,
    minWidth: 3,
    background: `repeating-linear-gradient(90deg, ${theme.colors.warning.main} 0 4px, transparent 4px 7px)`,
    pointerEvents: 'none',
  }),
  selection: css({
    position: 'absolute',
    top: 0,
    bottom: 0,
    background: theme.colors.primary.transparent,
    border: `1px solid ${theme.colors.primary.border}`,
    pointerEvents: 'none',
    zIndex: 2,
  }),
});

export const getBarStyles = (theme: GrafanaTheme2) => ({
  bar: css({
    position: 'absolute',
    height: ROW - 4,
    minWidth: 3,
    border: 0,
    padding: 0,
    borderRadius: theme.shape.radius.sm,
    overflow: 'hidden',
    boxShadow: `inset -1px 0 0 ${theme.colors.background.primary}`,
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: 1, zIndex: 2 },
    '&:hover': { filter: 'brightness(1.15)' },
  }),
  dim: css({ opacity: 0.35 }),
});

export const getBarTextStyles = (theme: GrafanaTheme2) => ({
  // The text on a bar abbreviates its accessible name, so it is hidden from screen readers.
  barText: css({
    '&::before': { content: 'attr(data-text)' },
    display: 'block',
    padding: '0 6px',
    fontSize: theme.typography.bodySmall.fontSize,
    lineHeight: `${ROW - 4}px`,
    whiteSpace: 'nowrap',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    textAlign: 'left',
  }),
  barInitials: css({
    '&::before': { content: 'attr(data-text)' },
    display: 'block',
    textAlign: 'center',
    fontSize: 11,
    lineHeight: `${ROW - 4}px`,
    whiteSpace: 'nowrap',
    overflow: 'hidden',
  }),
});

export const getTipStyles = (theme: GrafanaTheme2) => ({
  tip: css({
    position: 'fixed',
    zIndex: theme.zIndex.tooltip,
    maxWidth: 340,
    background: theme.colors.background.elevated,
    border: `1px solid ${theme.colors.border.medium}`,
    borderRadius: theme.shape.radius.default,
    boxShadow: theme.shadows.z3,
    padding: theme.spacing(1),
    pointerEvents: 'none',
    fontSize: theme.typography.bodySmall.fontSize,
  }),
});

/** The legend below the lanes. */
export const getLegendStyles = (theme: GrafanaTheme2) => ({
  legend: css({
    display: 'flex',
    gap: theme.spacing(2),
    flexWrap: 'wrap',
    padding: theme.spacing(1, 0),
    fontSize: theme.typography.bodySmall.fontSize,
    color: theme.colors.text.secondary,
    alignItems: 'center',
  }),
  changeSwatch: css({ display: 'inline-block', height: 12, marginRight: 6, verticalAlign: 'middle' }),
  swatch: css({ display: 'inline-block', width: 14, height: 10, marginRight: 4, verticalAlign: 'middle' }),
});

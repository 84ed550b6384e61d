/** The look of the tables of figures: wide ones scroll within their frame. */
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';

export const getTableStyles = (theme: GrafanaTheme2) => ({
  frame: css({ overflowX: 'auto', maxWidth: '100%' }),
  table: css({
    width: '100%',
    borderCollapse: 'collapse',
    '& th, & td': { padding: theme.spacing(0.75, 1), textAlign: 'left', verticalAlign: 'top' },
    '& tbody tr': { borderTop: `1px solid ${theme.colors.border.weak}` },
    '& th': { fontWeight: theme.typography.fontWeightMedium },
    '& tbody th': { minWidth: 140, overflowWrap: 'anywhere' },
  }),
});

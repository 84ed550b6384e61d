/**
 * The list that all pages of configured objects have: a row with a name, what it does, and its tools.
 * Incidents are not in it: they are compared by columns, sorted and selected, which screen readers know of tables only
 * (`pages/incidents/incident-table.tsx`).
 */
import type { ReactNode } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: 0, padding: 0, '& > li:first-child': { borderTop: 0 } }),
  row: css({
    padding: theme.spacing(1.5, 1),
    borderTop: `1px solid ${theme.colors.border.weak}`,
    '&:hover': { background: theme.colors.action.hover },
  }),
  parts: css({
    display: 'grid',
    gridTemplateColumns: 'minmax(160px, 1fr) minmax(220px, 2fr) minmax(0, 300px)',
    gap: theme.spacing(2),
    alignItems: 'center',
    overflowWrap: 'anywhere',
    [theme.breakpoints.down('md')]: { gridTemplateColumns: 'minmax(0, 1fr)', gap: theme.spacing(0.5) },
  }),
  name: css({ fontWeight: theme.typography.fontWeightMedium }),
  // A title of 500 characters leaves room for the next row.
  text: css({ display: '-webkit-box', WebkitLineClamp: 3, WebkitBoxOrient: 'vertical', overflow: 'hidden' }),
  minor: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
  tools: css({
    display: 'flex',
    gap: theme.spacing(1),
    alignItems: 'center',
    flexWrap: 'wrap',
    justifyContent: 'flex-end',
    [theme.breakpoints.down('md')]: { justifyContent: 'flex-start' },
  }),
  below: css({ marginTop: theme.spacing(1) }),
});

export function RowList({ children }: { children: ReactNode }) {
  return <ul className={useStyles2(getStyles).list}>{children}</ul>;
}

interface ListRowProps {
  /** A link, if the object has a page. */
  name: ReactNode;
  /** Smaller, below the name. */
  nameMore?: ReactNode;
  /** What the object does, or how it is. */
  text?: ReactNode;
  /** Smaller, below the text. */
  textMore?: ReactNode;
  /** States and buttons, at the end of the row. */
  tools?: ReactNode;
  /** Below the row: the result of an action, or why it failed. */
  below?: ReactNode;
}

export function ListRow({ name, nameMore, text, textMore, tools, below }: ListRowProps) {
  const styles = useStyles2(getStyles);
  const isShown = (part: ReactNode) => part !== undefined && part !== null && part !== false && part !== '';
  return (
    <li className={styles.row} data-list-row>
      <div className={styles.parts}>
        <div>
          <div className={styles.name}>{name}</div>
          {isShown(nameMore) && <div className={styles.minor}>{nameMore}</div>}
        </div>
        <div>
          {isShown(text) && <div className={styles.text}>{text}</div>}
          {isShown(textMore) && <div className={styles.minor}>{textMore}</div>}
        </div>
        <div className={styles.tools}>{tools}</div>
      </div>
      {isShown(below) && <div className={styles.below}>{below}</div>}
    </li>
  );
}

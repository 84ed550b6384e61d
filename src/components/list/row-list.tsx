/**
 * The list that all pages of configured objects have: a row with a name, what it does, and its tools.
 * Incidents are not in it: they are compared by columns, sorted and selected, which screen readers know of tables only
 * (`pages/incidents/rows/incident-table.tsx`).
 */
import type { ReactNode } from 'react';
import { css, cx } from '@emotion/css';
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
  heads: css({
    padding: theme.spacing(1, 1, 0.5),
    marginTop: theme.spacing(1),
    borderBottom: `1px solid ${theme.colors.border.weak}`,
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    fontWeight: theme.typography.fontWeightMedium,
    // Parts of a row stand below each other there.
    [theme.breakpoints.down('md')]: { display: 'none' },
  }),
  // A row without states and buttons has no use for their room.
  toTheEnd: css({ [theme.breakpoints.up('md')]: { gridColumn: '2 / -1' } }),
  name: css({ fontWeight: theme.typography.fontWeightMedium }),
  clamped: css({
    display: '-webkit-box',
    WebkitLineClamp: 3,
    WebkitBoxOrient: 'vertical',
    overflow: 'hidden',
    // Only text is cut after some lines, not the box that Grafana makes of a link.
    '& > a': { display: 'inline' },
  }),
  minor: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
  tools: css({
    display: 'flex',
    gap: theme.spacing(1),
    alignItems: 'center',
    flexWrap: 'wrap',
    justifyContent: 'flex-end',
    textAlign: 'right',
    [theme.breakpoints.down('md')]: { justifyContent: 'flex-start', textAlign: 'left' },
  }),
  below: css({ marginTop: theme.spacing(1) }),
});

interface Props {
  /** What stands in the rows: the name, the text, the tools. Beside a heading of its own, a list of one kind needs none. */
  heads?: readonly [name: string, text: string, tools?: string];
  children: ReactNode;
}

export function RowList({ heads, children }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <>
      {/* A list has no columns for a screen reader, which reads each row as a sentence. */}
      {heads !== undefined && (
        <div className={cx(styles.parts, styles.heads)} aria-hidden>
          {heads.map((head, i) => (
            <div key={head} className={i === 2 ? styles.tools : undefined}>
              {head}
            </div>
          ))}
        </div>
      )}
      <ul className={styles.list}>{children}</ul>
    </>
  );
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
        <div className={isShown(tools) ? undefined : styles.toTheEnd}>
          {isShown(text) && <div>{text}</div>}
          {isShown(textMore) && <div className={styles.minor}>{textMore}</div>}
        </div>
        {isShown(tools) && <div className={styles.tools}>{tools}</div>}
      </div>
      {isShown(below) && <div className={styles.below}>{below}</div>}
    </li>
  );
}

/** What a monitor wrote: a title of 500 characters leaves room for the next row. */
export function Clamped({ children }: { children: ReactNode }) {
  return <div className={useStyles2(getStyles).clamped}>{children}</div>;
}

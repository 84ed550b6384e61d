/** A heading of the table of incidents that sorts the list. */
import type { ReactNode } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';
import type { IncidentSort } from '#contract/incidents/incident';

const getStyles = (theme: GrafanaTheme2) => ({
  button: css({
    background: 'none',
    border: 0,
    padding: 0,
    color: 'inherit',
    fontWeight: 'inherit',
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    '&:hover': { color: theme.colors.text.primary },
  }),
});

/** The orders of one column, each with what assistive technology is told of it. */
export type SortOrders = ReadonlyArray<readonly [IncidentSort, 'ascending' | 'descending' | 'other']>;

interface Props {
  className: string;
  orders: SortOrders;
  sort: IncidentSort;
  onSort: (sort: IncidentSort) => void;
  children: ReactNode;
}

/** Each press takes the next order of the column. */
export function SortHead({ className, orders, sort, onSort, children }: Props) {
  const styles = useStyles2(getStyles);
  const at = orders.findIndex(([order]) => order === sort);
  const [next] = orders[(at + 1) % orders.length] ?? [];
  const direction = orders[at]?.[1];
  return (
    <th className={className} aria-sort={direction ?? 'none'}>
      <button type="button" className={styles.button} onClick={() => next !== undefined && onSort(next)}>
        {children}
        {direction !== undefined && <Icon name={direction === 'ascending' ? 'arrow-up' : 'arrow-down'} size="sm" />}
      </button>
    </th>
  );
}

/** Filters that fold behind a button on a phone, where they would push what they filter below the first screen. */
import type { ReactNode } from 'react';
import { useState } from 'react';
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, useStyles2 } from '@grafana/ui';
import { t } from '../../language.ts';

const getStyles = (theme: GrafanaTheme2) => ({
  row: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(2) }),
  folded: css({ [theme.breakpoints.down('sm')]: { display: 'none' } }),
  fold: css({ display: 'none', alignSelf: 'flex-end', [theme.breakpoints.down('sm')]: { display: 'block' } }),
});

interface Props {
  /** How many of them are set. */
  count: number;
  children: ReactNode;
}

/** For a place in a row that wraps. */
export function FoldedFilters({ count, children }: Props) {
  const styles = useStyles2(getStyles);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <div className={styles.fold}>
        <Button variant="secondary" icon="filter" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {count === 0
            ? t('incidents.filters', 'Filters')
            : t('incidents.filters-set', 'Filters ({{number}})', { number: count })}
        </Button>
      </div>
      <div className={cx(styles.row, !isOpen && styles.folded)}>{children}</div>
    </>
  );
}

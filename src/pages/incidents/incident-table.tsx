/** The table of incidents. */
import type { FocusEvent, KeyboardEvent } from 'react';
import { useLayoutEffect, useRef } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Checkbox, useStyles2 } from '@grafana/ui';
import type { IncidentSort, IncidentWire } from '#contract/incidents/incident';
import { IncidentRow, getRowStyles } from './incident-row.tsx';
import type { SortOrders } from './sort-head.tsx';
import { SortHead } from './sort-head.tsx';
import { t } from '../../language.ts';

const getStyles = (theme: GrafanaTheme2) => ({
  table: css({
    width: '100%',
    borderCollapse: 'collapse',
    '& th': {
      textAlign: 'left',
      padding: theme.spacing(0.5, 1),
      color: theme.colors.text.secondary,
      fontWeight: theme.typography.fontWeightMedium,
      whiteSpace: 'nowrap',
    },
  }),
  hint: css({
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    marginTop: theme.spacing(1),
    [theme.breakpoints.down('md')]: { display: 'none' },
  }),
});

interface Props {
  incidents: IncidentWire[];
  sort: IncidentSort;
  onSort: (sort: IncidentSort) => void;
  selected: Map<string, string>;
  onSelect: (id: string) => void;
  onSelectAll: () => void;
  /** Called for keys that act on what is selected, else on the focused incident: `a` and `r`. */
  onKey: (key: 'acknowledge' | 'resolve', incident: IncidentWire) => void;
}

/** The first press sorts the newest first, the next one the oldest. */
const OPENED: SortOrders = [
  ['-opened', 'descending'],
  ['opened', 'ascending'],
];

const MOVES: Record<string, number> = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 };

export function IncidentTable({ incidents, sort, onSort, selected, onSelect, onSelectAll, onKey }: Props) {
  const styles = useStyles2(getStyles);
  const row = useStyles2(getRowStyles);
  const table = useRef<HTMLTableElement>(null);

  // A row that moves to its new place loses the focus. Where it has left the list, the one that came in its place has it.
  const focused = useRef<{ id: string; at: number } | null>(null);
  useLayoutEffect(() => {
    const was = focused.current;
    if (was !== null && document.activeElement === document.body) {
      const next = incidents.some(({ id }) => id === was.id) ? was.id : (incidents[was.at] ?? incidents.at(-1))?.id;
      table.current?.querySelector<HTMLElement>(`[data-row="${next ?? ''}"]`)?.focus();
    }
  }, [incidents]);
  const onFocus = ({ target }: FocusEvent) => {
    const id = (target as HTMLElement).dataset.row;
    const at = incidents.findIndex((one) => one.id === id);
    focused.current = id === undefined || at < 0 ? null : { id, at };
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const id = (event.target as HTMLElement).dataset.row;
    const at = incidents.findIndex((one) => one.id === id);
    const incident = incidents[at];
    if (incident === undefined || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const move = MOVES[event.key];
    if (move !== undefined) {
      event.preventDefault();
      const next = incidents[Math.min(incidents.length - 1, Math.max(0, at + move))];
      table.current?.querySelector<HTMLElement>(`[data-row="${next?.id ?? ''}"]`)?.focus();
    } else if (event.key === 'x') {
      onSelect(incident.id);
    } else if (event.key === 'a' || event.key === 'r') {
      onKey(event.key === 'a' ? 'acknowledge' : 'resolve', incident);
    }
  };

  const isAll = incidents.length > 0 && incidents.every(({ id }) => selected.has(id));
  return (
    <>
      <table ref={table} className={styles.table} onKeyDown={onKeyDown} onFocus={onFocus}>
        <thead>
          <tr>
            <th>
              <Checkbox
                aria-label={t('incidents.select-all', 'Select all incidents on this page')}
                value={isAll}
                indeterminate={!isAll && selected.size > 0}
                onChange={onSelectAll}
              />
            </th>
            <SortHead className={row.wide} orders={[['severity', 'descending']]} sort={sort} onSort={onSort}>
              {t('incidents.severity', 'Severity')}
            </SortHead>
            <th>{t('incidents.incident', 'Incident')}</th>
            <SortHead className={row.wide} orders={[['attention', 'other']]} sort={sort} onSort={onSort}>
              {t('incidents.state', 'State')}
            </SortHead>
            <th className={row.wide}>{t('incidents.standing', 'Owner / next step')}</th>
            <SortHead className={row.wide} orders={OPENED} sort={sort} onSort={onSort}>
              {t('incidents.opened', 'Opened')}
            </SortHead>
          </tr>
        </thead>
        <tbody>
          {incidents.map((incident) => (
            <IncidentRow
              key={incident.id}
              incident={incident}
              isSelected={selected.has(incident.id)}
              onSelect={onSelect}
            />
          ))}
        </tbody>
      </table>
      <p className={styles.hint}>
        {t(
          'incidents.keys',
          'Keys on an incident: ↑ ↓ to move, Enter to open, x to select, a to acknowledge and r to resolve what is selected, or this one.',
        )}
      </p>
    </>
  );
}

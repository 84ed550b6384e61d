/** The table of incidents. */
import type { FocusEvent, KeyboardEvent, RefObject } from 'react';
import { useDeferredValue, useLayoutEffect, useRef, useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Checkbox, useStyles2 } from '@grafana/ui';
import type { IncidentSort, IncidentWire } from '#contract/incidents/incident';
import type { Names } from '../bulk/use-selection.ts';
import type { Breath } from './breath.ts';
import { newBreath } from './breath.ts';
import { IncidentRow } from './incident-row.tsx';
import { getColumnStyles, getRowStyles } from './row-styles.ts';
import type { SortOrders } from './sort-head.tsx';
import { SortHead } from './sort-head.tsx';
import { useSame } from './use-same.ts';
import { t } from '../../../language.ts';

const getStyles = (theme: GrafanaTheme2) => ({
  table: css({
    width: '100%',
    tableLayout: 'fixed',
    borderCollapse: 'collapse',
    '& th': {
      textAlign: 'left',
      padding: theme.spacing(0.5, 1),
      color: theme.colors.text.secondary,
      fontWeight: theme.typography.fontWeightMedium,
      whiteSpace: 'nowrap',
      overflow: 'hidden',
      textOverflow: 'ellipsis',
    },
  }),
});

interface Props {
  incidents: readonly IncidentWire[];
  sort: IncidentSort;
  onSort: (sort: IncidentSort) => void;
  selected: Names;
  /** Must be the same function each time. */
  onSelect: (id: string) => void;
  onSelectPage: () => void;
  /** Called for keys that act on what is selected, else on the focused incident: `a` and `r`. */
  onKey: (key: 'acknowledge' | 'resolve', incident: IncidentWire) => void;
}

/** The first press sorts the newest first, the next one the oldest. */
const OPENED: SortOrders = [
  ['-opened', 'descending'],
  ['opened', 'ascending'],
];

const MOVES: Record<string, number> = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 };
const ACTS: Record<string, 'acknowledge' | 'resolve'> = { a: 'acknowledge', r: 'resolve' };

function focusRow(table: RefObject<HTMLTableElement>, id: string | undefined): void {
  table.current?.querySelector<HTMLElement>(`[data-row="${id ?? ''}"]`)?.focus();
}

/** A row that moves to its new place keeps the focus. Where it has left the list, the one that came in its place has it. */
function useFocusedRow(table: RefObject<HTMLTableElement>, incidents: readonly IncidentWire[], breath: Breath) {
  const focused = useRef<{ id: string; at: number } | null>(null);
  useLayoutEffect(() => {
    const was = focused.current;
    if (was !== null && document.activeElement === document.body) {
      const next = incidents.some(({ id }) => id === was.id) ? was.id : (incidents[was.at] ?? incidents.at(-1))?.id;
      breath.moveOn(() => focusRow(table, next));
    }
  }, [table, incidents, breath]);
  return ({ target }: FocusEvent) => {
    breath.moved();
    const id = (target as HTMLElement).dataset.row;
    const at = incidents.findIndex((one) => one.id === id);
    focused.current = id === undefined || at < 0 ? null : { id, at };
  };
}

/** The row where a key that acted goes on: the next one that it did not act on. */
function rowAfter(incidents: readonly IncidentWire[], at: number, selected: Names): IncidentWire | undefined {
  const isActedOn = ({ id }: IncidentWire, index: number) => (selected.size > 0 ? selected.has(id) : index === at);
  const left = incidents.map((one, index) => ({ one, index })).filter(({ one, index }) => !isActedOn(one, index));
  return (left.find(({ index }) => index > at) ?? left.findLast(({ index }) => index < at))?.one;
}

function useKeys(table: RefObject<HTMLTableElement>, breath: Breath, props: Props) {
  const { incidents, selected, onSelect, onKey } = props;
  return (event: KeyboardEvent) => {
    const id = (event.target as HTMLElement).dataset.row;
    const at = incidents.findIndex((one) => one.id === id);
    const incident = incidents[at];
    if (incident === undefined || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const move = MOVES[event.key];
    const act = ACTS[event.key];
    if (move !== undefined) {
      event.preventDefault();
      breath.moved();
      focusRow(table, incidents[Math.min(incidents.length - 1, Math.max(0, at + move))]?.id);
    } else if (event.key === 'x') {
      onSelect(incident.id);
    } else if (act !== undefined && !event.repeat && breath.isOverAt(event.timeStamp)) {
      breath.acted(event.timeStamp);
      // Before a question is asked, so that the focus comes back there.
      breath.moveOn(() => focusRow(table, rowAfter(incidents, at, selected)?.id));
      onKey(act, incident);
    }
  };
}

function Columns() {
  const styles = useStyles2(getColumnStyles);
  return (
    <colgroup>
      {Object.entries(styles).map(([name, className]) => (
        <col key={name} className={className} />
      ))}
    </colgroup>
  );
}

function Heads({ incidents, sort, onSort, selected, onSelectPage }: Props) {
  const row = useStyles2(getRowStyles);
  const isAll = incidents.length > 0 && incidents.every(({ id }) => selected.has(id));
  return (
    // A phone has no columns to head, and the first incident stands in the upper half of it.
    <thead className={row.column}>
      <tr>
        <th>
          <Checkbox
            aria-label={t('incidents.select-all', 'Select all incidents on this page')}
            value={isAll}
            indeterminate={!isAll && selected.size > 0}
            onChange={onSelectPage}
          />
        </th>
        <SortHead className={row.column} orders={[['severity', 'descending']]} sort={sort} onSort={onSort}>
          {t('incidents.severity', 'Severity')}
        </SortHead>
        <th>{t('incidents.incident', 'Incident')}</th>
        <th className={row.labels}>{t('incidents.labels', 'Source and labels')}</th>
        <SortHead className={row.column} orders={[['attention', 'other']]} sort={sort} onSort={onSort}>
          {t('incidents.state', 'State')}
        </SortHead>
        <th className={row.column}>{t('incidents.standing', 'Owner / next step')}</th>
        <SortHead className={row.opened} orders={OPENED} sort={sort} onSort={onSort}>
          {t('incidents.opened', 'Opened')}
        </SortHead>
      </tr>
    </thead>
  );
}

export function IncidentTable(given: Props) {
  const styles = useStyles2(getStyles);
  const table = useRef<HTMLTableElement>(null);
  // Another page, or a selection of all, is drawn in portions that leave room for a key in between.
  const incidents = useDeferredValue(useSame(given.incidents));
  const later = useDeferredValue(given.selected);
  // A box that was pressed says so at once.
  const selected = Math.abs(later.size - given.selected.size) > 1 ? later : given.selected;
  const props = { ...given, incidents };
  const [breath] = useState(newBreath);
  const onFocus = useFocusedRow(table, incidents, breath);
  const onKeyDown = useKeys(table, breath, props);
  return (
    <table ref={table} className={styles.table} onKeyDown={onKeyDown} onFocus={onFocus}>
      <Columns />
      <Heads {...props} />
      <tbody>
        {incidents.map((incident) => (
          <IncidentRow
            key={incident.id}
            incident={incident}
            isSelected={selected.has(incident.id)}
            onSelect={given.onSelect}
          />
        ))}
      </tbody>
    </table>
  );
}

/** The table of incidents. */
import type { KeyboardEvent } from 'react';
import { useRef } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Checkbox, useStyles2 } from '@grafana/ui';
import type { IncidentWire } from '#contract/incidents/incident';
import { IncidentRow, getRowStyles } from './incident-row.tsx';
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
  selected: Map<string, number>;
  onSelect: (id: string) => void;
  onSelectAll: () => void;
  /** Called for keys that act on the focused incident: `a` and `r`. */
  onKey: (key: 'acknowledge' | 'resolve', incident: IncidentWire) => void;
}

const MOVES: Record<string, number> = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 };

export function IncidentTable({ incidents, selected, onSelect, onSelectAll, onKey }: Props) {
  const styles = useStyles2(getStyles);
  const row = useStyles2(getRowStyles);
  const table = useRef<HTMLTableElement>(null);

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
      <table ref={table} className={styles.table} onKeyDown={onKeyDown}>
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
            <th className={row.wide}>{t('incidents.severity', 'Severity')}</th>
            <th>{t('incidents.incident', 'Incident')}</th>
            <th className={row.wide}>{t('incidents.state', 'State')}</th>
            <th className={row.wide}>{t('incidents.standing', 'Owner / next step')}</th>
            <th className={row.wide}>{t('incidents.opened', 'Opened')}</th>
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
          'Keys on an incident: ↑ ↓ to move, Enter to open, x to select, a to acknowledge, r to resolve.',
        )}
      </p>
    </>
  );
}

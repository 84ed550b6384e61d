/** A breakdown as a table, with a bar for the figure by which it is read. */
import type { ReactNode } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { FigureGroupWire } from '#contract/insight/insight';
import type { FigureKey } from '#domain/insight/figure';
import { FIGURE_TITLES, valueText } from './figure-words.ts';

const getStyles = (theme: GrafanaTheme2) => ({
  frame: css({ overflowX: 'auto', maxWidth: '100%' }),
  table: css({
    width: '100%',
    borderCollapse: 'collapse',
    '& th, & td': { padding: theme.spacing(0.75, 1), textAlign: 'left', verticalAlign: 'top' },
    '& tbody tr': { borderTop: `1px solid ${theme.colors.border.weak}` },
    '& th': { fontWeight: theme.typography.fontWeightMedium },
    '& tbody th': { minWidth: 140, overflowWrap: 'anywhere' },
  }),
  bar: css({
    height: 6,
    marginTop: 2,
    background: theme.colors.primary.main,
    borderRadius: theme.shape.radius.default,
  }),
});

interface Props {
  /** What the rows are. */
  name: string;
  groups: readonly FigureGroupWire[];
  keys: readonly FigureKey[];
  rowName: (group: FigureGroupWire) => ReactNode;
}

/** The first key has the bar. */
export function GroupTable({ name, groups, keys, rowName }: Props) {
  const styles = useStyles2(getStyles);
  const figureOf = (group: FigureGroupWire, key: FigureKey) => group.figures.find((one) => one.key === key);
  const most = Math.max(0, ...groups.map((group) => figureOf(group, keys[0] as FigureKey)?.value ?? 0));
  return (
    <div className={styles.frame} role="region" aria-label={name} tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{name}</th>
            {keys.map((key) => (
              <th key={key} scope="col">
                {FIGURE_TITLES[key]()}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {groups.map((group) => (
            <tr key={`${group.by} ${group.id}`}>
              <th scope="row">{rowName(group)}</th>
              {keys.map((key, i) => {
                const figure = figureOf(group, key);
                const value = figure?.value ?? 0;
                return (
                  <td key={key}>
                    {figure === undefined ? '–' : valueText(figure)}
                    {i === 0 && most > 0 && value > 0 && (
                      <div className={styles.bar} style={{ width: `${Math.max(2, (100 * value) / most)}%` }} />
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

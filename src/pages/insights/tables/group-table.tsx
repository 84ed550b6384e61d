/** A breakdown as a table, with a bar for the figure by which it is read. */
import type { ComponentProps, ReactNode } from 'react';
import { VizOrientation } from '@grafana/data';
import { BarGauge, BarGaugeDisplayMode, useStyles2, useTheme2 } from '@grafana/ui';
import type { FigureGroupWire } from '#contract/insight/insight';
import type { FigureKey } from '#domain/insight/figure';
import { CHART_COLOUR } from '../charts/sparkline.ts';
import { columnsOf } from './shown-rows.ts';
import { FIGURE_TITLES, valueText } from '../words/figure-words.ts';
import { getTableStyles } from './table-styles.ts';

interface Props {
  /** What the rows are. */
  name: string;
  groups: readonly FigureGroupWire[];
  keys: readonly FigureKey[];
  rowName: (group: FigureGroupWire) => ReactNode;
}

/** The first key has the bar. */
export function GroupTable({ name, groups, keys: asked, rowName }: Props) {
  const keys = columnsOf(groups, asked);
  const styles = useStyles2(getTableStyles);
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
                    {i === 0 && most > 0 && <Bar value={value} most={most} />}
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

type GaugeProps = ComponentProps<typeof BarGauge>;

/** The value is written beside it. */
function Bar({ value, most }: { value: number; most: number }) {
  const theme = useTheme2();
  return (
    <BarGauge
      theme={theme}
      width={96}
      height={6}
      orientation={VizOrientation.Horizontal}
      displayMode={BarGaugeDisplayMode.Basic}
      valueDisplayMode={'hidden' as GaugeProps['valueDisplayMode']}
      showUnfilled
      isOverflow={false}
      field={{ min: 0, max: most }}
      value={{ text: '', numeric: value, color: theme.visualization.getColorByName(CHART_COLOUR) }}
    />
  );
}

/** One group of figures as Grafana's stats, each with its course by day, the value of the period before, and what it is of. */
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import {
  BigValue,
  BigValueColorMode,
  BigValueGraphMode,
  BigValueTextMode,
  DrawStyle,
  Sparkline,
  TextLink,
} from '@grafana/ui';
import { useStyles2, useTheme2 } from '@grafana/ui';
import type { FigureGroupWire, FigureWire } from '#contract/insight/insight';
import { t } from '../../../language.ts';
import { daySeries } from '../charts/series.ts';
import { CHART_COLOUR, sparklineOf } from '../charts/sparkline.ts';
import { useWidth } from '../charts/use-width.ts';
import { countText } from '../words/count-text.ts';
import { FIGURE_TITLES, shortTitle, valueText } from '../words/figure-words.ts';
import type { Tile } from './groups.ts';

const NARROWEST = 160;
const GAP = 8;
const HEIGHT = 40;
/** The value stays readable if its course has a line of its own. */
const COURSE = 20;

const getStyles = (theme: GrafanaTheme2) => ({
  grid: css({ display: 'grid', gap: GAP, margin: 0 }),
  tile: css({
    display: 'flex',
    flexDirection: 'column',
    textAlign: 'center',
    padding: theme.spacing(1, 0),
    borderRadius: theme.shape.radius.default,
    border: '1px solid transparent',
    background: theme.colors.background.secondary,
    minWidth: 0,
  }),
  worse: css({ borderColor: theme.colors.warning.border }),
  title: css({ ...theme.typography.bodySmall, fontWeight: theme.typography.fontWeightRegular, padding: '0 8px' }),
  value: css({ margin: 'auto 0 0', height: HEIGHT + COURSE, overflow: 'hidden' }),
  more: css({ ...theme.typography.bodySmall, margin: 0, color: theme.colors.text.secondary, padding: '0 8px' }),
});

interface Props {
  tiles: readonly Tile[];
  /** Those by day have the course of a figure. */
  groups: readonly FigureGroupWire[];
  period: { start: number; end: number };
  /** Where what the figure is of can be read; null: nowhere exactly. */
  behind: (figure: FigureWire) => string | null;
}

export function FigureGrid({ tiles, groups, period, behind }: Props) {
  const styles = useStyles2(getStyles);
  const [ref, width] = useWidth<HTMLDListElement>();
  const columns = Math.max(1, Math.floor((width + GAP) / (NARROWEST + GAP)));
  const wide = Math.floor((width - (columns - 1) * GAP) / columns);
  return (
    <dl ref={ref} className={styles.grid} style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}>
      {tiles.map(({ figure, before, more, isWorse }) => {
        const link = behind(figure);
        const title = FIGURE_TITLES[figure.key]();
        return (
          <div
            key={figure.key}
            className={isWorse ? `${styles.tile} ${styles.worse}` : styles.tile}
            title={figure.definition}
          >
            <dt className={styles.title}>
              {link === null ? (
                title
              ) : (
                <TextLink href={link} inline color="primary" variant="bodySmall">
                  {title}
                </TextLink>
              )}
            </dt>
            <dd className={styles.value}>
              {width > 0 && <Stat figure={figure} width={wide} groups={groups} period={period} />}
            </dd>
            <dd className={styles.more}>
              {besidesText(figure, before)}
              {more.map((one) => (
                <div key={one.key} title={one.definition}>
                  {t('insights.also', '{{what}}: {{value}}', { what: shortTitle(one.key), value: valueText(one) })}
                </div>
              ))}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

/** “of 545 calls · period before: 521”; a count of what it is of is not said twice. */
function besidesText(figure: FigureWire, before: FigureWire | null): string {
  const { value, n, of, unit, partial } = figure;
  const isItself = unit === 'count' && value === n;
  return [
    ...(n === 0 || isItself ? [] : [t('insights.of', 'of {{what}}', { what: countText(of, n) })]),
    ...(before === null ? [] : [t('insights.before', 'period before: {{value}}', { value: valueText(before) })]),
    ...(partial ? [t('insights.partial', 'partial sum')] : []),
  ].join(' · ');
}

interface StatProps extends Pick<Props, 'groups' | 'period'> {
  figure: FigureWire;
  width: number;
}

function Stat({ figure, width, groups, period }: StatProps) {
  const theme = useTheme2();
  const series = daySeries(groups, figure.key, period);
  const sparkline = series === null ? null : sparklineOf(series);
  return (
    <>
      <BigValue
        theme={theme}
        width={width}
        height={HEIGHT}
        value={{
          text: valueText(figure),
          numeric: figure.value ?? 0,
          color: theme.visualization.getColorByName(CHART_COLOUR),
        }}
        colorMode={BigValueColorMode.None}
        textMode={BigValueTextMode.Value}
        graphMode={BigValueGraphMode.None}
        text={{ valueSize: 20 }}
        hasLinks
      />
      {sparkline !== null && (
        <Sparkline
          theme={theme}
          width={width}
          height={COURSE}
          sparkline={sparkline}
          config={{ ...sparkline.y.config, custom: { drawStyle: DrawStyle.Line, lineWidth: 1, fillOpacity: 20 } }}
        />
      )}
    </>
  );
}

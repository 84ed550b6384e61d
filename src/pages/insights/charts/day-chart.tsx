/** A chart of one figure by day or week, with a table of the same for whoever cannot see it. */
import { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { DrawStyle, Sparkline, TextLink, useStyles2, useTheme2 } from '@grafana/ui';
import type { FigureGroupWire, FigureWire } from '#contract/insight/insight';
import type { ChartStep } from '#domain/insight/chart-step';
import type { FigureKey } from '#domain/insight/figure';
import { Section } from '../../../components/page/section.tsx';
import { dateText } from '../../../components/time/date-format.ts';
import { t } from '../../../language.ts';
import { FIGURE_TITLES, valueText } from '../words/figure-words.ts';
import { GroupTable } from '../tables/group-table.tsx';
import type { DaySeries } from './series.ts';
import { daySeries } from './series.ts';
import { mostOf, sparklineOf } from './sparkline.ts';
import { useWidth } from './use-width.ts';
import { afterColon } from '../../../components/text/punctuation.ts';

const HEIGHT = 120;

const getStyles = (theme: GrafanaTheme2) => ({
  most: css({ ...theme.typography.bodySmall, color: theme.colors.text.secondary }),
  plot: css({ height: HEIGHT, borderBottom: `1px solid ${theme.colors.border.medium}`, overflow: 'hidden' }),
  axis: css({
    ...theme.typography.bodySmall,
    color: theme.colors.text.secondary,
    display: 'flex',
    justifyContent: 'space-between',
    marginBottom: theme.spacing(1),
  }),
  summary: css({ cursor: 'pointer', [theme.breakpoints.down('sm')]: { lineHeight: '44px' } }),
});

interface Props {
  /** By day, and where that would be too many, by week. */
  titles: Readonly<Record<ChartStep, string>>;
  groups: readonly FigureGroupWire[];
  period: { start: number; end: number };
  /** The first is drawn; all are in the table. */
  keys: readonly [FigureKey, ...FigureKey[]];
  /** Where what a row is of can be read; null: nowhere exactly. */
  behind: (group: FigureGroupWire) => string | null;
}

/** Nothing where there is nothing to draw. */
export function DayChart({ titles, groups, period, keys, behind }: Props) {
  const styles = useStyles2(getStyles);
  const [isOpen, setOpen] = useState(false);
  const [drawn] = keys;
  const series = daySeries(groups, drawn, period);
  if (series === null) {
    return null;
  }
  const days = groups.filter(
    ({ by, figures }) => (by === 'day' || by === 'week') && figures.some(({ key }) => key === drawn),
  );
  return (
    <Section title={titles[series.step]}>
      <Bars series={series} figure={drawn} unit={days[0]?.figures.find(({ key }) => key === drawn)?.unit ?? 'count'} />
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary className={styles.summary}>{t('insights.as-table', 'As a table')}</summary>
        {isOpen && (
          <GroupTable
            name={series.step === 'day' ? t('insights.day', 'Day') : t('insights.week', 'Week')}
            groups={days}
            keys={keys}
            rowName={(group) => {
              const [link, name] = [behind(group), dayName(Date.parse(`${group.id}T00:00:00Z`))];
              return link === null ? (
                name
              ) : (
                <TextLink href={link} inline>
                  {name}
                </TextLink>
              );
            }}
          />
        )}
      </details>
    </Section>
  );
}

function Bars({ series, figure, unit }: { series: DaySeries; figure: FigureKey; unit: FigureWire['unit'] }) {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const [ref, width] = useWidth<HTMLDivElement>();
  const { points, step } = series;
  const most = valueText({ value: mostOf(series), unit });
  const [first, last] = [points[0]?.at ?? 0, points.at(-1)?.at ?? 0];
  const what = FIGURE_TITLES[figure]();
  const mostText =
    step === 'day'
      ? t('insights.most-a-day', 'at most {{most}} a day', { most })
      : t('insights.most-a-week', 'at most {{most}} a week', { most });
  const label = `${what}${afterColon(mostText)}, ${dayName(first)} – ${dayName(last)}`;
  const custom = { drawStyle: DrawStyle.Bars, fillOpacity: 80, lineWidth: 1 };
  const sparkline = sparklineOf(series);
  return (
    <div role="img" aria-label={label}>
      <div className={styles.most}>{mostText}</div>
      <div ref={ref} className={styles.plot}>
        {width > 0 && (
          <Sparkline
            theme={theme}
            width={width}
            height={HEIGHT}
            sparkline={sparkline}
            config={{ ...sparkline.y.config, custom }}
          />
        )}
      </div>
      <div className={styles.axis}>
        <span>{dayName(first)}</span>
        <span>{dayName(last)}</span>
      </div>
    </div>
  );
}

function dayName(at: number): string {
  return dateText(at);
}

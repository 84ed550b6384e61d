/** Figures as tiles, each with the value of the period before. */
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { FigureWire } from '#contract/insight/insight';
import { t } from '../../language.ts';
import { FIGURE_TITLES, valueText } from './figure-words.ts';

const getStyles = (theme: GrafanaTheme2) => ({
  grid: css({
    display: 'grid',
    gap: theme.spacing(2),
    gridTemplateColumns: 'repeat(auto-fill, minmax(136px, 1fr))',
    margin: 0,
  }),
  title: css({ ...theme.typography.bodySmall, fontWeight: theme.typography.fontWeightRegular }),
  value: css({ ...theme.typography.h3, margin: 0 }),
  more: css({ ...theme.typography.bodySmall, margin: 0, color: theme.colors.text.secondary }),
});

interface Props {
  figures: readonly FigureWire[];
  before: readonly FigureWire[] | null;
}

export function FigureGrid({ figures, before }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <dl className={styles.grid}>
      {figures.map((figure) => {
        const earlier = before?.find(({ key }) => key === figure.key);
        return (
          <div key={figure.key} title={figure.definition}>
            <dt className={styles.title}>{FIGURE_TITLES[figure.key]()}</dt>
            <dd className={styles.value}>{valueText(figure)}</dd>
            <dd className={styles.more}>
              {t('insights.of', 'n = {{n}}', { n: figure.n })}
              {earlier !== undefined &&
                ` · ${t('insights.before', 'before: {{value}}', { value: valueText(earlier) })}`}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

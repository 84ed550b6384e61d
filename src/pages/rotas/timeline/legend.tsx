/** Explains the signs of the timeline that are on the screen. */
import { useStyles2 } from '@grafana/ui';
import { DAY } from '#domain/time/duration';
import { durationText } from '../../../components/time/format.ts';
import { t } from '../../../language.ts';
import { onTheWall } from './axis.tsx';
import { getBackdropStyles, getLegendStyles, getMarkStyles } from './styles.ts';
import type { ClockChange, DayMark } from './ticks.ts';

interface LegendProps {
  marks: DayMark[];
  changes: ClockChange[];
  hasGaps: boolean;
  hasConflicts: boolean;
}

/** Explains only the signs that are on the screen. */
export function Legend({ marks, changes, hasGaps, hasConflicts }: LegendProps) {
  // The legend's styles come last, because its swatches have their own size.
  const [markStyles, backdrop] = [useStyles2(getMarkStyles), useStyles2(getBackdropStyles)];
  const styles = useStyles2(getLegendStyles);
  const holidays = marks.filter(({ kind }) => kind === 'holiday');
  return (
    <div className={styles.legend}>
      {hasGaps && (
        <span>
          <span className={`${markStyles.gap} ${styles.swatch}`} style={{ position: 'static' }} />
          {t('timeline.gap', 'nobody on call')}
        </span>
      )}
      {hasConflicts && (
        <span>
          <span className={`${markStyles.conflict} ${styles.swatch}`} style={{ position: 'static' }} />
          {t('timeline.conflict', 'on call while away')}
        </span>
      )}
      {holidays.length > 0 && (
        <span>
          <span className={`${backdrop.holiday} ${styles.swatch}`} style={{ position: 'static' }} />
          {t('timeline.holidays', 'public holiday: {{days}}', {
            days: holidays
              .slice(0, 12)
              .map(({ date }) => onTheWall({ day: 'numeric', month: 'short' }, date * DAY))
              .join(', '),
          })}
        </span>
      )}
      {changes.map(({ at, by }) => (
        <span key={at}>
          <span className={`${backdrop.change} ${styles.changeSwatch}`} style={{ position: 'static' }} />
          {by > 0
            ? t('timeline.forward', 'clocks go forward by {{by}}', { by: durationText(by) })
            : t('timeline.back', 'clocks go back by {{by}}', { by: durationText(-by) })}
        </span>
      ))}
    </div>
  );
}

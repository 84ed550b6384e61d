/** Explains the signs of the timeline that are on the screen. */
import { useStyles2 } from '@grafana/ui';
import { DAY } from '#domain/time/duration';
import { durationText, timeText } from '../../../components/time/format.ts';
import { t } from '../../../language.ts';
import type { ShiftWording } from './lanes/shift-text.ts';
import { onTheWall } from './axis.tsx';
import { getBackdropStyles, getLegendStyles, getMarkStyles } from './styles.ts';
import type { ClockChange, DayMark } from './ticks.ts';

interface LegendProps {
  marks: DayMark[];
  changes: ClockChange[];
  hasGaps: boolean;
  hasConflicts: boolean;
  /** From when new duty is still told in time; null: it is not on the screen. */
  inTimeFrom: number | null;
  wording: Pick<ShiftWording, 'now' | 'zone'>;
}

/** Explains only the signs that are on the screen. */
export function Legend({ marks, changes, hasGaps, hasConflicts, inTimeFrom, wording }: LegendProps) {
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
      {inTimeFrom !== null && (
        <span>
          <span className={`${backdrop.inTime} ${styles.changeSwatch}`} style={{ position: 'static' }} />
          {t('preview.in-time', 'Duty from {{time}} on is still told in time.', {
            time: timeText(inTimeFrom, wording.now, wording.zone),
          })}
        </span>
      )}
    </div>
  );
}

/** Draws the days and hours above the lanes, and the weekends, holidays and present time behind them. */
import { useStyles2 } from '@grafana/ui';
import { DAY, HOUR } from '#domain/time/duration';
import { dateFormat } from '../../../components/time/format.ts';
import { t } from '../../../language.ts';
import { getAxisStyles, getBackdropStyles } from './styles.ts';
import type { ClockChange, DayMark, AxisTick } from './ticks.ts';
import type { TimeRange, ViewSpan } from './view.ts';

/** A wall clock is stored as the same digits in UTC, so it is formatted in UTC. */
export const onTheWall = (options: Intl.DateTimeFormatOptions, local: number) =>
  dateFormat(options, 'UTC').format(local);

const LABELS: Record<ViewSpan, (local: number) => string> = {
  day: (local) => ((local / HOUR) % 3 === 0 ? onTheWall({ hour: '2-digit', minute: '2-digit' }, local) : ''),
  weeks: (local) => onTheWall({ weekday: 'short', day: 'numeric' }, local),
  // A day is about 29 px wide: a weekday beside its number would run into the next day.
  month: (local) => onTheWall({ day: 'numeric' }, local),
  quarter: (local) => onTheWall({ day: 'numeric', month: 'short' }, local),
  year: (local) => onTheWall({ month: 'short' }, local),
};

export function place(at: number, { from, to }: TimeRange): string {
  return `${((at - from) / (to - from)) * 100}%`;
}

function width(mark: TimeRange, range: TimeRange): string {
  return `${((Math.min(mark.to, range.to) - mark.from) / (range.to - range.from)) * 100}%`;
}

interface AxisProps {
  span: ViewSpan;
  ticks: AxisTick[];
  range: TimeRange;
  /** The wall clock at present. */
  todayLocal: number;
}

export function Axis({ span, ticks, range, todayLocal }: AxisProps) {
  const styles = useStyles2(getAxisStyles);
  const isDays = span === 'weeks' || span === 'month';
  return (
    <div className={styles.axis} aria-hidden>
      {ticks.map(({ at, local }) => (
        <div
          key={local}
          className={`${styles.tick} ${isDays && Math.floor(todayLocal / DAY) === local / DAY ? styles.today : ''}`}
          style={{ left: place(at, range) }}
        >
          {LABELS[span](local)}
        </div>
      ))}
    </div>
  );
}

interface BackdropProps {
  ticks: AxisTick[];
  marks: DayMark[];
  changes: ClockChange[];
  range: TimeRange;
  now: number;
  /** From when new duty is still told in time; null: no line. */
  inTimeFrom: number | null;
}

/** A flag near the right edge points to the left. */
const FAR_RIGHT = 0.7;

/** The legend says it in words. */
function InTimeLine({ at, range }: { at: number; range: TimeRange }) {
  const styles = useStyles2(getBackdropStyles);
  const isFarRight = (at - range.from) / (range.to - range.from) > FAR_RIGHT;
  return (
    <div className={styles.inTime} style={{ left: place(at, range) }}>
      <span className={styles.flag} style={isFarRight ? { right: 0 } : { left: 0 }}>
        {t('timeline.in-time-flag', 'told in time from here')}
      </span>
    </div>
  );
}

/** Weekends, holidays, clock changes, the present time and until when duty is told late, behind all lanes. */
export function Backdrop({ ticks, marks, changes, range, now, inTimeFrom }: BackdropProps) {
  const styles = useStyles2(getBackdropStyles);
  return (
    <div className={styles.backdrop} aria-hidden>
      {marks.map((mark) => (
        <div
          key={mark.date}
          className={mark.kind === 'holiday' ? styles.holiday : styles.weekend}
          style={{ left: place(mark.from, range), width: width(mark, range) }}
        />
      ))}
      {ticks.map(({ at, local }) => (
        <div key={local} className={styles.line} style={{ left: place(at, range) }} />
      ))}
      {changes.map(({ at }) => (
        <div key={at} className={styles.change} style={{ left: place(at, range) }} />
      ))}
      {inTimeFrom !== null && <InTimeLine at={inTimeFrom} range={range} />}
      {now > range.from && now < range.to && <div className={styles.now} style={{ left: place(now, range) }} />}
    </div>
  );
}

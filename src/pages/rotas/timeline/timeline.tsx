/** The timeline of who is on call: a lane per layer, overrides, absences and the outcome. */
import type { KeyboardEvent, SyntheticEvent } from 'react';
import { useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useStyles2 } from '@grafana/ui';
import type { HolidayDates } from '#domain/time/holidays';
import type { ZoneTable } from '#domain/time/zone';
import { toLocal } from '#domain/time/zone';
import { Axis, Backdrop } from './axis.tsx';
import { barAt, moveFocus, useTip } from './lanes/bar-focus.ts';
import type { AbsenceConflict, TimelineLane, Shift } from './lanes/lanes.ts';
import { gapsOf } from './lanes/lanes.ts';
import { Legend } from './legend.tsx';
import type { ShiftWording } from './lanes/shift-text.ts';
import { LABEL, getFrameStyles } from './styles.ts';
import { clockChanges, dayMarks, ticksOf } from './ticks.ts';
import { Tip } from './lanes/tip.tsx';
import { Track } from './lanes/track.tsx';
import type { DragSelection } from './use-drag.ts';
import { useDrag } from './use-drag.ts';
import type { TimeRange, ViewSpan, TimelineView } from './view.ts';
import { t } from '../../../language.ts';

/** A span narrower than this is unreadable, so the timeline scrolls. */
const NARROWEST: Record<ViewSpan, number> = { day: 700, weeks: 840, month: 900, quarter: 900, year: 1000 };

interface Props {
  view: TimelineView;
  range: TimeRange;
  lanes: TimelineLane[];
  conflicts: AbsenceConflict[];
  zone: ZoneTable;
  holidays: HolidayDates;
  wording: ShiftWording;
  highlighted: string | null;
  /** Called with a window drawn on the outcome; null if drawing is off. */
  onSelect: ((range: TimeRange) => void) | null;
  /** From when new duty is still told in time; null, and absent where nothing is planned: no line. */
  inTimeFrom?: number | null;
  /** Called when a bar is clicked, or Enter is pressed on it. */
  onOpen?: (lane: TimelineLane, shifts: readonly Shift[]) => void;
}

function useWidth(span: ViewSpan) {
  const ref = useRef<HTMLDivElement>(null);
  const [available, setAvailable] = useState(0);
  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) {
      return;
    }
    const observer = new ResizeObserver(() => setAvailable(element.clientWidth));
    observer.observe(element);
    setAvailable(element.clientWidth);
    return () => observer.disconnect();
  }, []);
  return { ref, width: Math.max(NARROWEST[span], available - LABEL) };
}

/** Handles keys and clicks on bars. */
function useBars(
  { lanes, range, onOpen }: Pick<Props, 'lanes' | 'range' | 'onOpen'>,
  width: number,
  drag: DragSelection,
) {
  const { tipped, show, hide } = useTip(lanes, range, width);
  const open = (event: SyntheticEvent) => {
    const found = barAt(event, lanes, range, width);
    if (found !== null) {
      hide();
      onOpen?.(found.lane, found.shifts);
    }
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key === 'Escape') {
      hide();
      drag.cancel();
    }
    moveFocus(event);
  };
  const pointing = { onMouseOver: show, onMouseLeave: hide, onFocus: show, onBlur: hide, onClick: onOpen && open };
  return { tipped, hide, onKeyDown, pointing };
}

/** null: it is not on the screen. */
function shownInTime({ inTimeFrom = null, range }: Pick<Props, 'inTimeFrom' | 'range'>): number | null {
  return inTimeFrom !== null && inTimeFrom >= range.from && inTimeFrom < range.to ? inTimeFrom : null;
}

export function Timeline(props: Props) {
  const { view, range, lanes, conflicts, zone, holidays, wording, highlighted, onSelect } = props;
  const inTime = shownInTime(props);
  const styles = useStyles2(getFrameStyles);
  const { ref, width } = useWidth(view.span);
  const ticks = useMemo(() => ticksOf(view, zone), [view, zone]);
  const marks = useMemo(() => dayMarks(view, zone, holidays), [view, zone, holidays]);
  const changes = useMemo(() => clockChanges(zone, range), [zone, range]);
  const drag = useDrag({ range, span: view.span, zone, onSelect });
  const { tipped, hide, onKeyDown, pointing } = useBars(props, width, drag);
  const final = lanes.find(({ kind }) => kind === 'final');
  const gaps = final === undefined ? [] : gapsOf(final);
  const track = { range, width, wording, highlighted, isDrawable: onSelect !== null, drag, gaps, conflicts };
  return (
    <>
      <div
        className={styles.frame}
        role="group"
        aria-label={t('timeline.label', 'Timeline; arrow keys move between shifts')}
        onKeyDown={onKeyDown}
      >
        <div ref={ref} className={styles.scroll} onScroll={hide}>
          <div className={styles.content} style={{ width: width + LABEL }} {...pointing}>
            <Backdrop
              ticks={ticks}
              marks={marks}
              changes={changes}
              range={range}
              now={wording.now}
              inTimeFrom={inTime}
            />
            <div className={styles.label} style={{ borderTop: 0 }}>
              {wording.zone}
            </div>
            <Axis span={view.span} ticks={ticks} range={range} todayLocal={toLocal(zone, wording.now)} />
            {lanes.map((lane) => (
              <Track key={lane.id} lane={lane} {...track} />
            ))}
          </div>
        </div>
        {tipped !== null && drag.selection === null && <Tip tipped={tipped} wording={wording} />}
      </div>
      <Legend
        marks={marks}
        changes={changes}
        hasGaps={gaps.length > 0}
        hasConflicts={conflicts.length > 0}
        inTimeFrom={inTime}
        wording={wording}
      />
    </>
  );
}

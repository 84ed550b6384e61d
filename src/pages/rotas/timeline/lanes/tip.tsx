/** The tooltip of a bar of the timeline. */
import { useStyles2 } from '@grafana/ui';
import { durationText } from '../../../../components/time/format.ts';
import type { TimelineLane, Shift } from './lanes.ts';
import type { ShiftWording } from './shift-text.ts';
import { shiftText, spanText, whyText } from './shift-text.ts';
import { getTipStyles } from '../styles.ts';

const MOST = 8;

export interface TooltipTarget {
  lane: TimelineLane;
  shifts: readonly Shift[];
  /** The bar's position on the screen. */
  box: DOMRect;
}

/** Details of the bar under the pointer or in focus. Screen readers use the bar's own name instead. */
export function Tip({ tipped, wording }: { tipped: TooltipTarget; wording: ShiftWording }) {
  const styles = useStyles2(getTipStyles);
  const { lane, shifts, box } = tipped;
  const left = Math.max(8, Math.min(box.left, window.innerWidth - 348));
  const isLow = box.bottom > window.innerHeight - 160;
  return (
    <div
      className={styles.tip}
      style={isLow ? { left, bottom: window.innerHeight - box.top + 6 } : { left, top: box.bottom + 6 }}
      aria-hidden
    >
      {shifts.slice(0, MOST).map((shift) => (
        <div key={shift.start} style={{ marginBottom: 4 }}>
          <strong>{shiftText(shift, wording)}</strong>
          <div>{spanText(shift, wording)}</div>
          <div>
            {durationText(shift.end - shift.start)}
            {lane.kind === 'final' && shift.sources.length > 0 && `, ${whyText(shift, wording)}`}
          </div>
          {shift.override?.origin.kind === 'person' && <div>{wording.name(shift.override.origin.by)}</div>}
        </div>
      ))}
      {shifts.length > MOST && <div>… {shifts.length - MOST}</div>}
    </div>
  );
}

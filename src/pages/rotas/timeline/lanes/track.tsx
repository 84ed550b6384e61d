/** A lane of the timeline with its name. The outcome lane also shows gaps, conflicts and the drawn window. */
import { useStyles2 } from '@grafana/ui';
import type { Span } from '#domain/time/span';
import { place } from '../axis.tsx';
import { LaneRow, laneTitle } from './lane-row.tsx';
import type { AbsenceConflict, TimelineLane } from './lanes.ts';
import type { ShiftWording } from './shift-text.ts';
import { getFrameStyles, getMarkStyles, getTrackStyles } from '../styles.ts';
import type { DragSelection } from '../use-drag.ts';
import type { TimeRange } from '../view.ts';

interface OutcomeProps {
  range: TimeRange;
  gaps: readonly Span[];
  conflicts: readonly AbsenceConflict[];
  selection: TimeRange | null;
}

function OutcomeMarks({ range, gaps, conflicts, selection }: OutcomeProps) {
  const styles = useStyles2(getMarkStyles);
  const part = (from: number, to: number) => ({
    left: place(Math.max(from, range.from), range),
    width: `${((Math.min(to, range.to) - Math.max(from, range.from)) / (range.to - range.from)) * 100}%`,
  });
  return (
    <>
      {gaps.map((gap) => (
        <div key={gap.start} className={styles.gap} style={part(gap.start, gap.end)} />
      ))}
      {conflicts.map((one) => (
        <div key={`${one.start} ${one.user}`} className={styles.conflict} style={part(one.start, one.end)} />
      ))}
      {selection !== null && <div className={styles.selection} style={part(selection.from, selection.to)} />}
    </>
  );
}

interface Props extends Pick<OutcomeProps, 'range' | 'gaps' | 'conflicts'> {
  lane: TimelineLane;
  /** Width of the whole range in pixels. */
  width: number;
  wording: ShiftWording;
  highlighted: string | null;
  /** Whether a window can be drawn on this lane. */
  isDrawable: boolean;
  drag: DragSelection;
}

export function Track({ lane, range, width, wording, highlighted, isDrawable, drag, gaps, conflicts }: Props) {
  const frame = useStyles2(getFrameStyles);
  const styles = useStyles2(getTrackStyles);
  const isFinal = lane.kind === 'final';
  const title = laneTitle(lane, wording);
  return (
    <>
      <div className={`${frame.label} ${isFinal ? frame.finalLabel : ''}`} title={title}>
        {title}
      </div>
      <div
        data-track={lane.id}
        className={`${styles.track} ${isFinal && isDrawable ? styles.finalTrack : ''}`}
        {...(isFinal && drag.handlers)}
      >
        <LaneRow lane={lane} range={range} width={width} wording={wording} highlighted={highlighted} />
        {isFinal && <OutcomeMarks range={range} gaps={gaps} conflicts={conflicts} selection={drag.selection} />}
      </div>
    </>
  );
}

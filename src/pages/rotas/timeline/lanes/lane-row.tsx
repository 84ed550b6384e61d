/** One lane of the timeline. */
import { memo } from 'react';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2, useTheme2 } from '@grafana/ui';
import type { TimelineBar } from './bars.ts';
import { barsOf, peopleOf } from './bars.ts';
import { colourOf, initials } from './colours.ts';
import type { TimelineLane } from './lanes.ts';
import { rowsOf } from './lanes.ts';
import type { ShiftWording } from './shift-text.ts';
import { barText, shiftText } from './shift-text.ts';
import { ROW, getBarStyles, getBarTextStyles } from '../styles.ts';
import type { TimeRange } from '../view.ts';
import { t } from '../../../../language.ts';

const ROOM_FOR_NAME = 56;
const ROOM_FOR_INITIALS = 20;

export function laneTitle({ kind, id, isJoined }: TimelineLane, { layer }: ShiftWording): string {
  switch (kind) {
    case 'layer':
      return isJoined === true
        ? t('timeline.joined-layer', '{{layer}}, together with the layer below', { layer: layer(id) })
        : layer(id);
    case 'overrides':
      return t('timeline.overrides', 'Overrides');
    case 'absences':
      return t('timeline.absences', 'Away');
    case 'rota':
      return layer(id);
    case 'final':
      return t('timeline.final', 'On call');
  }
}

/** One stripe per person; no stripe for nobody. */
function paint(people: string[], { bucket }: ShiftWording, isDark: boolean): { background: string; color: string } {
  const colours = people.map((login) => colourOf(bucket(login), isDark));
  const part = 100 / Math.max(1, colours.length);
  const stripes = colours.flatMap(({ back }, i) => [`${back} ${i * part}%`, `${back} ${(i + 1) * part}%`]);
  const background = colours.length === 1 ? (colours[0]?.back ?? '') : `linear-gradient(180deg, ${stripes.join(', ')})`;
  return { background, color: colours[0]?.text ?? 'inherit' };
}

/** On a lane without marks of its own. */
function gapLook({ colors }: GrafanaTheme2) {
  return {
    border: `1px solid ${colors.error.border}`,
    background: `repeating-linear-gradient(135deg, ${colors.error.transparent} 0 6px, transparent 6px 12px)`,
  };
}

interface BarProps {
  bar: TimelineBar;
  index: number;
  lane: TimelineLane;
  pixels: number;
  wording: ShiftWording;
  isStop: boolean;
  highlighted: string | null;
}

function BarButton({ bar, index, lane, pixels, wording, isStop, highlighted }: BarProps) {
  const styles = useStyles2(getBarStyles);
  const textStyles = useStyles2(getBarTextStyles);
  const theme = useTheme2();
  const { isDark } = theme;
  const people = peopleOf(bar);
  const first = bar.shifts[0];
  const isGap = people.length === 0 && (lane.kind === 'final' || lane.kind === 'rota');
  const isAway = lane.kind === 'absences' || (lane.kind === 'overrides' && people.length === 0);
  const room = (bar.width / 100) * pixels;
  const text =
    room < ROOM_FOR_INITIALS || first === undefined || isGap
      ? ''
      : room < ROOM_FOR_NAME
        ? initials(wording.name(people[0] ?? ''))
        : bar.shifts.length > 1
          ? '…'
          : shiftText(first, wording);
  const colours =
    isGap || people.length === 0 ? { background: 'transparent', color: 'inherit' } : paint(people, wording, isDark);
  const isDim = highlighted !== null && !people.includes(highlighted);
  return (
    <button
      type="button"
      data-lane={lane.id}
      data-bar={index}
      aria-label={barText(bar, lane.kind, wording)}
      tabIndex={isStop ? 0 : -1}
      className={`${styles.bar} ${isDim ? styles.dim : ''}`}
      style={{
        left: `${bar.left}%`,
        width: `${bar.width}%`,
        top: bar.row * ROW + 4,
        ...colours,
        ...(isAway && { border: '1px dashed currentColor' }),
        ...(isGap && lane.kind === 'rota' && gapLook(theme)),
      }}
    >
      <span className={room < ROOM_FOR_NAME ? textStyles.barInitials : textStyles.barText} data-text={text} />
    </button>
  );
}

interface Props {
  lane: TimelineLane;
  range: TimeRange;
  /** Width of the whole range in pixels. */
  width: number;
  wording: ShiftWording;
  /** Only this person's shifts have full colour; null for all. */
  highlighted: string | null;
}

/** The bars of one lane. Memoized, so that moving the pointer does not draw a thousand bars again. */
export const LaneRow = memo(function LaneRow({ lane, range, width, wording, highlighted }: Props) {
  const stacked = lane.kind === 'overrides' || lane.kind === 'absences';
  const rows = stacked ? rowsOf(lane.shifts) : [];
  const bars = barsOf(lane.shifts, rows, range, width);
  const stop = Math.max(
    0,
    bars.findIndex(({ shifts }) => (shifts.at(-1)?.end ?? 0) > wording.now),
  );
  return (
    <div style={{ height: (Math.max(0, ...rows) + 1) * ROW + 6 }}>
      {bars.map((bar, index) => (
        <BarButton
          key={`${bar.shifts[0]?.start ?? 0} ${bar.row}`}
          bar={bar}
          index={index}
          lane={lane}
          pixels={width}
          wording={wording}
          isStop={index === stop}
          highlighted={highlighted}
        />
      ))}
    </div>
  );
});

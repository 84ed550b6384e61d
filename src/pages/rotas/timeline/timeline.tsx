/** Who is on call over time: a lane per layer, overrides, people away, and the outcome. */
import type { KeyboardEvent, SyntheticEvent } from 'react';
import { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useStyles2 } from '@grafana/ui';
import type { HolidayDates } from '#domain/time/calendar';
import type { ZoneTable } from '#domain/time/zone';
import { toLocal } from '#domain/time/zone';
import { Axis, Backdrop, Legend, place } from './axis.tsx';
import { barsOf } from './bars.ts';
import { LaneRow, laneTitle } from './lane-row.tsx';
import type { Conflict, Lane, Shift } from './lanes.ts';
import { gapsOf, rowsOf } from './lanes.ts';
import type { Wording } from './shift-text.ts';
import { LABEL, timelineStyles } from './styles.ts';
import { clockChanges, dayMarks, ticksOf } from './ticks.ts';
import type { Tipped } from './tip.tsx';
import { Tip } from './tip.tsx';
import { useDrag } from './use-drag.ts';
import type { Range, Span, View } from './view.ts';
import { t } from '../../../language.ts';

/** Narrower than this a span cannot be read; the rest is scrolled. */
const NARROWEST: Record<Span, number> = { day: 700, weeks: 840, month: 900, quarter: 900, year: 1000 };

interface Props {
  view: View;
  range: Range;
  lanes: Lane[];
  conflicts: Conflict[];
  zone: ZoneTable;
  holidays: HolidayDates;
  wording: Wording;
  highlighted: string | null;
  /** A window drawn on the outcome; null: drawing makes nothing. */
  onSelect: ((range: Range) => void) | null;
  /** A bar was clicked, or Enter pressed on it. */
  onOpen?: (lane: Lane, shifts: readonly Shift[]) => void;
}

function useWidth(span: Span) {
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

/** From a bar on the screen back to the shifts that it stands for. */
function barAt(event: SyntheticEvent, lanes: Lane[], range: Range, width: number): Tipped | null {
  const element = (event.target as HTMLElement).closest<HTMLElement>('[data-bar]');
  const lane = lanes.find(({ id }) => id === element?.dataset.lane);
  if (element === null || lane === undefined) {
    return null;
  }
  const rows = lane.kind === 'overrides' || lane.kind === 'absences' ? rowsOf(lane.shifts) : [];
  const bar = barsOf(lane.shifts, rows, range, width)[Number(element.dataset.bar)];
  return bar === undefined ? null : { lane, shifts: bar.shifts, box: element.getBoundingClientRect() };
}

function useTip(lanes: Lane[], range: Range, width: number) {
  const [tipped, setTipped] = useState<Tipped | null>(null);
  const show = useCallback(
    (event: SyntheticEvent) => setTipped(barAt(event, lanes, range, width)),
    [lanes, range, width],
  );
  const hide = useCallback(() => setTipped(null), []);
  return { tipped, show, hide };
}

/** Left and right within a lane, up and down to the bar of the next lane at about the same time. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const from = (event.target as HTMLElement).closest<HTMLElement>('[data-bar]');
  if (from === null || !event.key.startsWith('Arrow')) {
    return;
  }
  event.preventDefault();
  const tracks = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-track]')];
  const at = tracks.findIndex((track) => track.contains(from));
  const bars = (track: HTMLElement | undefined) => [...(track?.querySelectorAll<HTMLElement>('[data-bar]') ?? [])];
  if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
    const own = bars(tracks[at]);
    return own[own.indexOf(from) + (event.key === 'ArrowLeft' ? -1 : 1)]?.focus();
  }
  const step = event.key === 'ArrowUp' ? -1 : 1;
  for (let i = at + step; i >= 0 && i < tracks.length; i += step) {
    const middle = from.offsetLeft + Math.min(from.offsetWidth, 20) / 2;
    const found = bars(tracks[i]);
    const near =
      found.find((bar) => bar.offsetLeft <= middle && bar.offsetLeft + bar.offsetWidth >= middle) ?? found[0];
    if (near !== undefined) {
      return near.focus();
    }
  }
}

export function Timeline({
  view,
  range,
  lanes,
  conflicts,
  zone,
  holidays,
  wording,
  highlighted,
  onSelect,
  onOpen,
}: Props) {
  const look = useStyles2(timelineStyles);
  const { ref, width } = useWidth(view.span);
  const ticks = useMemo(() => ticksOf(view, zone), [view, zone]);
  const marks = useMemo(() => dayMarks(view, zone, holidays), [view, zone, holidays]);
  const changes = useMemo(() => clockChanges(zone, range), [zone, range]);
  const { tipped, show, hide } = useTip(lanes, range, width);
  const drag = useDrag({ range, span: view.span, zone, onSelect });
  const final = lanes.find(({ kind }) => kind === 'final');
  const gaps = final === undefined ? [] : gapsOf(final);
  const part = (from: number, to: number) => ({
    left: place(Math.max(from, range.from), range),
    width: `${((Math.min(to, range.to) - Math.max(from, range.from)) / (range.to - range.from)) * 100}%`,
  });

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

  return (
    <>
      <div
        className={look.frame}
        role="group"
        aria-label={t('timeline.label', 'Timeline; arrow keys move between shifts')}
        onKeyDown={onKeyDown}
      >
        <div ref={ref} className={look.scroll} onScroll={hide}>
          <div
            className={look.content}
            style={{ width: width + LABEL }}
            onMouseOver={show}
            onMouseLeave={hide}
            onFocus={show}
            onBlur={hide}
            onClick={onOpen && open}
          >
            <Backdrop ticks={ticks} marks={marks} changes={changes} range={range} now={wording.now} />
            <div className={look.label} style={{ borderTop: 0 }}>
              {wording.zone}
            </div>
            <Axis span={view.span} ticks={ticks} range={range} todayLocal={toLocal(zone, wording.now)} />
            {lanes.map((lane) => {
              const isFinal = lane.kind === 'final';
              return [
                <div
                  key={`${lane.id} label`}
                  className={`${look.label} ${isFinal ? look.finalLabel : ''}`}
                  title={laneTitle(lane, wording)}
                >
                  {laneTitle(lane, wording)}
                </div>,
                <div
                  key={lane.id}
                  data-track={lane.id}
                  className={`${look.track} ${isFinal && onSelect !== null ? look.finalTrack : ''}`}
                  {...(isFinal && drag.handlers)}
                >
                  <LaneRow lane={lane} range={range} width={width} wording={wording} highlighted={highlighted} />
                  {isFinal &&
                    gaps.map((gap) => <div key={gap.start} className={look.gap} style={part(gap.start, gap.end)} />)}
                  {isFinal &&
                    conflicts.map((one) => (
                      <div
                        key={`${one.start} ${one.user}`}
                        className={look.conflict}
                        style={part(one.start, one.end)}
                      />
                    ))}
                  {isFinal && drag.selection !== null && (
                    <div className={look.selection} style={part(drag.selection.from, drag.selection.to)} />
                  )}
                </div>,
              ];
            })}
          </div>
        </div>
        {tipped !== null && drag.selection === null && <Tip tipped={tipped} wording={wording} />}
      </div>
      <Legend marks={marks} changes={changes} hasGaps={gaps.length > 0} hasConflicts={conflicts.length > 0} />
    </>
  );
}

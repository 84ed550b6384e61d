/** A hook to draw a window of time on a lane with the pointer. Touch scrolls instead. */
import type { PointerEvent } from 'react';
import { useState } from 'react';
import { DAY, HOUR, MINUTE } from '#domain/time/duration';
import type { ZoneTable } from '#domain/time/zone';
import { firstInstant, toLocal } from '#domain/time/zone';
import type { TimeRange, ViewSpan } from './view.ts';

/** The precision with which a hand can aim, by span. */
const STEPS: Record<ViewSpan, number> = { day: 15 * MINUTE, weeks: HOUR, month: 12 * HOUR, quarter: DAY, year: DAY };

/** A movement of fewer pixels is a click. */
const THRESHOLD = 5;

export function snap(instant: number, span: ViewSpan, zone: ZoneTable): number {
  const step = STEPS[span];
  return firstInstant(zone, Math.round(toLocal(zone, instant) / step) * step);
}

interface DragState {
  startX: number;
  /** The start of the drag and the pointer's position, as instants. */
  from: number;
  to: number;
  isMoving: boolean;
}

function instantAt(event: PointerEvent<HTMLElement>, range: TimeRange): number {
  const box = event.currentTarget.getBoundingClientRect();
  const share = Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
  return range.from + share * (range.to - range.from);
}

function ordered({ from, to }: DragState, span: ViewSpan, zone: ZoneTable): TimeRange {
  return { from: snap(Math.min(from, to), span, zone), to: snap(Math.max(from, to), span, zone) };
}

interface DragOptions {
  range: TimeRange;
  span: ViewSpan;
  zone: ZoneTable;
  /** null if nothing can be drawn here. */
  onSelect: ((range: TimeRange) => void) | null;
}

export interface DragSelection {
  /** The window drawn so far; null for none. */
  selection: TimeRange | null;
  cancel: () => void;
  handlers: Record<'onPointerDown' | 'onPointerMove', (event: PointerEvent<HTMLElement>) => void> &
    Record<'onPointerUp' | 'onPointerCancel', () => void>;
}

export function useDrag({ range, span, zone, onSelect }: DragOptions): DragSelection {
  const [held, setHeld] = useState<DragState | null>(null);
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    if (onSelect !== null && event.button === 0 && event.pointerType !== 'touch') {
      const at = instantAt(event, range);
      setHeld({ startX: event.clientX, from: at, to: at, isMoving: false });
    }
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    if (held === null) {
      return;
    }
    const isMoving = held.isMoving || Math.abs(event.clientX - held.startX) > THRESHOLD;
    // The pointer is captured only once it moves, so that a click reaches the bar below.
    if (isMoving && !held.isMoving) {
      event.currentTarget.setPointerCapture(event.pointerId);
    }
    setHeld({ ...held, to: instantAt(event, range), isMoving });
  };
  const selection = held?.isMoving ? ordered(held, span, zone) : null;
  const cancel = () => setHeld(null);
  const onPointerUp = () => {
    cancel();
    if (selection !== null && selection.to > selection.from) {
      onSelect?.(selection);
    }
  };
  return { selection, cancel, handlers: { onPointerDown, onPointerMove, onPointerUp, onPointerCancel: cancel } };
}

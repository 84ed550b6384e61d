/** Drawing a window of time on a lane with the pointer. Touch scrolls instead. */
import type { PointerEvent } from 'react';
import { useCallback, useState } from 'react';
import { DAY, HOUR, MINUTE } from '#domain/time/duration';
import type { ZoneTable } from '#domain/time/zone';
import { firstInstant, toLocal } from '#domain/time/zone';
import type { Range, Span } from './view.ts';

/** What a hand can aim at on each span. */
const STEPS: Record<Span, number> = { day: 15 * MINUTE, weeks: HOUR, month: 12 * HOUR, quarter: DAY, year: DAY };

/** Fewer pixels than this are a click. */
const THRESHOLD = 5;

export function snap(instant: number, span: Span, zone: ZoneTable): number {
  const step = STEPS[span];
  return firstInstant(zone, Math.round(toLocal(zone, instant) / step) * step);
}

interface Drag {
  startX: number;
  /** Where it began and where the pointer is, as instants. */
  from: number;
  to: number;
  isMoving: boolean;
}

function instantAt(event: PointerEvent<HTMLElement>, range: Range): number {
  const box = event.currentTarget.getBoundingClientRect();
  const share = Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
  return range.from + share * (range.to - range.from);
}

function ordered({ from, to }: Drag, span: Span, zone: ZoneTable): Range {
  return { from: snap(Math.min(from, to), span, zone), to: snap(Math.max(from, to), span, zone) };
}

interface Options {
  range: Range;
  span: Span;
  zone: ZoneTable;
  /** null: nothing can be drawn here. */
  onSelect: ((range: Range) => void) | null;
}

export function useDrag({ range, span, zone, onSelect }: Options) {
  const [drag, setDrag] = useState<Drag | null>(null);

  const onPointerDown = useCallback(
    (event: PointerEvent<HTMLElement>) => {
      if (onSelect === null || event.button !== 0 || event.pointerType === 'touch') {
        return;
      }
      const at = instantAt(event, range);
      setDrag({ startX: event.clientX, from: at, to: at, isMoving: false });
    },
    [onSelect, range],
  );
  const onPointerMove = useCallback(
    (event: PointerEvent<HTMLElement>) => {
      if (drag === null) {
        return;
      }
      const isMoving = drag.isMoving || Math.abs(event.clientX - drag.startX) > THRESHOLD;
      // Not before it moves: what is only clicked is the bar below.
      if (isMoving && !drag.isMoving) {
        event.currentTarget.setPointerCapture(event.pointerId);
      }
      setDrag({ ...drag, to: instantAt(event, range), isMoving });
    },
    [range, drag],
  );
  const onPointerUp = () => {
    const chosen = drag?.isMoving ? ordered(drag, span, zone) : null;
    setDrag(null);
    if (chosen !== null && chosen.to > chosen.from) {
      onSelect?.(chosen);
    }
  };
  const cancel = () => setDrag(null);
  const selection = drag?.isMoving ? ordered(drag, span, zone) : null;
  return { selection, cancel, handlers: { onPointerDown, onPointerMove, onPointerUp, onPointerCancel: cancel } };
}

/** A hook to reorder a list by pointer (mouse and finger), or with the arrow keys on the handle. */
import type { KeyboardEvent, PointerEvent, RefObject } from 'react';
import { useRef, useState } from 'react';

/** The props that make an element the handle of its item. */
export interface DragHandle {
  onPointerDown: (event: PointerEvent<HTMLElement>) => void;
  onPointerMove: (event: PointerEvent<HTMLElement>) => void;
  onPointerUp: () => void;
  onPointerCancel: () => void;
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
}

export interface SortState {
  /** The item held; null for none. */
  held: number | null;
  /** The ref for the list element, whose children are the items in order. */
  list: RefObject<HTMLOListElement>;
  handle: (index: number) => DragHandle;
}

/**
 * Counts the other items above the pointer. That is the held item's place, and items of different heights do not
 * flicker.
 */
export function placeAt(middles: readonly number[], held: number, y: number): number {
  return middles.filter((middle, i) => i !== held && middle < y).length;
}

function middlesOf(list: HTMLElement): number[] {
  return [...list.children].map((row) => row.getBoundingClientRect()).map(({ top, height }) => top + height / 2);
}

export function useSort(count: number, onMove: (from: number, to: number) => void): SortState {
  const list = useRef<HTMLOListElement>(null);
  const [held, setHeld] = useState<number | null>(null);
  const drop = () => setHeld(null);
  const move = (from: number, to: number) => {
    if (to !== from && to >= 0 && to < count) {
      onMove(from, to);
      return true;
    }
    return false;
  };
  const handle = (index: number): DragHandle => ({
    onPointerDown: (event) => {
      if (event.button === 0) {
        event.currentTarget.setPointerCapture(event.pointerId);
        setHeld(index);
      }
    },
    onPointerMove: (event) => {
      if (held !== null && list.current !== null) {
        const to = placeAt(middlesOf(list.current), held, event.clientY);
        if (move(held, to)) {
          setHeld(to);
        }
      }
    },
    onPointerUp: drop,
    onPointerCancel: drop,
    onKeyDown: (event) => {
      const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
      if (by !== 0) {
        event.preventDefault();
        move(index, index + by);
      }
    },
  });
  return { held, list, handle };
}

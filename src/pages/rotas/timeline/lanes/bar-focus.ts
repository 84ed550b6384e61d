/** Finds the bar under the pointer or in focus, and moves the focus by keyboard. */
import type { KeyboardEvent, SyntheticEvent } from 'react';
import { useCallback, useState } from 'react';
import { barsOf } from './bars.ts';
import type { TimelineLane } from './lanes.ts';
import { rowsOf } from './lanes.ts';
import type { TooltipTarget } from './tip.tsx';
import type { TimeRange } from '../view.ts';

/** The shifts that a bar on the screen represents. */
export function barAt(
  event: SyntheticEvent,
  lanes: TimelineLane[],
  range: TimeRange,
  width: number,
): TooltipTarget | null {
  const element = (event.target as HTMLElement).closest<HTMLElement>('[data-bar]');
  const lane = lanes.find(({ id }) => id === element?.dataset.lane);
  if (element === null || lane === undefined) {
    return null;
  }
  const rows = lane.kind === 'overrides' || lane.kind === 'absences' ? rowsOf(lane.shifts) : [];
  const bar = barsOf(lane.shifts, rows, range, width)[Number(element.dataset.bar)];
  return bar === undefined ? null : { lane, shifts: bar.shifts, box: element.getBoundingClientRect() };
}

export function useTip(lanes: TimelineLane[], range: TimeRange, width: number) {
  const [tipped, setTipped] = useState<TooltipTarget | null>(null);
  const show = useCallback(
    (event: SyntheticEvent) => setTipped(barAt(event, lanes, range, width)),
    [lanes, range, width],
  );
  const hide = useCallback(() => setTipped(null), []);
  return { tipped, show, hide };
}

/** Left and right move within a lane, up and down to the nearest bar in time of the next lane. */
export function moveFocus(event: KeyboardEvent<HTMLElement>): void {
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

/**
 * How much room the list has: Grafana's menu beside it takes 300 px of a screen or none, so that the width of the screen
 * says little.
 */
import { css } from '@emotion/css';

/** Pixels of the list from which on there is room for something. */
const ROOM = {
  /** A line for each incident; below, they have several, as on a phone. */
  lines: 600,
  opened: 780,
  /** Filters in the first row, besides the search. */
  filters: 820,
  labels: 940,
  /** Words about keys beside the total. */
  keys: 940,
  twoLabels: 1240,
} as const;

type Room = Record<keyof typeof ROOM, string>;

const inEach = (query: (width: number) => string): Room =>
  Object.fromEntries(Object.entries(ROOM).map(([name, width]) => [name, query(width)])) as Room;

export const below = inEach((width) => `@container incidents (width < ${width}px)`);
export const from = inEach((width) => `@container incidents (width >= ${width}px)`);

/** What is inside is measured by `below` and `from`. */
export const room = css({ containerName: 'incidents', containerType: 'inline-size' });

/** Keeps a key that was held, or pressed twice, from an incident that nobody has read: a key that acts moves the focus on. */

import { SETTLING } from '../../../components/touch/use-settling.ts';

export interface Breath {
  /** Whether a key pressed at this moment of its event, in ms, may act. */
  isOverAt: (pressedAt: number) => boolean;
  /** Called for each key that acts. */
  acted: (pressedAt: number) => void;
  /** Runs what moves the focus by itself; any other move of it is one by hand, after which a key may act at once. */
  moveOn: (move: () => void) => void;
  /** Called whenever a row gets the focus, and for a key that would move it where there is no other row. */
  moved: () => void;
}

export function newBreath(): Breath {
  let actedAt = -Infinity;
  let isMovingOn = false;
  return {
    isOverAt: (pressedAt) => pressedAt - actedAt >= SETTLING,
    acted: (pressedAt) => {
      actedAt = pressedAt;
    },
    moveOn: (move) => {
      isMovingOn = true;
      move();
      isMovingOn = false;
    },
    moved: () => {
      if (!isMovingOn) {
        actedAt = -Infinity;
      }
    },
  };
}

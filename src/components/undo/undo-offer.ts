/** Offers to take back what a person just did, for ten seconds. */
import { BehaviorSubject } from 'rxjs';
import type { ApiFailure } from '../../api/client/failure.ts';
import { SECOND } from '#domain/time/duration';

export interface UndoOffer {
  /** What was done: “#12 resolved”. */
  text: string;
  /** Takes it back. @returns null if that succeeded */
  undo: () => Promise<ApiFailure | null>;
  /** Called after it was taken back. */
  onUndone: () => void;
}

/** As long as the button is shown; the sidecar takes it a little longer. */
export const UNDO_TIME = 10 * SECOND;

/** The last thing done; a newer one takes its place. */
export const undoOffer$ = new BehaviorSubject<UndoOffer | null>(null);

export function offerUndo(offer: UndoOffer): void {
  undoOffer$.next(offer);
}

export function withdrawOffer(offer: UndoOffer): void {
  if (undoOffer$.value === offer) {
    undoOffer$.next(null);
  }
}

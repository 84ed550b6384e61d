/** Tracks whether the sidecar can be reached; every request and the event stream report here. */
import { BehaviorSubject } from 'rxjs';
import { machineNow } from './clock.ts';
import type { ApiFailure } from '../client/failure.ts';
import { isPassing } from '../client/failure.ts';

export interface SidecarContact {
  /** Changes are pushed (`stream`), polled at intervals (`polling`), or not watched yet. */
  mode: 'connecting' | 'stream' | 'polling';
  /** Why the last request got no answer; null: it got one. */
  failure: ApiFailure | null;
  /** This machine's time of the last answer; null: none yet. */
  answeredAt: number | null;
}

export const contact$ = new BehaviorSubject<SidecarContact>({ mode: 'connecting', failure: null, answeredAt: null });

function change(part: Partial<SidecarContact>): void {
  contact$.next({ ...contact$.value, ...part });
}

export function noteAnswer(): void {
  change({ failure: null, answeredAt: machineNow() });
}

/** Counts only failures without an answer: a refusal is an answer. */
export function noteFailure(failure: ApiFailure): void {
  if (isPassing(failure)) {
    change({ failure });
  } else {
    noteAnswer();
  }
}

export function noteMode(mode: SidecarContact['mode']): void {
  if (contact$.value.mode !== mode) {
    change({ mode });
  }
}

/** Defines the people who are on call together. */
import type { OnCall } from '#domain/rota/model';

/** The people on call for a while. The same object means the same people, so identity is compared first. */
export interface OnCallCrew {
  onCall: readonly OnCall[];
  /** Index of the participant slot; -1: only overrides put people here. */
  slot: number;
  /** People whom an override put on call; an absence does not remove them. */
  named: readonly string[];
}

export const NOBODY: OnCallCrew = { onCall: [], slot: -1, named: [] };

/** Counts the rest that is owed: what a decision leaves, and what was missing where nobody decided anything. */
import type { DecisionWire } from '#contract/labour/decision';
import type { FindingWire } from '#contract/labour/finding';
import { MINUTE } from '#domain/time/duration';
import { lengthOf } from '#domain/time/span';

/** @returns minutes, 0 if all of it was given */
function owedOf({ owed, settled }: Pick<DecisionWire, 'owed' | 'settled'>): number {
  const given = lengthOf(settled.map(({ from, to }) => ({ start: Date.parse(from), end: Date.parse(to) }))) / MINUTE;
  return Math.max(0, owed - given);
}

export interface OwedRest {
  user: string;
  minutes: number;
  /** Until when, ISO 8601. */
  owedBy: string | null;
}

export function owedRests(
  decisions: ReadonlyArray<Pick<DecisionWire, 'user' | 'owed' | 'owedBy' | 'settled'>>,
  findings: ReadonlyArray<Pick<FindingWire, 'user' | 'data' | 'decision'>>,
): OwedRest[] {
  const decided = decisions.map((one) => ({ user: one.user, minutes: owedOf(one), owedBy: one.owedBy }));
  const undecided = findings.flatMap(({ user, data: { owed, owedBy }, decision }) =>
    owed === null || decision !== null ? [] : [{ user, minutes: owed, owedBy }],
  );
  return [...decided, ...undecided].filter(({ minutes }) => minutes > 0);
}

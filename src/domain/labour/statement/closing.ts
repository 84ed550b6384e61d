/** Decides when a month may be closed, and what its closing must give a reason for. */
import type { StatementMonth } from '#domain/labour/pay/month';
import { hashOf } from '#domain/labour/statement/canonical';
import type { Statement } from '#domain/labour/statement/statement';

/** See `closingNeeds`. */
export const CLOSING_NEEDS = ['unconfirmed', 'contest', 'compensation', 'alone'] as const;
export type ClosingNeed = (typeof CLOSING_NEEDS)[number];

/** What is known of a month besides what is computed of it. */
export interface ClosingFacts {
  /** Whether the person said that something is wrong, and has not accepted the month since. */
  contested: boolean;
  /** Whether the person closes their own month, since there is nobody else. */
  alone: boolean;
}

/**
 * Why closing takes a reason, which the person is told: an intervention whose end nobody confirmed, a contest, on-call
 * time that nothing compensates, and nobody else who could close it.
 */
export function closingNeeds(
  { interventions, findings }: Pick<Statement, 'interventions' | 'findings'>,
  { contested, alone }: ClosingFacts,
): ClosingNeed[] {
  const needs: Record<ClosingNeed, boolean> = {
    unconfirmed: interventions.some(({ confirmed }) => !confirmed),
    contest: contested,
    compensation: findings.some(({ rule }) => rule === 'compensation'),
    alone,
  };
  return CLOSING_NEEDS.filter((need) => needs[need]);
}

/** @param after ms from the 1st of the next month on */
export function closesFrom({ end }: StatementMonth, after: number): number {
  return end + after;
}

/** What a person accepts: hash of hours, duties, interventions and lines. Findings that grow older change nothing. */
export function substanceOf({
  hours,
  duties,
  interventions,
  lines,
}: Pick<Statement, 'hours' | 'duties' | 'interventions' | 'lines'>): string {
  return hashOf({ hours, duties, interventions, lines });
}

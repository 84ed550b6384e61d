/** Puts together what is known of each person of a unit in a month. */
import type { FindingWire } from '#contract/labour/finding';
import type { ListedStatementWire } from '#contract/labour/pay/kept-statement';
import type { InterventionWire } from '#contract/rotas/duty';
import { FINDING_SEVERITIES } from '#domain/labour/finding';
import type { FindingSeverity } from '#domain/labour/finding';
import { worstFirst } from '../../components/labour/preview/preview-items.ts';

export interface PersonMonth {
  user: string;
  findings: FindingWire[];
  interventions: InterventionWire[];
  /** Interventions that have an assumed end. */
  unconfirmed: number;
  /** null: the month is not over, or nothing happened in it. */
  statement: ListedStatementWire | null;
}

interface MonthFacts {
  people: readonly string[];
  findings: readonly FindingWire[];
  interventions: readonly InterventionWire[];
  statements: readonly ListedStatementWire[];
}

function isUnconfirmed({ endedBy, confirmedAt }: InterventionWire): boolean {
  return endedBy !== 'person' && (confirmedAt ?? null) === null;
}

/** Each person once, in the order given; people of statements who have left the unit come last. */
export function personMonths({ people, findings, interventions, statements }: MonthFacts): PersonMonth[] {
  const users = [...new Set([...people, ...statements.map(({ user }) => user)])];
  return users.map((user) => {
    const own = interventions.filter((one) => one.user === user);
    return {
      user,
      findings: findings.filter((one) => one.user === user).sort(worstFirst),
      interventions: own,
      unconfirmed: own.filter(isUnconfirmed).length,
      statement: statements.find((one) => one.user === user) ?? null,
    };
  });
}

/** How many of each severity, the worst first; those without any are left out. */
export function countsOf(findings: readonly FindingWire[]): Array<{ severity: FindingSeverity; count: number }> {
  return [...FINDING_SEVERITIES]
    .reverse()
    .map((severity) => ({ severity, count: findings.filter((one) => one.severity === severity).length }))
    .filter(({ count }) => count > 0);
}

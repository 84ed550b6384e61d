/** Corrects closed months: what was closed stays, and the difference to what is computed today is paid in a later month. */
import type { PayLine } from '#domain/labour/pay/lines';
import { keyOfLine } from '#domain/labour/pay/lines';
import { writtenTenThousandths } from '#domain/labour/pay/money';

/** A closed statement of the person. */
export interface ClosedStatement {
  /** `2026-10` */
  month: string;
  lines: readonly PayLine[];
}

/** How many closed months are compared. */
export const MONTHS_CORRECTED = 12;

/**
 * The lines that make the closed ones of a month, corrections included, equal to those of today.
 *
 * @param closed of that month, from any statement
 */
export function correctionLines(closed: readonly PayLine[], today: readonly PayLine[]): PayLine[] {
  const keys = new Set([...closed, ...today].map(keyOfLine));
  return [...keys].flatMap((key) => {
    const own = (lines: readonly PayLine[]) => lines.filter((line) => keyOfLine(line) === key);
    const difference = [...own(today), ...own(closed).map(negative)].reduce(sum);
    return isNothing(difference) ? [] : [difference];
  });
}

function counted({ turns }: PayLine): number {
  return Math.round(Number(turns ?? 0) * 10_000);
}

function negative(line: PayLine): PayLine {
  return mapped(line, (value) => 0 - value);
}

function sum(a: PayLine, b: PayLine): PayLine {
  return {
    ...a,
    ...(a.minutes === undefined ? {} : { minutes: a.minutes + (b.minutes ?? 0) }),
    ...(a.turns === undefined ? {} : { turns: writtenTenThousandths(counted(a) + counted(b)) }),
    ...(a.rest === undefined ? {} : { rest: a.rest + (b.rest ?? 0) }),
    amount: a.amount === null ? null : a.amount + (b.amount ?? 0),
  };
}

function mapped(line: PayLine, change: (value: number) => number): PayLine {
  return {
    ...line,
    ...(line.minutes === undefined ? {} : { minutes: change(line.minutes) }),
    ...(line.turns === undefined ? {} : { turns: writtenTenThousandths(change(counted(line))) }),
    ...(line.rest === undefined ? {} : { rest: change(line.rest) }),
    amount: line.amount === null ? null : change(line.amount),
  };
}

function isNothing(line: PayLine): boolean {
  return !line.minutes && counted(line) === 0 && !line.rest && !line.amount;
}

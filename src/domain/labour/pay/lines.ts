/** Makes the lines of a statement: one code at one price, in one month, rounded once. */
import { groupedBy } from '#domain/grouped';
import type { TakenHours } from '#domain/labour/pay/on-call-hours';
import type { Fraction } from '#domain/labour/pay/money';
import { addFractions, amountOf, inTenThousandths, NOTHING, rounded, writtenPrice } from '#domain/labour/pay/money';
import { writtenTenThousandths } from '#domain/labour/pay/money';
import { minutesOf } from '#domain/labour/pay/minutes';
import type { OvertimePart } from '#domain/labour/pay/overtime';
import type { FlatTurn } from '#domain/labour/pay/turns';
import { MINUTE } from '#domain/time/duration';

/** Which fields a line has follows from its kind; `amount` is in minor units, null where payroll computes it. */
export interface PayLine {
  code: string;
  /** The month that is paid (`2026-10`); an earlier one than the statement's is a correction. */
  of: string;
  /** Minutes of on-call time, paid minutes of calls, or minutes that rest took away. */
  minutes?: number;
  /** Turns, with four decimals. */
  turns?: string;
  /** For an hour or a turn. */
  rate?: string;
  /** Minutes of rest that are earned. */
  rest?: number;
  /** Of overtime; null: the contract counts days. */
  percent?: number | null;
  /** Whether hours lost to rest are paid: a word for payroll. */
  paid?: boolean;
  amount: number | null;
}

/** What all lines of a month share. */
export interface LineFrame {
  of: string;
  currency: string;
}

/** Adds up what has the same key, in order of the first of each. */
function grouped<T>(items: readonly T[], keyOf: (item: T) => string): T[][] {
  return [...groupedBy(items, keyOf).values()];
}

export function hourLines(taken: readonly TakenHours[], { of, currency }: LineFrame): PayLine[] {
  return grouped(taken, ({ rule: { code, rate, rest } }) => JSON.stringify([code, rate, rest])).flatMap((same) => {
    const { code, rate, rest } = (same[0] as TakenHours).rule;
    const minutes = same.reduce((sum, { spans }) => sum + minutesOf(spans), 0);
    const hours = { over: BigInt(minutes), under: 60n };
    const line = { code, of, minutes };
    return rate === null
      ? { ...line, rest: restOf(hours, rest), amount: null }
      : { ...line, rate: writtenPrice(rate, currency), amount: amountOf(hours, rate, currency) };
  });
}

/** @param rest of one, ms */
function restOf({ over, under }: Fraction, rest: number | null): number {
  return rounded({ over: over * BigInt(rest ?? 0), under: under * BigInt(MINUTE) });
}

export function turnLines(turns: readonly FlatTurn[], { of, currency }: LineFrame): PayLine[] {
  return grouped(turns, ({ rule: { code, amount, rest } }) => JSON.stringify([code, amount, rest])).map((same) => {
    const { code, amount, rest } = (same[0] as FlatTurn).rule;
    const shares = same.reduce((sum, { share }) => addFractions(sum, share), NOTHING);
    const line = { code, of, turns: writtenTenThousandths(inTenThousandths(shares)) };
    return amount === null
      ? { ...line, rest: restOf(shares, rest), amount: null }
      : { ...line, rate: writtenPrice(amount, currency), amount: amountOf(shares, amount, currency) };
  });
}

/** @param parts of calls, in order of their bands */
export function callLines(parts: readonly OvertimePart[], { of }: Pick<LineFrame, 'of'>): PayLine[] {
  return grouped(parts, ({ code, percent }) => JSON.stringify([code, percent])).map((same) => {
    const { code, percent } = same[0] as OvertimePart;
    return { code, of, minutes: same.reduce((sum, { minutes }) => sum + minutes, 0), percent, amount: null };
  });
}

/** Where two lines are the same but for what is counted. */
export function keyOfLine({ code, rate, percent, paid, turns, rest }: PayLine): string {
  return JSON.stringify([code, rate ?? '', percent ?? '', paid ?? '', turns !== undefined, rest !== undefined]);
}

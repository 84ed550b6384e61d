/** Keeps with a statement the rules, pay and profiles that it was computed with, as they were written. */
import type { StatementMonth } from '#domain/labour/pay/month';
import { formatDate } from '#domain/time/local';

/** An entry that holds from a date (`2026-11-02`) until the next. */
interface Dated {
  from: string;
}

interface Worded {
  code: string;
  text: string;
}

/** The texts that a payroll line is shown with; other fields are kept as they are. */
interface WrittenPay extends Dated {
  hours: readonly Worded[];
  turns: readonly Worded[];
  interventions?: Worded | null | undefined;
  overtime: ReadonlyArray<{ code: string }>;
  partTime: ReadonlyArray<{ code: string }>;
  lostToRest?: Worded | null | undefined;
}

export interface StatementInputs {
  rules: readonly Dated[];
  pay: readonly WrittenPay[];
  profiles: readonly Dated[];
}

/** What held in these months, the first of which may be a closed one that is compared. */
export function inputsOf(
  { rules, pay, profiles }: StatementInputs,
  first: StatementMonth,
  last: StatementMonth,
): StatementInputs {
  const used = <Entry extends Dated>(entries: readonly Entry[]) => held(entries, first, last);
  return { rules: used(rules), pay: used(pay), profiles: used(profiles) };
}

function held<Entry extends Dated>(entries: readonly Entry[], first: StatementMonth, last: StatementMonth): Entry[] {
  const sorted = entries.toSorted((a, b) => (a.from < b.from ? -1 : 1));
  const [start, end] = [formatDate(first.first), formatDate(last.last)];
  return sorted.filter(({ from }, i) => from <= end && (sorted[i + 1]?.from ?? '9999') > start);
}

/** The text of a code; that of interventions for overtime; null: no rule that was used has the code. */
export function textOfCode({ pay }: StatementInputs, code: string): string | null {
  for (const { hours, turns, interventions, overtime, partTime, lostToRest } of pay.toReversed()) {
    const own = [...hours, ...turns, interventions, lostToRest].find((one) => one?.code === code);
    if (own) {
      return own.text;
    }
    if (interventions && [...overtime, ...partTime].some((band) => band.code === code)) {
      return interventions.text;
    }
  }
  return null;
}

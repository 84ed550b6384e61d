/** Reads numbers that `meta` stores as text. */
import type { UnreadableReporter } from './unreadable.ts';

/** JavaScript and the databases agree on these. */
const DIGITS = 15;
const WHOLE = new RegExp(`^\\d{1,${DIGITS}}$`);

/** null: not a whole number, which is reported. Code that counts with it starts anew, and overwrites it. */
export function readNumber(key: string, text: string, noting: UnreadableReporter): number | null {
  const where = { kind: 'meta', id: key };
  if (WHOLE.test(text)) {
    noting.clear(where);
    return Number(text);
  }
  noting.note({ ...where, field: 'value', reason: 'not-understood', message: 'must be a whole number' });
  return null;
}

/** The same in SQL: the number in `column`, or `instead` if there is none. Works alike on both databases. */
export function numberOr(column: string, instead: string): string {
  return `case when ${column} <> '' and length(${column}) <= ${DIGITS} and trim(${column}, '0123456789') = '' then cast(${column} as bigint) else ${instead} end`;
}

/** Prepares the values in the sentences of an import. */
import { instantText } from '../../../../components/time/date-format.ts';

export type ReasonValues = Readonly<Record<string, string | number | boolean>>;

type Data = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** Lists become one text. */
export function reasonValues(data: Data): ReasonValues {
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => [name, typeof value === 'object' ? value.join(', ') : value]),
  );
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;

/** Instants as the reader says them. @param zone the reader's */
export function withTimes(values: ReasonValues, zone: string): ReasonValues {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'string' && INSTANT.test(value) ? instantText(Date.parse(value), zone) : value,
    ]),
  );
}

/** Writes CSV (RFC 4180) in which spreadsheets find no formula to run. */
const FORMULA = /^[=+\-@\t\r]/;

/** A number that is written already, with a point: `-79.20`. */
export interface WrittenNumber {
  number: string;
}

export type CsvCell = string | number | null | WrittenNumber;

export interface CsvStyle {
  separator: ',' | ';';
  /** Of written numbers. */
  decimal: '.' | ',';
}

const PLAIN: CsvStyle = { separator: ',', decimal: '.' };

function textOf(value: CsvCell, { decimal }: CsvStyle): string {
  if (value !== null && typeof value === 'object') {
    return value.number.replace('.', decimal);
  }
  const text = value === null ? '' : String(value);
  // A leading quote makes spreadsheets show a formula instead of computing it.
  return typeof value === 'string' && FORMULA.test(text) ? `'${text}` : text;
}

function cell(value: CsvCell, style: CsvStyle): string {
  const text = textOf(value, style);
  return /["\r\n]/.test(text) || text.includes(style.separator) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function csv(
  columns: readonly string[],
  rows: ReadonlyArray<readonly CsvCell[]>,
  style: CsvStyle = PLAIN,
): string {
  return (
    [columns, ...rows].map((row) => row.map((one) => cell(one, style)).join(style.separator)).join('\r\n') + '\r\n'
  );
}

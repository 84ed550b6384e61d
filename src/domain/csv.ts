/** Writes CSV (RFC 4180) in which spreadsheets find no formula to run, whichever separator they split at. */
const FORMULA = /^[=+\-@\t\r]/;
/**
 * Where a spreadsheet that splits at another separator begins a cell with a formula: quotes are text to it in the middle
 * of a cell. French editions of Excel split at semicolons, LibreOffice at whatever was chosen last.
 */
const HIDDEN_FORMULA = /([;,\t\r\n]"*)(?=[=+\-@\t\r])/g;
const SPECIAL = /[";,\t\r\n]/;

/** A number that is written already, with a point: `-79.20`. */
interface WrittenNumber {
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
  if (typeof value !== 'string') {
    return text;
  }
  // A leading quote makes spreadsheets show a formula instead of computing it.
  const inside = text.replace(HIDDEN_FORMULA, "$1'");
  return FORMULA.test(text) ? `'${inside}` : inside;
}

function cell(value: CsvCell, style: CsvStyle): string {
  const text = textOf(value, style);
  const isNumber = typeof value !== 'string';
  return (isNumber ? text.includes(style.separator) : SPECIAL.test(text)) ? `"${text.replaceAll('"', '""')}"` : text;
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

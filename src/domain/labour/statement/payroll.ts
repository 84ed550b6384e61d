/** Writes the payroll file of a month: the lines of its statements, with quantities that payroll computes with. */
import type { CsvCell } from '#domain/csv';
import { csv } from '#domain/csv';
import type { UnitLanguage } from '#domain/labour/facts/unit';
import type { PayLine } from '#domain/labour/pay/lines';
import { writtenAmount } from '#domain/labour/pay/money';
import type { Statement } from '#domain/labour/statement/statement';
import { textOfCode } from '#domain/labour/statement/statement-inputs';

const COLUMNS = 'payrollId name month code text quantity unit rate percent amount of'.split(' ');

interface UnitWords {
  minutes: string;
  turns: string;
  rest: string;
}

const UNITS: Readonly<Record<UnitLanguage, UnitWords>> = {
  en: { minutes: 'min', turns: 'turn', rest: 'min of rest' },
  fr: { minutes: 'min', turns: 'tour', rest: 'min de repos' },
};

const STYLES = {
  en: { separator: ',', decimal: '.' },
  fr: { separator: ';', decimal: ',' },
} as const;

/** Spreadsheets take a file for UTF-8 only with this at its start. */
const BYTE_ORDER_MARK = '\uFEFF';

/** The unit's language, and its currency (ISO 4217). */
export interface PayrollFormat {
  language: UnitLanguage;
  currency: string;
}

/** @param statements of one month, closed; people come in order of their logins */
export function payrollCsv(statements: readonly Statement[], { language, currency }: PayrollFormat): string {
  const rows = statements
    .toSorted((a, b) => (a.user < b.user ? -1 : 1))
    .flatMap((statement) =>
      statement.lines.map((line): CsvCell[] => {
        const { payrollId, name, month, inputs } = statement;
        const { quantity, unit } = quantityOf(line, UNITS[language]);
        return [
          ...[payrollId, name, month, line.code, textOfCode(inputs, line.code), number(quantity), unit],
          line.rate === undefined ? null : number(line.rate),
          line.percent === undefined || line.percent === null ? null : number(String(line.percent)),
          line.amount === null ? null : number(writtenAmount(line.amount, currency)),
          line.of,
        ];
      }),
    );
  return BYTE_ORDER_MARK + csv(COLUMNS, rows, STYLES[language]);
}

function number(written: string): CsvCell {
  return { number: written };
}

/** Rest that is earned counts where there is any; else turns, or minutes. */
function quantityOf({ rest, turns, minutes }: PayLine, units: UnitWords): { quantity: string; unit: string } {
  if (rest !== undefined) {
    return { quantity: String(rest), unit: units.rest };
  }
  return turns === undefined
    ? { quantity: String(minutes ?? 0), unit: units.minutes }
    : { quantity: turns, unit: units.turns };
}

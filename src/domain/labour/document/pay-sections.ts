/** Writes the sections of the monthly document about compensation, and corrections of closed months. */
import type { DocumentFrame } from '#domain/labour/document/frame';
import { paragraph, section, table } from '#domain/html';
import {
  writtenMinutes,
  writtenMoney,
  writtenMonth,
  writtenNumber,
  writtenPercent,
  writtenSum,
} from '#domain/labour/document/written';
import type { PayLine } from '#domain/labour/pay/lines';
import { textOfCode } from '#domain/labour/statement/statement-inputs';

export function paySection(frame: DocumentFrame): string {
  const { statement, words } = frame;
  const own = statement.lines.filter(({ of }) => of === statement.month);
  if (own.length === 0) {
    return section(words.pay, paragraph(words.none));
  }
  const hasCalls = own.some(({ percent }) => percent !== undefined);
  return section(
    words.pay,
    lineTable(frame, own, words.totalPay),
    ...(hasCalls ? [paragraph(words.overtimeLead)] : []),
  );
}

/** One table for each corrected month, earliest first; none if nothing changed. */
export function correctionSections(frame: DocumentFrame): string[] {
  const { statement, words, language, currency } = frame;
  const all = statement.lines.reduce((sum, { amount }) => sum + (amount ?? 0), 0);
  const earlier = statement.lines.filter(({ of }) => of !== statement.month);
  const months = [...new Set(earlier.map(({ of }) => of))].sort();
  return months.length === 0
    ? []
    : [
        section(
          words.corrections,
          paragraph(words.correctionLead),
          ...months.map((month) =>
            lineTable(
              frame,
              earlier.filter(({ of }) => of === month),
              words.correctionOf(writtenMonth(month, language)),
            ),
          ),
          paragraph(words.totalWith(writtenSum(all, currency, language))),
        ),
      ];
}

function lineTable(frame: DocumentFrame, lines: readonly PayLine[], total: string): string {
  const { statement, words, language, currency } = frame;
  const { columns } = words;
  const rows = lines.map((line) => [
    line.code,
    textOfCode(statement.inputs, line.code) ?? '',
    quantityOf(frame, line),
    priceOf(frame, line),
    amountOf(frame, line),
  ]);
  const sum = lines.reduce((all, { amount }) => all + (amount ?? 0), 0);
  return table({
    columns: [
      ...[{ title: columns.code }, { title: columns.text }],
      { title: columns.quantity, isNumber: true },
      { title: columns.rate, isNumber: true },
      { title: columns.amount, isNumber: true },
    ],
    rows,
    total: { label: total, sum: writtenSum(sum, currency, language) },
  });
}

function quantityOf({ words, language }: DocumentFrame, { minutes, turns }: PayLine): string {
  return turns === undefined ? writtenMinutes(minutes ?? 0) : words.turns(writtenNumber(turns, language));
}

function priceOf({ words, language, currency }: DocumentFrame, { rate, turns, percent, paid }: PayLine): string {
  if (rate !== undefined) {
    const price = writtenMoney(rate, currency, language);
    return turns === undefined ? words.perHour(price) : words.perTurn(price);
  }
  if (percent !== undefined && percent !== null) {
    // “0 %” beside “by payroll” reads as if nothing was paid.
    return percent === 0 ? words.noSupplement : writtenPercent(percent, language);
  }
  return paid === undefined ? '' : paid ? words.paid : words.unpaid;
}

function amountOf({ words, language, currency }: DocumentFrame, { amount, rest }: PayLine): string {
  if (rest !== undefined) {
    return words.restEarned(writtenMinutes(rest));
  }
  return amount === null ? words.byPayroll : writtenSum(amount, currency, language);
}

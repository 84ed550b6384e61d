/** Computes with months written as `2026-10`. */
import { monthOf } from '#domain/labour/pay/month';
import { DAY } from '#domain/time/duration';
import { addMonths, formatDate, parseDate } from '#domain/time/local';
import type { LocalDate } from '#domain/time/local';
import type { ZoneTable } from '#domain/time/zone';

/** Until this day of a month, the month before is what people look at: it is being closed. */
const CLOSING_DAYS = 10;

export function isMonth(text: string | null): text is string {
  return text !== null && /^\d{4}-\d{2}$/.test(text) && parseDate(`${text}-01`) !== null;
}

const firstOf = (month: string): LocalDate => parseDate(`${month}-01`) ?? 0;

export function shiftedMonth(month: string, by: number): string {
  return formatDate(addMonths(firstOf(month) * DAY, by) / DAY).slice(0, 7);
}

export function usualMonth(today: LocalDate): string {
  const text = formatDate(today);
  const month = text.slice(0, 7);
  return Number(text.slice(8)) <= CLOSING_DAYS ? shiftedMonth(month, -1) : month;
}

/** The instants of a month, epoch ms. */
export function monthSpan(month: string, zone: ZoneTable): { start: number; end: number } {
  const { start, end } = monthOf(firstOf(month), zone);
  return { start, end };
}

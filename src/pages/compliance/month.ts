/** Computes with months written as `2026-10`. */
import { monthLater } from '#domain/labour/pay/month';
import { formatDate, parseDate } from '#domain/time/local';
import type { LocalDate } from '#domain/time/calendar';

/** Until this day of a month, the month before is what people look at: it is being closed. */
const CLOSING_DAYS = 10;

export function isMonth(text: string | null): text is string {
  return text !== null && /^\d{4}-\d{2}$/.test(text) && parseDate(`${text}-01`) !== null;
}

export function usualMonth(today: LocalDate): string {
  const text = formatDate(today);
  const month = text.slice(0, 7);
  return Number(text.slice(8)) <= CLOSING_DAYS ? monthLater(month, -1) : month;
}

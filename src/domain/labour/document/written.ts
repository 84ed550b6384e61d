/** Writes dates, durations and money as people of the unit read them on paper. */
import type { UnitLanguage } from '#domain/labour/facts/unit';
import { writtenAmount } from '#domain/labour/pay/money';
import { dateWords } from '#domain/time/words/instant-words';

const NARROW = '\u202F';
const NO_BREAK = '\u00A0';

const MONTHS: Readonly<Record<UnitLanguage, readonly string[]>> = {
  en: [
    ...['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November'],
    'December',
  ],
  fr: [
    ...['janvier', 'février', 'mars', 'avril', 'mai', 'juin', 'juillet', 'août', 'septembre', 'octobre', 'novembre'],
    'décembre',
  ],
};

/** `2026-10` → October 2026. */
export function writtenMonth(month: string, language: UnitLanguage): string {
  const name = MONTHS[language][Number(month.slice(5, 7)) - 1] ?? month;
  return `${name} ${month.slice(0, 4)}`;
}

/** `de septembre`, `d’octobre`: French, of a month's name. */
export function ofMonth(month: string): string {
  return /^[aeiouâéè]/i.test(month) ? `d’${month}` : `de ${month}`;
}

/** The date of an instant with its offset: `2026-10-05T09:00+02:00` → Mon 5 Oct 2026. */
export function writtenDate(zoned: string, language: UnitLanguage): string {
  return dateWords(zoned.slice(0, 10), language);
}

export function writtenTime(zoned: string, language: UnitLanguage): string {
  return `${writtenDate(zoned, language)} ${zoned.slice(11, 16)}`;
}

/** Both ends of a span; with their offsets where the clocks change in between, since an hour then occurs twice. */
export function writtenSpan(start: string, end: string, language: UnitLanguage): [string, string] {
  const [from, to] = [offsetOf(start), offsetOf(end)];
  const suffix = (offset: string) => (from === to ? '' : ` (UTC${offset})`);
  return [writtenTime(start, language) + suffix(from), writtenTime(end, language) + suffix(to)];
}

function offsetOf(zoned: string): string {
  return /([+-]\d\d:\d\d)$/.exec(zoned)?.[1] ?? '';
}

/** Minutes between two instants with their offsets. */
export function minutesBetween(start: string, end: string): number {
  return Math.round((Date.parse(end) - Date.parse(start)) / 60_000);
}

/** `132 h 53 min`; a correction may be negative. */
export function writtenMinutes(minutes: number): string {
  const size = Math.abs(Math.round(minutes));
  const rest = size % 60;
  const hours = `${Math.floor(size / 60)}${NO_BREAK}h`;
  const text = rest === 0 ? hours : size < 60 ? `${rest}${NO_BREAK}min` : `${hours}${NO_BREAK}${rest}${NO_BREAK}min`;
  return minutes < 0 ? `−${text}` : text;
}

const SYMBOLS: Readonly<Record<string, string>> = { EUR: '€', GBP: '£', USD: '$' };

/** A decimal number that is written with a point. */
export function writtenNumber(text: string, language: UnitLanguage): string {
  const [, sign = '', integer = '', decimals] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? [null, '', text, undefined];
  const grouped = integer.replace(/\B(?=(\d{3})+$)/g, language === 'fr' ? NARROW : ',');
  const point = language === 'fr' ? ',' : '.';
  return `${sign === '-' ? '−' : ''}${grouped}${decimals === undefined ? '' : point + decimals}`;
}

/** @param text a price with a point: `4.40` */
export function writtenMoney(text: string, currency: string, language: UnitLanguage): string {
  return `${writtenNumber(text, language)}${NO_BREAK}${SYMBOLS[currency] ?? currency}`;
}

/** @param amount minor units */
export function writtenSum(amount: number, currency: string, language: UnitLanguage): string {
  return writtenMoney(writtenAmount(amount, currency), currency, language);
}

export function writtenPercent(percent: number, language: UnitLanguage): string {
  return `${writtenNumber(String(percent), language)}${language === 'fr' ? NO_BREAK : ''}%`;
}

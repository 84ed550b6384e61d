/**
 * Computes with civil dates: days, weeks, months, quarters. This file alone uses date-fns, on dates in UTC, so that no zone of
 * a host takes part (ADR 0011-civil-time-of-our-own).
 */
import { UTCDateMini } from '@date-fns/utc/date/mini';
import { addMonths as monthsAfter } from 'date-fns/addMonths';
import { differenceInCalendarMonths } from 'date-fns/differenceInCalendarMonths';
import { startOfISOWeek } from 'date-fns/startOfISOWeek';
import { startOfMonth } from 'date-fns/startOfMonth';
import { startOfQuarter } from 'date-fns/startOfQuarter';
import { startOfYear } from 'date-fns/startOfYear';
import { DAY } from '#domain/time/duration';

/** The milliseconds that the digits of a wall clock would be in UTC. It is no instant: only a zone table makes one of it. */
export type LocalDateTime = number;
/** Whole days since 1970-01-01. */
export type LocalDate = number;

export interface CivilDate {
  year: number;
  /** 1–12 */
  month: number;
  /** 1–31 */
  day: number;
}

const utc = (date: LocalDate): Date => new UTCDateMini(date * DAY);
const daysOf = (date: Date): LocalDate => dateOf(date.getTime());

/** The date of a wall clock. */
export function dateOf(local: LocalDateTime): LocalDate {
  return Math.floor(local / DAY);
}

/** Native dates, here and below: each time that is read asks for one, and date-fns' cost five times as much. */
export function civilFromDays(date: LocalDate): CivilDate {
  const civil = new Date(date * DAY);
  return { year: civil.getUTCFullYear(), month: civil.getUTCMonth() + 1, day: civil.getUTCDate() };
}

/** The inverse of `civilFromDays`, in the proleptic Gregorian calendar. */
export function daysFromCivil({ year, month, day }: CivilDate): LocalDate {
  // Unlike `Date.UTC`, which takes years below 100 for those of the twentieth century.
  return daysOf(new Date(new Date(0).setUTCFullYear(year, month - 1, day)));
}

/** The inverse of `civilFromDays`; null: there is no such date. */
export function existingDate(civil: CivilDate): LocalDate | null {
  const date = daysFromCivil(civil);
  const { month, day } = civilFromDays(date);
  return month === civil.month && day === civil.day ? date : null;
}

/** 0 = Sunday … 6 = Saturday. A remainder, since a rota asks for it of every day that it shows: a date would cost seven times as much. */
export function weekdayOf(date: LocalDate): number {
  return (((date + 4) % 7) + 7) % 7;
}

/** Months are counted from the given day and clamp to the end of short months: 31 Jan + 1 = 28 or 29 Feb. */
export function addMonths(local: LocalDateTime, months: number): LocalDateTime {
  return monthsAfter(new UTCDateMini(local), months).getTime();
}

/** Months from the month of `a` to the month of `b`, whatever the day. */
export function monthsBetween(a: LocalDateTime, b: LocalDateTime): number {
  return differenceInCalendarMonths(new UTCDateMini(b), new UTCDateMini(a));
}

/** The Monday of the ISO week. */
export function mondayOf(date: LocalDate): LocalDate {
  return daysOf(startOfISOWeek(utc(date)));
}

export function firstOfMonth(date: LocalDate): LocalDate {
  return daysOf(startOfMonth(utc(date)));
}

export function firstOfQuarter(date: LocalDate): LocalDate {
  return daysOf(startOfQuarter(utc(date)));
}

export function firstOfYear(date: LocalDate): LocalDate {
  return daysOf(startOfYear(utc(date)));
}

/** Describes durations in the reader's language. */
import { MINUTE, SECOND } from '#domain/time/duration';
import { durationWords, hoursWords } from '#domain/time/words/length-words';
import { readerLanguage } from '../../language.ts';

/** The two largest parts: “1 h 30 min”. */
export function durationText(ms: number): string {
  return durationWords(ms, readerLanguage());
}

/** Working time, rest and duty, which are counted in hours and minutes: “133 h”, “11 h 30 min”. @param ms rounded to minutes */
export function hoursText(ms: number): string {
  return hoursWords(ms, readerLanguage());
}

export function minutesText(minutes: number): string {
  return hoursText(minutes * MINUTE);
}

/** `4:05` or `1:00:00`; from 48 hours on, a duration in words. */
export function countdownText(ms: number): string {
  const total = Math.max(0, Math.ceil(ms / SECOND));
  const two = (n: number) => String(n).padStart(2, '0');
  const [hours, minutes, seconds] = [Math.floor(total / 3600), Math.floor((total % 3600) / 60), total % 60];
  if (hours >= 48) {
    return durationText(ms);
  }
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds)}` : `${minutes}:${two(seconds)}`;
}

/** Writes hours and minutes, never days, as working time is counted: “133 h”, “11 h 30 min”. */
import { MINUTE } from '#domain/time/duration';
import { readerLanguage } from '../../language.ts';

function part(value: number, unit: 'hour' | 'minute'): string {
  return new Intl.NumberFormat(readerLanguage(), { style: 'unit', unit, unitDisplay: 'short' }).format(value);
}

/** @param ms rounded to minutes */
export function hoursText(ms: number): string {
  const minutes = Math.round(Math.abs(ms) / MINUTE);
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  const text = [hours > 0 || rest === 0 ? part(hours, 'hour') : '', rest > 0 ? part(rest, 'minute') : '']
    .filter(Boolean)
    .join(' ');
  return ms < 0 && minutes > 0 ? `−${text}` : text;
}

export function minutesText(minutes: number): string {
  return hoursText(minutes * MINUTE);
}

/** Says how many hours of a comparison are equal. */
import { HOUR } from '#domain/time/duration';
import { readerLanguage, t } from '../../../../language.ts';

/** Whole hours, rounded down: all of them are equal only if every second is. */
export function hoursText({ seconds, equal }: { seconds: number; equal: number }): string {
  const hours = (value: number) => new Intl.NumberFormat(readerLanguage()).format(Math.floor((value * 1_000) / HOUR));
  return t('import-proof.hours', '{{equal}} of {{all}} hours equal', { equal: hours(equal), all: hours(seconds) });
}

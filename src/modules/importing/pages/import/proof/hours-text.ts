/** Says how many hours of a comparison are equal. */
import { HOUR } from '#domain/time/duration';
import { readerLanguage, t } from '../../../../../language.ts';

interface ComparedHours {
  seconds: number;
  equal: number;
  /** In which the pager names no person. */
  notCompared?: number;
}

/** Whole hours, rounded down: all of them are equal only if every second is. */
export function hoursText({ seconds, equal, notCompared = 0 }: ComparedHours): string {
  const hours = (value: number) => new Intl.NumberFormat(readerLanguage()).format(Math.floor((value * 1_000) / HOUR));
  if (notCompared > 0) {
    return t('import-proof.hours-not-compared', '{{equal}} of {{all}} hours equal, {{unknown}} not compared', {
      equal: hours(equal),
      all: hours(seconds),
      unknown: hours(notCompared),
    });
  }
  return t('import-proof.hours', '{{equal}} of {{all}} hours equal', { equal: hours(equal), all: hours(seconds) });
}

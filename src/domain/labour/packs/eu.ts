/**
 * States the bare directive 2003/88/EC. What it does not rule is off, with the numbers that a unit gets by turning it
 * on.
 */
import type { RulePack } from '#domain/labour/pack';
import { DAY, HOUR } from '#domain/time/duration';

/** Rest begins anew unless it was already taken; each call counts, however short (both are readings, not settled law). */
const rest = { policy: 'restartIfNotTaken', minInterruption: 0, owedWithin: 60 * DAY } as const;

/**
 * Daily rest art. 3, weekly art. 5, average of 17 weeks art. 6 and 16. `within` 24 h: daily rest is a right of its own
 * beside weekly rest (CJEU C-477/21, MÁV-START).
 */
export const EU: RulePack = {
  id: 'eu@1',
  rules: {
    notice: { article: null, off: true, params: { days: 15, count: 'calendar', clear: 1, reason: 'required' } },
    compensation: { article: null, off: true, params: {} },
    restDaily: { article: 'Dir. 2003/88 art. 3', off: false, params: { ...rest, rest: 11 * HOUR, within: 24 * HOUR } },
    restWeekly: { article: 'Dir. 2003/88 art. 5', off: false, params: { ...rest, rest: 35 * HOUR } },
    hoursDaily: { article: null, off: true, params: { max: 10 * HOUR } },
    hoursWeekly: { article: null, off: true, params: { max: 48 * HOUR } },
    hoursAverage: {
      article: 'Dir. 2003/88 art. 6, 16',
      off: false,
      params: { weeks: 17, max: 48 * HOUR, neutral: true },
    },
    eligible: { article: null, off: false, params: { night: { from: '20:00', to: '07:00' } } },
    record: { article: null, off: false, params: { after: 3 * DAY } },
    document: { article: null, off: true, params: { by: 10, late: 10 * DAY } },
  },
};

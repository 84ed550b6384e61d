/** States France's law without a collective agreement, in force on 2 November 2026: Code du travail. */
import { EU } from '#domain/labour/packs/eu';
import type { RulePack } from '#domain/labour/pack';
import { DAY, HOUR } from '#domain/time/duration';

/**
 * Daily rest L3131-1, weekly L3132-2, both run during on-call duty (L3121-10); notice L3121-12 and R3121-3; hours
 * L3121-18, -20, -22; record D3171-8; monthly document R3121-2 and D3171-16; compensation L3121-9 and R3124-4.
 */
export const FR_DEFAULT: RulePack = {
  id: 'fr-default@1',
  rules: {
    notice: { article: 'L3121-12, R3121-3', off: false, params: EU.rules.notice.params },
    compensation: { article: 'L3121-9, R3124-4', off: false, params: {} },
    restDaily: { article: 'L3131-1, L3121-10', off: false, params: EU.rules.restDaily.params },
    restWeekly: { article: 'L3132-2, L3121-10', off: false, params: EU.rules.restWeekly.params },
    hoursDaily: { article: 'L3121-18', off: false, params: { max: 10 * HOUR } },
    hoursWeekly: { article: 'L3121-20', off: false, params: { max: 48 * HOUR } },
    hoursAverage: { article: 'L3121-22', off: false, params: { weeks: 12, max: 44 * HOUR, neutral: true } },
    eligible: { article: null, off: false, params: EU.rules.eligible.params },
    record: { article: 'D3171-8', off: false, params: EU.rules.record.params },
    document: { article: 'R3121-2, D3171-16', off: false, params: { by: 10, late: 10 * DAY } },
  },
};

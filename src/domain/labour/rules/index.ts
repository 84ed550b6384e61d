/** Lists all rules by kind; the compiler names one that is missing. */
import type { RuleKind, RuleParams } from '#domain/labour/pack';
import { compensationRule } from '#domain/labour/rules/compensation';
import { documentRule } from '#domain/labour/rules/document';
import { eligibleRule } from '#domain/labour/rules/eligible';
import { hoursAverageRule, hoursDailyRule, hoursWeeklyRule } from '#domain/labour/rules/hours';
import { noticeRule } from '#domain/labour/rules/notice';
import { recordRule } from '#domain/labour/rules/record';
import { restDailyRule } from '#domain/labour/rules/rest-daily';
import { restWeeklyRule } from '#domain/labour/rules/rest-weekly';
import type { Rule } from '#domain/labour/rules/rule';

export const RULES: { readonly [Kind in RuleKind]: Rule<RuleParams[Kind]> } = {
  notice: noticeRule,
  compensation: compensationRule,
  restDaily: restDailyRule,
  restWeekly: restWeeklyRule,
  hoursDaily: hoursDailyRule,
  hoursWeekly: hoursWeeklyRule,
  hoursAverage: hoursAverageRule,
  eligible: eligibleRule,
  record: recordRule,
  document: documentRule,
};

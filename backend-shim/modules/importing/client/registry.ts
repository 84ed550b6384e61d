/** Lists the pagers from which a team can move. */
import type { ImportSource } from '#modules/importing/domain/model';
import type { PagerImport } from './pager.ts';
import { goalert } from './pagers/goalert/definition.ts';
import { jsm } from './pagers/jsm/definition.ts';
import { oncall } from './pagers/oncall/definition.ts';
import { opsgenie } from './pagers/opsgenie/definition.ts';
import { pagerduty } from './pagers/pagerduty/definition.ts';

export const PAGERS: Readonly<Record<ImportSource, PagerImport>> = { goalert, jsm, oncall, opsgenie, pagerduty };

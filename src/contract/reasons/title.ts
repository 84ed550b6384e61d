/** Lists titles of incidents and alerts that Vigie makes itself: `titleReason` beside the English `title`. */
import { z } from 'zod';
import { count, text } from '#contract/reasons/data';
import { reasonList } from '#contract/reasons/reason';
import type { TitleReason } from '#domain/incident/signal/title';

/** `more`: the number of further alerts in the group. */
export const TITLES = reasonList({
  'no-data': { rule: text, more: count },
  'query-failed': { rule: text, more: count },
  several: { title: text, more: count },
});

const rule = z.object({ rule: text, more: count });

export const titleReason: z.ZodType<TitleReason> = z.discriminatedUnion('reason', [
  z.object({ reason: z.enum(['no-data', 'query-failed']), data: rule }),
  z.object({ reason: z.literal('several'), data: z.object({ title: text, more: count }) }),
]);

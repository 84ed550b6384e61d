/** Why nobody is paged for a while, and that they are again. */
import { wordsOf } from '#contract/reasons/reason';
import type { Words } from '#contract/reasons/reason';
import { HELD } from '#contract/reasons/timeline';
import { t } from '../../../language.ts';

const WORDS: Words<typeof HELD> = {
  over: () => t('tell.held-over', 'The maintenance is over and it is still open: starting at step 1'),
  downtime: ({ source }) => t('tell.downtime', '{{source}} has it in a downtime: nobody is paged; if it is still open at its end, it escalates from step 1', { source }),
  'downtime-over': ({ held }) => (held ? t('tell.downtime-over-held', 'The downtime in the source is over and it is still open; a maintenance holds paging') : t('tell.downtime-over', 'The downtime in the source is over and it is still open: starting at step 1')),
  'downtime-limit': ({ held }) => (held ? t('tell.downtime-limit-held', 'The downtime in the source should be over and it is still open; a maintenance holds paging') : t('tell.downtime-limit', 'The downtime in the source should be over and it is still open: starting at step 1')),
};

/** @returns null where this version does not know the reason, or the data is not the reason's. */
export function heldText(why: { reason?: string | null; data?: unknown }): string | null {
  const isMaintenance = why.reason === undefined || why.reason === null;
  return isMaintenance ? t('tell.held', 'A maintenance holds paging; if it is still open at its end, it escalates from step 1') : wordsOf(HELD, WORDS, why);
}

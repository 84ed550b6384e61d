/** Texts for timeline entries about paging that is held, or that resumes. */
import { wordsOf } from '#contract/reasons/reason';
import type { ReasonTexts } from '#contract/reasons/reason';
import { HELD } from '#contract/reasons/timeline';
import { NOT_AVAILABLE_WORDS } from '../../../components/escalation/available-words.ts';
import type { AvailableFacts } from '../../../components/escalation/available-words.ts';
import { withQuoted } from '../../../components/escalation/skipped-words.ts';
import { t } from '../../../language.ts';

const WORDS: ReasonTexts<typeof HELD, [AvailableFacts]> = {
  ...NOT_AVAILABLE_WORDS,
  over: () => t('tell.held-over', 'The maintenance is over and it is still open: starting at step 1'),
  downtime: ({ source }) =>
    t(
      'tell.downtime',
      '{{source}} has it in a downtime: nobody is paged; if it is still open at its end, it escalates from step 1',
      { source },
    ),
  'downtime-over': ({ held }) =>
    held
      ? t(
          'tell.downtime-over-held',
          'The downtime in the source is over and it is still open; a maintenance holds paging',
        )
      : t('tell.downtime-over', 'The downtime in the source is over and it is still open: starting at step 1'),
  silenced: ({ source, by, comment }) =>
    withQuoted(
      t(
        'tell.silenced',
        'Silenced in {{source}} by {{by}}: nobody is paged; when that ends, the escalation goes on at its next step',
        { source, by },
      ),
      comment,
    ),
  'silence-over': ({ source }) =>
    t('tell.silence-over', 'It is not silenced in {{source}} any more, and still open: the escalation goes on', {
      source,
    }),
  'silence-joined': ({ source }) =>
    t('tell.silence-joined', 'An alert that is not silenced in {{source}} joined: the escalation goes on', { source }),
  unheard: ({ source, detail }) =>
    withQuoted(
      t('tell.unheard', '{{source}} did not say in time whether it is silenced there: the escalation goes on', {
        source,
      }),
      detail,
    ),
  'downtime-limit': ({ held }) =>
    held
      ? t(
          'tell.downtime-limit-held',
          'The downtime in the source should be over and it is still open; a maintenance holds paging',
        )
      : t('tell.downtime-limit', 'The downtime in the source should be over and it is still open: starting at step 1'),
};

/** @returns null if this version does not know the reason, or the data does not fit it */
export function heldText(why: { reason?: string | null; data?: unknown }, facts: AvailableFacts): string | null {
  const isMaintenance = why.reason === undefined || why.reason === null;
  return isMaintenance
    ? t('tell.held', 'A maintenance holds paging; if it is still open at its end, it escalates from step 1')
    : wordsOf(HELD, WORDS, why, facts);
}

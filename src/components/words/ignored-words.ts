/** Explains in the reader's language why a calendar event is ignored. */
import { IGNORED } from '#contract/reasons/ignored-event';
import { wordsOf } from '#contract/reasons/reason';
import type { ReasonTexts } from '#contract/reasons/reason';
import { t } from '../../language.ts';

const WORDS: ReasonTexts<typeof IGNORED> = {
  'no-beginning': () => t('ignored.no-beginning', 'its start cannot be read'),
  'wrong-end': () => t('ignored.wrong-end', 'it ends before it starts, or its end cannot be read'),
  'unknown-zone': ({ zone }) =>
    t('ignored.unknown-zone', 'the time zone “{{zone}}” is not known; its times are read in the zone of the calendar', {
      zone,
    }),
  'wrong-repetition': () => t('ignored.wrong-repetition', 'it repeats too often, or by a rule that cannot be expanded'),
};

/** The sidecar's sentence if this version does not know its reason. */
export function ignoredText(event: { reason?: string | null | undefined; data?: unknown; why: string }): string {
  return wordsOf(IGNORED, WORDS, event) ?? event.why;
}

/** Writes Vigie's own titles, and the reasons why a source ended an alert, in the reader's language. */
import { wordsOf } from '#contract/reasons/reason';
import type { ReasonTexts } from '#contract/reasons/reason';
import { ENDED } from '#contract/reasons/timeline';
import { TITLES } from '#contract/reasons/title';
import { t } from '../../language.ts';

function withMore(title: string, more: number): string {
  return more > 0
    ? t('title.more', '', {
        title,
        count: more,
        defaultValue_one: '{{title}} and {{count}} more',
        defaultValue_other: '{{title}} and {{count}} more',
      })
    : title;
}

const TITLE_WORDS: ReasonTexts<typeof TITLES> = {
  'no-data': ({ rule, more }) => withMore(t('title.no-data', 'No data: {{rule}}', { rule }), more),
  'query-failed': ({ rule, more }) => withMore(t('title.query-failed', 'Query failed: {{rule}}', { rule }), more),
  several: ({ title, more }) => withMore(title, more),
};

/** @param reason as in the API or a timeline entry; another release may have written it */
export function titleText(title: string, reason: unknown): string {
  return (typeof reason === 'object' && reason !== null ? wordsOf(TITLES, TITLE_WORDS, reason) : null) ?? title;
}

const ENDED_WORDS: ReasonTexts<typeof ENDED> = {
  paused: () => t('tell.ended-paused', 'the rule was paused'),
  'rule-deleted': () => t('tell.ended-deleted', 'the rule was deleted'),
  'rule-updated': () => t('tell.ended-updated', 'the rule was changed'),
  'missing-series': () => t('tell.ended-missing', 'what it measured is gone'),
  asked: () => t('tell.ended-asked', 'not firing any more when asked'),
};

/** @returns null if this version does not know it */
export function endedText(ended: unknown): string | null {
  return typeof ended === 'string' ? wordsOf(ENDED, ENDED_WORDS, { reason: ended }) : null;
}

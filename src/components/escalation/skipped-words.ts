/** Explains in the reader's language why a step was skipped. */
import type { z } from 'zod';
import { wordsOf } from '#contract/reasons/reason';
import type { ReasonTexts } from '#contract/reasons/reason';
import { SKIPPED } from '#contract/reasons/timeline';
import type { missingParts } from '#contract/reasons/timeline';
import { t } from '../../language.ts';
import { severityText } from '../incident/incident-text.ts';
import { durationText } from '../time/duration-text.ts';

/** As `useName` gives it. */
type Name = (kind: 'people' | 'rotas' | 'teams', key: string) => string;
type MissingParts = z.output<typeof missingParts>;

const MISSING: Record<MissingParts[number]['what'], (id: string, name: Name) => string> = {
  'unknown-person': (id) => t('tell.missing-unknown', '{{who}} is not known', { who: id }),
  disabled: (id, name) => t('tell.missing-disabled', '{{who}} is disabled', { who: name('people', id) }),
  'empty-team': (id, name) => t('tell.missing-team', 'team {{team}} has no members', { team: name('teams', id) }),
  'no-rota': (id) => t('tell.missing-rota', 'rota {{rota}} does not exist', { rota: id }),
  'nobody-current': (id, name) =>
    t('tell.missing-current', 'nobody is on call on {{rota}}', { rota: name('rotas', id) }),
  'nobody-next': (id, name) => t('tell.missing-next', 'nobody is next on {{rota}}', { rota: name('rotas', id) }),
  'nobody-everyone': (id, name) =>
    t('tell.missing-everyone', 'nobody takes part in {{rota}}', { rota: name('rotas', id) }),
  'round-robin': () => t('tell.missing-turn', 'nobody whose turn it could be can be paged'),
};

export function missingText(missing: MissingParts, name: Name): string {
  const parts = missing.map(({ what, id }) => MISSING[what](id ?? '', name));
  return parts.length === 0 ? '' : parts.reduce((said, more) => t('tell.also', '{{said}}; {{more}}', { said, more }));
}

export function severityWord(text: string): string {
  return text === 'critical' || text === 'error' || text === 'warning' || text === 'info' ? severityText(text) : text;
}

/** The other side's own words are not translated, and so they are quoted. */
export function withQuoted(why: string, detail: string): string {
  return detail === '' ? why : t('tell.quoted', '{{why}}: “{{detail}}”', { why, detail });
}

/** @param detail in words of ours */
export function withDetail(why: string, detail: string): string {
  return detail === '' ? why : t('tell.detail', '{{why}}: {{detail}}', { why, detail });
}

const WORDS: ReasonTexts<typeof SKIPPED, [Name]> = {
  window: () => t('preview.why-window', 'it is outside its hours'),
  severity: ({ severity, needed }) =>
    t('tell.why-severity', 'the severity “{{is}}” is below “{{wanted}}”', {
      is: severityWord(severity),
      wanted: severityWord(needed),
    }),
  match: () => t('preview.why-match', 'the labels do not match'),
  alerts: ({ seen, within, needed }) =>
    t('preview.why-alerts', 'there are {{seen}} alerts in {{within}}, fewer than {{wanted}}', {
      seen,
      within: durationText(within),
      wanted: needed,
    }),
  'nobody-new': () => t('preview.why-paged', 'everybody in it was already paged'),
  'all-acknowledged': () => t('tell.why-acknowledged', 'everybody in it has already acknowledged'),
  'advance-failed': ({ error }) => withQuoted(t('tell.why-failed', 'entering it failed'), error),
  'nobody-on-call': ({ missing }, name) => missingText(missing, name) || t('tell.why-nobody', 'it names nobody'),
};

/** @returns null if this version does not know the reason, or the data does not fit it */
export function skippedBecause(why: { reason?: string | null; data?: unknown }, name: Name): string | null {
  return wordsOf(SKIPPED, WORDS, why, name);
}

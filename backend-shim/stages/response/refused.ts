/** Explains why a button did nothing, in the language of the person who pressed it in a page or a chat. */
import { REFUSALS } from '#contract/reasons/refusals';
import { wordsOf } from '#contract/reasons/reason';
import type { ReasonTexts } from '#contract/reasons/reason';
import type { Language } from '#domain/notify/responder';

/** Reasons for refusing a button. They name neither people nor versions. */
export const PRESS_REFUSALS = {
  'no-such': REFUSALS['no-such'],
  'not-concerned': REFUSALS['not-concerned'],
  'incident-resolved': REFUSALS['incident-resolved'],
  'snooze-in-past': REFUSALS['snooze-in-past'],
  'snooze-too-long': REFUSALS['snooze-too-long'],
  'already-open': REFUSALS['already-open'],
  'too-many-changes': REFUSALS['too-many-changes'],
};

const en: ReasonTexts<typeof PRESS_REFUSALS> = {
  'no-such': () => 'there is no such incident any more.',
  'not-concerned': () => 'this is for people who are paged for the incident, on call for it or in its team.',
  'incident-resolved': ({ number }) => `incident #${number} is resolved. Open it again first.`,
  'snooze-in-past': () => 'the end of the snooze must be in the future.',
  'snooze-too-long': ({ max }) => `a snooze ends within ${max}. What may wait for longer can be resolved.`,
  'already-open': () => 'another incident is open for the same problem. Work on that one.',
  'too-many-changes': ({ limit }) => `you wrote ${limit} notes, or very long ones, within an hour. Go on later.`,
};

const fr: ReasonTexts<typeof PRESS_REFUSALS> = {
  'no-such': () => 'cet incident n’existe plus.',
  'not-concerned': () =>
    'c’est réservé aux personnes alertées pour cet incident, d’astreinte pour lui ou membres de son équipe.',
  'incident-resolved': ({ number }) => `l’incident n° ${number} est résolu. Rouvrez-le d’abord.`,
  'snooze-in-past': () => 'la fin de la pause doit être dans le futur.',
  'snooze-too-long': ({ max }) => `une pause dure au plus ${max}. Résolvez ce qui peut attendre plus longtemps.`,
  'already-open': () => 'un autre incident est ouvert pour le même problème. Traitez celui-là.',
  'too-many-changes': ({ limit }) =>
    `vous avez écrit ${limit} notes, ou des notes très longues, en une heure. Reprenez plus tard.`,
};

const WORDS: Record<Language, ReasonTexts<typeof PRESS_REFUSALS>> = { en, fr };
const OTHERWISE: Record<Language, string> = {
  en: 'it is not possible now. Open the incident in Grafana.',
  fr: 'ce n’est pas possible maintenant. Ouvrez l’incident dans Grafana.',
};

/** Always in the person's language: a reason without its own text gets a general one. */
export function refusedText(why: { reason?: string | null | undefined; data?: unknown }, language: Language): string {
  return wordsOf(PRESS_REFUSALS, WORDS[language], why) ?? OTHERWISE[language];
}

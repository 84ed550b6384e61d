/** Texts for timeline entries about an escalation that waits or is exhausted. */
import type { DataOf, ReasonTexts } from '#contract/reasons/reason';
import type { EXHAUSTED, REPAIRED, RESTARTED, WAITING } from '#contract/reasons/timeline';
import { listText } from '../../../components/escalation/target-text.ts';
import { durationText } from '../../../components/time/duration-text.ts';
import { t } from '../../../language.ts';
import type { EntryFacts } from './entry-facts.ts';
import { roomText, stepName } from './step-text.ts';

export const WAITING_WORDS: ReasonTexts<typeof WAITING, [EntryFacts]> = {
  test: () => t('tell.test', 'This is a test: it pages nobody and ends by itself after an hour'),
  quiet: ({ delay }) =>
    t('tell.quiet-first', 'It is resolved if it stays quiet for {{time}}', { time: durationText(delay) }),
  'next-pass': ({ wait }) =>
    t('tell.next-pass', 'All steps are done; they start again in {{wait}}', { wait: durationText(wait) }),
  step: ({ wait }, facts) =>
    t('tell.waits', '{{step}} waits {{wait}}', { step: stepName(facts), wait: durationText(wait) }),
  'waiting-for-window': ({ window, wait }, facts) =>
    t('tell.pauses', '{{step}} waits {{wait}}, until the time window “{{window}}” opens', {
      step: stepName(facts),
      wait: durationText(wait),
      window,
    }),
};

function toldText({ users, channels }: DataOf<typeof EXHAUSTED, 'unanswered'>, { name }: EntryFacts): string {
  return listText([...users.map((user) => name('people', user)), ...channels.map(roomText)]);
}

export const EXHAUSTED_WORDS: ReasonTexts<typeof EXHAUSTED, [EntryFacts]> = {
  'no-policy': (data, facts) => {
    const who = toldText(data, facts);
    return who === ''
      ? t('tell.no-policy', 'There is no escalation policy to run: nobody is paged')
      : t('tell.no-policy-told', 'There is no escalation policy to run. Telling {{who}}', { who });
  },
  unanswered: (data, facts) => {
    const who = toldText(data, facts);
    return who === ''
      ? t('tell.exhausted-nobody', 'Nobody answered and all steps are done. There is nobody left to tell')
      : t('tell.exhausted', 'Nobody answered and all steps are done. Telling {{who}}', { who });
  },
};

export const RESTARTED_WORDS: ReasonTexts<typeof RESTARTED, [EntryFacts]> = {
  'new-alert': () => t('tell.restart-alert', 'A new alert joined after everybody had been told: starting at step 1'),
  urgency: () => t('tell.restart-urgency', 'It became urgent after everybody had been told: starting at step 1'),
  asked: ({ policy }, { name }) =>
    policy === null
      ? t('tell.restart', 'Restarted, at step 1')
      : t('tell.restart-policy', 'Restarted with {{policy}}, at step 1', { policy: name('policies', policy) }),
  maintenance: ({ policy }, { name }) =>
    t('tell.restart-maintenance', 'A maintenance sends it to {{policy}}: starting at step 1', {
      policy: name('policies', policy),
    }),
  'maintenance-over': ({ policy }, { name }) =>
    t('tell.restart-maintenance-over', 'The maintenance is over: back to {{policy}}, starting at step 1', {
      policy: name('policies', policy),
    }),
};

export const REPAIRED_WORDS: ReasonTexts<typeof REPAIRED, [EntryFacts]> = {
  'snoozed-without-end': () =>
    t('tell.repaired-snooze', 'It was snoozed without an end; the watchdog started it again at step 1'),
  'open-without-next-step': () =>
    t('tell.repaired', 'Nothing would have happened any more; the watchdog started it again at step 1'),
};

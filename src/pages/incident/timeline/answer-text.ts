/** Texts for timeline entries about answers of people and sources. */
import type { ReasonTexts } from '#contract/reasons/reason';
import type { REOPENED, RESOLVED, UNACKNOWLEDGED, WARNING } from '#contract/reasons/timeline';
import { withDetail, withQuoted } from '../../../components/escalation/skipped-words.ts';
import { durationText } from '../../../components/time/duration-text.ts';
import { endedText } from '../../../components/words/title-words.ts';
import { t } from '../../../language.ts';
import type { EntryFacts } from './entry-facts.ts';
import { stepName } from './step-text.ts';

export function acknowledgedText(facts: EntryFacts): string {
  const { who } = facts;
  if (facts.has('needed')) {
    const needed = facts.number('needed');
    return facts.entry.data['counts'] === false
      ? t('tell.acknowledged-other', '{{who}} acknowledged; this step needs {{needed}} people who acknowledge here', {
          who,
          needed,
        })
      : t('tell.acknowledged-of', '{{who}} acknowledged ({{acks}} of {{needed}})', {
          who,
          acks: facts.number('acks'),
          needed,
        });
  }
  return facts.textOr('via', '') === 'source'
    ? t('tell.acknowledged-source', '{{who}} acknowledged it in the source', { who })
    : t('tell.acknowledged', '{{who}} acknowledged it', { who });
}

export const UNACKNOWLEDGED_WORDS: ReasonTexts<typeof UNACKNOWLEDGED, [EntryFacts]> = {
  asked: (_, { who }) => t('tell.unacknowledged', '{{who}} took back the acknowledgement', { who }),
  'in-source': (_, { who }) =>
    t('tell.unacknowledged-source', '{{who}} took back the acknowledgement in the source', { who }),
  'not-confirmed': () => t('tell.not-confirmed', 'Nobody confirmed being on it: escalating again'),
  disabled: ({ users }, { name }) =>
    t('tell.owner-disabled', 'Who acknowledged it is disabled ({{who}}): escalating again', {
      who: users.map((user) => name('people', user)).join(', '),
    }),
  'advance-failed': () => t('tell.open-after-failure', 'It is open again, so that somebody looks at it'),
};

export const RESOLVED_WORDS: ReasonTexts<typeof RESOLVED, [EntryFacts]> = {
  'by-person': (_, { who }) => t('tell.resolved', '{{who}} resolved it', { who }),
  // The source's reason is read separately, because a later release may know more reasons.
  'by-source': ({ note }, { who, entry }) => {
    const over = t('tell.resolved-source', '{{who}} says that it is over', { who });
    const ended = endedText(entry.data['ended']);
    return ended === null ? withQuoted(over, note ?? '') : withDetail(over, ended);
  },
  'stayed-quiet': (_, { who }) =>
    withDetail(
      t('tell.resolved-source', '{{who}} says that it is over', { who }),
      t('tell.stayed-quiet', 'it stayed quiet'),
    ),
  'no-signal': () => t('tell.resolved-timeout', 'It ended by itself'),
  'test-over': () => t('tell.resolved-test', 'It was a test and ended by itself'),
  superseded: () => t('tell.resolved-superseded', 'It gave way to a new problem'),
  merged: ({ number }) =>
    number === null
      ? t('tell.resolved-merged', 'It goes on in the other incident')
      : t('tell.resolved-merged-into', 'It goes on in #{{number}}', { number }),
};

export const REOPENED_WORDS: ReasonTexts<typeof REOPENED, [EntryFacts]> = {
  'not-over': (_, { who }) => t('tell.reopened', '{{who}} says that it is not over', { who }),
  undone: (_, { who }) => t('tell.undone', '{{who}} took back the resolution', { who }),
  split: (_, { who }) => t('tell.split', '{{who}} took back the merge', { who }),
  again: ({ within }, { who }) =>
    t('tell.reopened-again', '{{who}} reported it again within {{time}}', { who, time: durationText(within) }),
};

export const WARNING_WORDS: ReasonTexts<typeof WARNING, [EntryFacts]> = {
  superseded: () =>
    t('tell.superseded', 'The source reports another problem under the same name: the recovery of this one was lost'),
  'advance-failed': ({ error }) =>
    withQuoted(t('tell.advance-failed', 'Vigie failed at what was due here and goes on without it'), error),
  'window-never-opens': ({ window }, facts) =>
    t('tell.never-opens', '{{step}} does not wait: the time window “{{window}}” does not open within 8 days', {
      step: stepName(facts),
      window,
    }),
  'stays-closed': ({ integrations }, { name }) =>
    t(
      'tell.stays-closed',
      '{{source}} was already told to close the problem. If it did, the problem stays closed there.',
      { source: integrations.map((id) => name('integrations', id)).join(', ') },
    ),
  unreadable: ({ field }) =>
    t(
      'tell.unreadable',
      'A part of this incident ({{field}}) could not be read from the database; defaults stand in for it',
      { field },
    ),
};

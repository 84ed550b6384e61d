/** Answers of people and sources. */
import { withDetail } from '../../../components/escalation/skipped-words.ts';
import { durationText } from '../../../components/time/duration-text.ts';
import { endedText } from '../../../components/words/title-words.ts';
import { t } from '../../../language.ts';
import type { Facts } from './entry-facts.ts';

export function acknowledgedText(facts: Facts): string {
  const { who } = facts;
  if (facts.has('needed')) {
    const needed = facts.number('needed');
    return facts.entry.data['counts'] === false
      ? t('tell.acknowledged-other', '{{who}} acknowledged; this step needs {{needed}} people who acknowledge here', { who, needed })
      : t('tell.acknowledged-of', '{{who}} acknowledged ({{acks}} of {{needed}})', { who, acks: facts.number('acks'), needed });
  }
  return facts.textOr('via', '') === 'source' ? t('tell.acknowledged-source', '{{who}} acknowledged it in the source', { who }) : t('tell.acknowledged', '{{who}} acknowledged it', { who });
}

export function unacknowledgedText(facts: Facts): string | null {
  switch (facts.textOr('reason', '')) {
    case 'not-confirmed':
      return t('tell.not-confirmed', 'Nobody confirmed being on it: escalating again');
    case 'advance-failed':
      return t('tell.open-after-failure', 'It is open again, so that somebody looks at it');
    case 'in-source':
      return t('tell.unacknowledged-source', '{{who}} took back the acknowledgement in the source', { who: facts.who });
    default:
      return facts.who === '' ? null : t('tell.unacknowledged', '{{who}} took back the acknowledgement', { who: facts.who });
  }
}

/** The sidecar's own reasons; a source's reason is in the source's words. */
const OWN_REASONS: Record<string, () => string> = {
  'it stayed quiet': () => t('tell.stayed-quiet', 'it stayed quiet'),
};

export function resolvedText(facts: Facts): string {
  switch (facts.text('resolution')) {
    case 'timeout':
      return t('tell.resolved-timeout', 'It ended by itself');
    case 'superseded':
      return t('tell.resolved-superseded', 'It gave way to a new problem');
    case 'merged':
      return t('tell.resolved-merged', 'It goes on in the other incident');
    case 'source': {
      const reason = facts.textOr('reason', '');
      return withDetail(t('tell.resolved-source', '{{who}} says that it is over', { who: facts.who }), endedText(facts.entry.data['ended']) ?? OWN_REASONS[reason]?.() ?? reason);
    }
    default:
      return withDetail(t('tell.resolved', '{{who}} resolved it', { who: facts.who }), facts.textOr('reason', ''));
  }
}

export function reopenedText(facts: Facts): string | null {
  switch (facts.textOr('reason', '')) {
    case 'not-over':
      return t('tell.reopened', '{{who}} says that it is not over', { who: facts.who });
    case 'again':
      return t('tell.reopened-again', '{{who}} reported it again within {{time}}', { who: facts.who, time: durationText(facts.number('within')) });
    default:
      return null;
  }
}

export function warningText(facts: Facts): string | null {
  switch (facts.textOr('reason', '')) {
    case 'superseded':
      return t('tell.superseded', 'The source reports another problem under the same name: the recovery of this one was lost');
    case 'advance-failed':
      return withDetail(t('tell.advance-failed', 'Vigie failed at what was due here and goes on without it'), facts.textOr('error', ''));
    case 'unreadable':
      return t('tell.unreadable', 'A part of this incident ({{field}}) could not be read from the database; defaults stand in for it', { field: facts.text('field') });
    default:
      return null;
  }
}

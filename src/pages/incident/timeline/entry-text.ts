/** Each entry of the timeline as a sentence of the reader's language, from its kind and facts. */
import type { TimelineEntryWire } from '#contract/incident';
import type { TimelineKind } from '#domain/incident/effects';
import { severityWord, withDetail } from '../../../components/escalation/skipped-words.ts';
import { durationText } from '../../../components/time/duration-text.ts';
import { endedText, titleText } from '../../../components/words/title-words.ts';
import { t } from '../../../language.ts';
import type { Facts, Words } from './entry-facts.ts';
import { MissingFact, factsOf } from './entry-facts.ts';
import { deliveryText, pageText, syncText } from './outside-text.ts';
import { acknowledgedText, reopenedText, resolvedText, unacknowledgedText, warningText } from './answer-text.ts';
import { heldText } from './held-text.ts';
import { peopleAndRooms, skippedText, stepName, stepText } from './step-text.ts';

/** null: this version does not know it; the sidecar's own sentence is shown. */
type Say = (facts: Facts) => string | null;

const is = (facts: Facts, reason: string) => facts.textOr('reason', '') === reason;

function alertText(facts: Facts): string {
  const title = titleText(facts.text('title'), facts.entry.data['titleReason']);
  if (facts.text('status') === 'firing') {
    return facts.has('again') ? t('tell.fired-again', 'Fired again: {{title}}', { title }) : t('tell.new-alert', 'New alert: {{title}}', { title });
  }
  if (facts.has('unseen')) {
    return t('tell.unseen', 'Recovery of an alert that was never seen: {{title}}', { title });
  }
  const why = facts.has('wholeGroup') && !facts.has('note') ? t('tell.whole-group', 'the source says that the whole group is over') : (endedText(facts.entry.data['ended']) ?? facts.textOr('note', ''));
  return withDetail(t('tell.recovered', 'Recovered: {{title}}', { title }), why);
}

function waitingText(facts: Facts): string {
  if (facts.has('test')) {
    return t('tell.test', 'This is a test: it pages nobody and ends by itself after an hour');
  }
  if (is(facts, 'quiet')) {
    return t('tell.quiet-first', 'It is resolved if it stays quiet for {{time}}', { time: durationText(facts.number('delay')) });
  }
  const wait = durationText(facts.number('wait'));
  return is(facts, 'next-pass') ? t('tell.next-pass', 'All steps are done; they start again in {{wait}}', { wait }) : t('tell.waits', '{{step}} waits {{wait}}', { step: stepName(facts), wait });
}

function exhaustedText(facts: Facts): string {
  const who = peopleAndRooms(facts);
  if (is(facts, 'no-policy')) {
    return who === '' ? t('tell.no-policy', 'There is no escalation policy to run: nobody is paged') : t('tell.no-policy-told', 'There is no escalation policy to run. Telling {{who}}', { who });
  }
  return who === '' ? t('tell.exhausted-nobody', 'Nobody answered and all steps are done. There is nobody left to tell') : t('tell.exhausted', 'Nobody answered and all steps are done. Telling {{who}}', { who });
}

function restartedText(facts: Facts): string | null {
  switch (facts.textOr('reason', '')) {
    case 'new-alert':
      return t('tell.restart-alert', 'A new alert joined after everybody had been told: starting at step 1');
    case 'urgency':
      return t('tell.restart-urgency', 'It became urgent after everybody had been told: starting at step 1');
    case 'asked':
      return facts.has('policy') ? t('tell.restart-policy', 'Restarted with {{policy}}, at step 1', { policy: facts.name('policies', facts.text('policy')) }) : t('tell.restart', 'Restarted, at step 1');
    default:
      return null;
  }
}

function noteText(facts: Facts): string | null {
  if (is(facts, 'unacknowledged-in-source')) {
    return t('tell.note-unacknowledged', '{{who}} took back the acknowledgement in the source; it changes nothing here', { who: facts.who });
  }
  return facts.has('severity') ? t('tell.set-severity', '{{who}} set the severity to “{{severity}}”', { who: facts.who, severity: severityWord(facts.text('severity')) }) : null;
}

const SAY: Record<TimelineKind, Say> = {
  opened: (facts) => t('tell.opened', 'Opened: {{title}}', { title: titleText(facts.text('title'), facts.entry.data['titleReason']) }),
  alert: alertText,
  severity: (facts) => t('tell.severity', 'The severity went from “{{from}}” to “{{to}}”', { from: severityWord(facts.text('from')), to: severityWord(facts.text('to')) }),
  step: stepText,
  skipped: skippedText,
  waiting: waitingText,
  repeat: (facts) => t('tell.repeat', 'Nobody answered: the steps start again (pass {{pass}} of {{passes}})', { pass: facts.number('pass'), passes: facts.number('passes') }),
  exhausted: exhaustedText,
  unreachable: (facts) => t('tell.unreachable', '{{step}} reached nobody, every delivery failed: moving on at once', { step: stepName(facts) }),
  acknowledged: acknowledgedText,
  unacknowledged: unacknowledgedText,
  resolved: resolvedText,
  reopened: reopenedText,
  snoozed: (facts) => t('tell.snoozed', '{{who}} snoozed it for {{time}}', { who: facts.who, time: durationText(facts.number('for')) }),
  woken: (facts) => (facts.who === '' ? t('tell.woken', 'The snooze ended: starting at step 1') : t('tell.woken-by', '{{who}} ended the snooze: starting at step 1', { who: facts.who })),
  escalated: (facts) => t('tell.escalated', '{{who}} escalated it', { who: facts.who }),
  reassigned: (facts) => t('tell.reassigned', '{{who}} gave it to {{to}}', { who: facts.who, to: facts.has('policy') ? facts.name('policies', facts.text('policy')) : peopleAndRooms(facts) }),
  responders: (facts) => t('tell.responders', '{{who}} asked {{others}} to help', { who: facts.who, others: peopleAndRooms(facts) }),
  note: noteText,
  merged: (facts) => (facts.has('into') ? t('tell.merged-into', '{{who}} merged it into #{{number}}', { who: facts.who, number: facts.number('number') }) : t('tell.merged-from', '{{who}} merged #{{number}} into this', { who: facts.who, number: facts.number('number') })),
  restarted: restartedText,
  confirm: (facts) => (facts.has('confirmed') ? t('tell.confirmed', '{{who}} is still on it', { who: facts.who }) : t('tell.confirm', 'Asking {{who}} whether they are still on it; 5 minutes to answer', { who: facts.name('people', facts.text('user')) })),
  held: ({ entry: { data } }) => heldText({ reason: typeof data['reason'] === 'string' ? data['reason'] : null, data }),
  flapping: (facts) => t('tell.flapping', 'It opened again {{times}} times within an hour: it is resolved if it stays quiet for {{time}}', { times: facts.number('reopens'), time: durationText(facts.number('delay')) }),
  warning: warningText,
  page: pageText,
  delivery: deliveryText,
  repaired: () => t('tell.repaired', 'Nothing would have happened any more; the watchdog started it again at step 1'),
  sync: syncText,
};

export function entryText(entry: TimelineEntryWire, words: Words): string {
  const say = (SAY as Partial<Record<string, Say>>)[entry.kind];
  try {
    return say?.(factsOf(entry, words)) ?? entry.text;
  } catch (error) {
    if (error instanceof MissingFact) {
      return entry.text;
    }
    throw error;
  }
}

/** Writes a timeline entry as a sentence in the reader's language, from its kind and facts. */
import type { TimelineEntryWire } from '#contract/incidents/incident';
import { inPresentForm } from '#contract/incidents/release-0-1';
import type { TimelineKind } from '#domain/incident/effects';
import { severityWord, withDetail, withQuoted } from '../../../components/escalation/skipped-words.ts';
import { wordsOf } from '#contract/reasons/reason';
import type { ReasonList, ReasonTexts as WordsFor } from '#contract/reasons/reason';
import {
  DELIVERY,
  EXHAUSTED,
  PAGE,
  REOPENED,
  REPAIRED,
  RESOLVED,
  RESTARTED,
  SHADOW,
  SYNC,
  UNACKNOWLEDGED,
  WAITING,
  WARNING,
} from '#contract/reasons/timeline';
import { durationText } from '../../../components/time/duration-text.ts';
import { endedText, titleText } from '../../../components/words/title-words.ts';
import { t } from '../../../language.ts';
import type { EntryFacts, EntryWords } from './entry-facts.ts';
import { MissingFact, factsOf } from './entry-facts.ts';
import { DELIVERY_WORDS, PAGE_WORDS, SHADOW_WORDS, SYNC_WORDS } from './outside-text.ts';
import {
  acknowledgedText,
  REOPENED_WORDS,
  RESOLVED_WORDS,
  UNACKNOWLEDGED_WORDS,
  WARNING_WORDS,
} from './answer-text.ts';
import { heldText } from './held-text.ts';
import { EXHAUSTED_WORDS, REPAIRED_WORDS, RESTARTED_WORDS, WAITING_WORDS } from './run-text.ts';
import { peopleAndRooms, skippedText, stepName, stepText } from './step-text.ts';

/** null if this version does not know the entry; the sidecar's sentence is then shown. */
type Say = (facts: EntryFacts) => string | null;

/** For kinds with a list of reasons. @param field the field of the data that holds the code */
function of<List extends ReasonList>(
  list: List,
  words: WordsFor<List, [EntryFacts]>,
  field: 'reason' | 'outcome' = 'reason',
): Say {
  return (facts) => {
    const { data } = facts.entry;
    return wordsOf(list, words, { reason: typeof data[field] === 'string' ? data[field] : null, data }, facts);
  };
}

const is = (facts: EntryFacts, reason: string) => facts.textOr('reason', '') === reason;

function alertText(facts: EntryFacts): string {
  const title = titleText(facts.text('title'), facts.entry.data['titleReason']);
  if (facts.text('status') === 'firing') {
    return facts.has('again')
      ? t('tell.fired-again', 'Fired again: {{title}}', { title })
      : t('tell.new-alert', 'New alert: {{title}}', { title });
  }
  if (facts.has('unseen')) {
    return t('tell.unseen', 'Recovery of an alert that was never seen: {{title}}', { title });
  }
  const why =
    facts.has('wholeGroup') && !facts.has('note')
      ? t('tell.whole-group', 'the source says that the whole group is over')
      : endedText(facts.entry.data['ended']);
  const over = t('tell.recovered', 'Recovered: {{title}}', { title });
  return why === null ? withQuoted(over, facts.textOr('note', '')) : withDetail(over, why);
}

function noteText(facts: EntryFacts): string | null {
  if (is(facts, 'unacknowledged-in-source')) {
    return t(
      'tell.note-unacknowledged',
      '{{who}} took back the acknowledgement in the source; it changes nothing here',
      { who: facts.who },
    );
  }
  if (is(facts, 'not-supported')) {
    return t(
      'tell.note-not-supported',
      '{{who}} asked for “{{action}}”, which Vigie does not support: nothing changed',
      {
        who: facts.who,
        action: facts.text('action'),
      },
    );
  }
  if (is(facts, 'split')) {
    return t('tell.note-split', '{{who}} took #{{number}} out of this incident again', {
      who: facts.who,
      number: facts.number('number'),
    });
  }
  if (is(facts, 'retitled')) {
    return t('tell.note-retitled', '{{who}} changed the title to “{{title}}”', {
      who: facts.who,
      title: facts.text('title'),
    });
  }
  if (is(facts, 'redescribed')) {
    return t('tell.note-redescribed', '{{who}} changed the description', { who: facts.who });
  }
  return facts.has('severity')
    ? t('tell.set-severity', '{{who}} set the severity to “{{severity}}”', {
        who: facts.who,
        severity: severityWord(facts.text('severity')),
      })
    : null;
}

const SAY: Record<TimelineKind, Say> = {
  opened: (facts) =>
    t('tell.opened', 'Opened: {{title}}', { title: titleText(facts.text('title'), facts.entry.data['titleReason']) }),
  alert: alertText,
  severity: (facts) =>
    t('tell.severity', 'The severity went from “{{from}}” to “{{to}}”', {
      from: severityWord(facts.text('from')),
      to: severityWord(facts.text('to')),
    }),
  step: stepText,
  skipped: skippedText,
  waiting: of(WAITING, WAITING_WORDS),
  repeat: (facts) =>
    t('tell.repeat', 'Nobody answered: the steps start again (pass {{pass}} of {{passes}})', {
      pass: facts.number('pass'),
      passes: facts.number('passes'),
    }),
  exhausted: of(EXHAUSTED, EXHAUSTED_WORDS),
  unreachable: (facts) =>
    facts.has('waited') || facts.has('paused')
      ? t('tell.unreachable-waited', '{{step}} reached nobody, every delivery failed', { step: stepName(facts) })
      : t('tell.unreachable', '{{step}} reached nobody, every delivery failed: moving on at once', {
          step: stepName(facts),
        }),
  acknowledged: acknowledgedText,
  unacknowledged: of(UNACKNOWLEDGED, UNACKNOWLEDGED_WORDS),
  resolved: of(RESOLVED, RESOLVED_WORDS),
  reopened: of(REOPENED, REOPENED_WORDS),
  snoozed: (facts) =>
    t('tell.snoozed', '{{who}} snoozed it for {{time}}', { who: facts.who, time: durationText(facts.number('for')) }),
  woken: (facts) =>
    facts.has('undone')
      ? t('tell.snooze-undone', '{{who}} took back the snooze', { who: facts.who })
      : facts.who === ''
        ? t('tell.woken', 'The snooze ended: starting at step 1')
        : t('tell.woken-by', '{{who}} ended the snooze: starting at step 1', { who: facts.who }),
  escalated: (facts) => t('tell.escalated', '{{who}} escalated it', { who: facts.who }),
  reassigned: (facts) =>
    t('tell.reassigned', '{{who}} gave it to {{to}}', {
      who: facts.who,
      to: facts.has('policy') ? facts.name('policies', facts.text('policy')) : peopleAndRooms(facts),
    }),
  responders: (facts) =>
    t('tell.responders', '{{who}} asked {{others}} to help', { who: facts.who, others: peopleAndRooms(facts) }),
  note: noteText,
  review: () => t('tell.review', 'The review is complete'),
  merged: (facts) =>
    facts.has('into')
      ? t('tell.merged-into', '{{who}} merged it into #{{number}}', { who: facts.who, number: facts.number('number') })
      : t('tell.merged-from', '{{who}} merged #{{number}} into this', {
          who: facts.who,
          number: facts.number('number'),
        }),
  restarted: of(RESTARTED, RESTARTED_WORDS),
  confirm: (facts) =>
    facts.has('confirmed')
      ? t('tell.confirmed', '{{who}} is still on it', { who: facts.who })
      : t('tell.confirm', 'Asking {{who}} whether they are still on it; 5 minutes to answer', {
          who: facts.name('people', facts.text('user')),
        }),
  held: (facts) => {
    const { data } = facts.entry;
    return heldText({ reason: typeof data['reason'] === 'string' ? data['reason'] : null, data }, facts);
  },
  flapping: (facts) =>
    t(
      'tell.flapping',
      'It opened again {{times}} times within an hour: it is resolved if it stays quiet for {{time}}',
      { times: facts.number('reopens'), time: durationText(facts.number('delay')) },
    ),
  warning: of(WARNING, WARNING_WORDS),
  page: of(PAGE, PAGE_WORDS),
  delivery: of(DELIVERY, DELIVERY_WORDS, 'outcome'),
  repaired: of(REPAIRED, REPAIRED_WORDS),
  sync: of(SYNC, SYNC_WORDS, 'outcome'),
  shadow: of(SHADOW, SHADOW_WORDS),
};

export function entryText(entry: TimelineEntryWire, words: EntryWords): string {
  const say = (SAY as Partial<Record<string, Say>>)[entry.kind];
  try {
    return say?.(factsOf(inPresentForm(entry), words)) ?? entry.text;
  } catch (error) {
    if (error instanceof MissingFact) {
      return entry.text;
    }
    throw error;
  }
}

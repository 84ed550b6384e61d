/** Texts for timeline entries about steps: entered, skipped, and whom they page. */
import { missingParts } from '#contract/reasons/timeline';
import { missingText, skippedBecause } from '../../../components/escalation/skipped-words.ts';
import { listText } from '../../../components/escalation/target-text.ts';
import { durationText } from '../../../components/time/duration-text.ts';
import { t } from '../../../language.ts';
import { MissingFact } from './entry-facts.ts';
import type { EntryFacts } from './entry-facts.ts';

/** `Step 2`, with the pass unless it is the first. */
export function stepName(facts: EntryFacts): string {
  const step = facts.number('step');
  const pass = facts.has('pass') ? facts.number('pass') : 1;
  return pass > 1
    ? t('preview.step-pass', 'Step {{step}}, pass {{pass}}', { step, pass })
    : t('preview.step', 'Step {{step}}', { step });
}

export function roomText(id: string): string {
  return t('tell.room', 'room {{id}}', { id });
}

export function peopleAndRooms(facts: EntryFacts): string {
  const people = facts.list('users').map((user) => facts.name('people', String(user)));
  const rooms = facts.has('channels') ? facts.list('channels').map((id) => roomText(String(id))) : [];
  return listText([...people, ...rooms]);
}

/** @returns null if this version does not know the reason */
export function skippedText(facts: EntryFacts): string | null {
  const why = skippedBecause({ reason: facts.textOr('reason', ''), data: facts.entry.data }, facts.name);
  return why === null ? null : t('preview.skipped', '{{step}} is skipped: {{why}}', { step: stepName(facts), why });
}

function missingOf(facts: EntryFacts): string {
  const { data, success } = missingParts.safeParse(facts.list('missing'));
  if (!success) {
    throw new MissingFact('missing');
  }
  return missingText(data, facts.name);
}

export function stepText(facts: EntryFacts): string {
  if (facts.textOr('reason', '') === 'urgency') {
    return t('tell.urgent-again', 'It became urgent: paging {{who}}, who has it', { who: peopleAndRooms(facts) });
  }
  if (facts.textOr('reason', '') === 'waited') {
    return t('tell.waited', 'Paging {{who}} now, although not available before', { who: peopleAndRooms(facts) });
  }
  const values = { step: stepName(facts), who: peopleAndRooms(facts), wait: durationText(facts.number('wait')) };
  const paged =
    facts.text('urgency') === 'urgent'
      ? t('tell.step-urgent', '{{step}} pages {{who}} urgently; {{wait}} to answer', values)
      : t('tell.step', '{{step}} pages {{who}}; {{wait}} to answer', values);
  const missing = facts.has('missing') ? missingOf(facts) : '';
  return missing === '' ? paged : `${paged} (${missing})`;
}

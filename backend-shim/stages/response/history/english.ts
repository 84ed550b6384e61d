/** Says in English what happened to an incident. */
import { missingParts } from '#contract/reasons/timeline';
import { byReason } from './by-reason.ts';
import { ENGLISH_REASONS, HELD_BY_MAINTENANCE, endedWord, missingIn, stepName, told } from './english-reasons.ts';
import { asked, duration, number, policyOf, say, severity, text, title } from './facts.ts';
import type { EntryTexts, HistoryFacts } from './facts.ts';
import { withQuoted } from './outside-words.ts';

function alert(facts: HistoryFacts): string | null {
  const named = title(facts);
  if (text(facts, 'status') === 'firing') {
    return facts.data['again'] === true ? say`Fired again: ${named}` : say`New alert: ${named}`;
  }
  if (facts.data['unseen'] === true) {
    return say`Recovery of an alert that was never seen: ${named}`;
  }
  const [over, note] = [say`Recovered: ${named}`, text(facts, 'note')];
  const ended =
    facts.data['wholeGroup'] === true && note === null
      ? 'the source says that the whole group is over'
      : endedWord(facts);
  return over === null ? null : ended === null ? withQuoted('en', over, note) : `${over} (${ended})`;
}

function note(facts: HistoryFacts): string | null {
  const { who } = facts;
  switch (text(facts, 'reason')) {
    case 'unacknowledged-in-source':
      return `${who} took back the acknowledgement in the source; it changes nothing here`;
    case 'not-supported':
      return say`${who} asked for “${text(facts, 'action')}”, which Vigie does not support: nothing changed`;
    case 'split':
      return say`${who} took #${number(facts, 'number')} out of this incident again`;
    case 'retitled':
      return say`${who} changed the title to “${text(facts, 'title')}”`;
    case 'redescribed':
      return `${who} changed the description`;
    default:
      // Other notes are what people wrote.
      return say`${who} set the severity to “${severity(facts, 'severity')}”`;
  }
}

function acknowledged(facts: HistoryFacts): string | null {
  const { who } = facts;
  const needed = number(facts, 'needed');
  if (needed !== null) {
    return facts.data['counts'] === false
      ? `${who} acknowledged; this step needs ${needed} people who acknowledge here`
      : say`${who} acknowledged (${number(facts, 'acks')} of ${needed})`;
  }
  return `${who} acknowledged it${text(facts, 'via') === 'source' ? ' in the source' : ''}`;
}

function step(facts: HistoryFacts): string | null {
  if (text(facts, 'reason') === 'urgency') {
    return `It became urgent: paging ${told(facts)}, who has it`;
  }
  if (text(facts, 'reason') === 'waited') {
    return `Paging ${told(facts)} now, although not available before`;
  }
  const parts = missingParts.safeParse(facts.data['missing']);
  const urgently = text(facts, 'urgency') === 'urgent' ? ' urgently' : '';
  const paged = say`${stepName(facts)} pages ${told(facts)}${urgently}; ${duration(facts, 'wait')} to answer`;
  return paged === null || !parts.success ? paged : `${paged}${missingIn(facts, parts.data)}`;
}

const REASONS = byReason(ENGLISH_REASONS);

export const ENGLISH: EntryTexts = {
  ...REASONS,
  opened: (facts) => say`Opened: ${title(facts)}`,
  alert,
  severity: (facts) => say`The severity went from “${severity(facts, 'from')}” to “${severity(facts, 'to')}”`,
  step,
  skipped: (facts) => say`${stepName(facts)} is skipped: ${REASONS.skipped(facts)}`,
  note,
  repeat: (facts) =>
    say`Nobody answered: the steps start again (pass ${number(facts, 'pass')} of ${number(facts, 'passes')})`,
  unreachable: (facts) =>
    facts.data['waited'] === undefined && facts.data['paused'] === undefined
      ? say`${stepName(facts)} reached nobody, every delivery failed: moving on at once`
      : say`${stepName(facts)} reached nobody, every delivery failed`,
  acknowledged,
  review: () => 'The review is complete',
  snoozed: (facts) => say`${facts.who} snoozed it for ${duration(facts, 'for')}`,
  woken: ({ who, data }) =>
    data['undone'] === true
      ? `${who} took back the snooze`
      : who === ''
        ? 'The snooze ended: starting at step 1'
        : `${who} ended the snooze: starting at step 1`,
  escalated: ({ who }) => `${who} escalated it`,
  reassigned: (facts) => `${facts.who} gave it to ${policyOf(facts) ?? told(facts)}`,
  responders: (facts) => `${facts.who} asked ${told(facts)} to help`,
  merged: (facts) =>
    facts.data['into']
      ? say`${facts.who} merged it into #${number(facts, 'number')}`
      : say`${facts.who} merged #${number(facts, 'number')} into this`,
  confirm: (facts) =>
    facts.data['confirmed']
      ? `${facts.who} is still on it`
      : say`Asking ${asked(facts)} whether they are still on it; 5 minutes to answer`,
  held: (facts) => (text(facts, 'reason') === null ? HELD_BY_MAINTENANCE : REASONS.held(facts)),
  flapping: (facts) =>
    say`It opened again ${number(facts, 'reopens')} times within an hour: it is resolved if it stays quiet for ${duration(facts, 'delay')}`,
};

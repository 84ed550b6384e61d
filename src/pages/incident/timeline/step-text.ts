/** What the escalation did: steps, whom they page, why they were left. */
import { severityText } from '../../../components/incident/incident-text.ts';
import { listText } from '../../../components/escalation/target-text.ts';
import { durationText } from '../../../components/time/duration-text.ts';
import { t } from '../../../language.ts';
import type { Facts, Name } from './entry-facts.ts';
import { withDetail } from './outside-text.ts';

/** `Step 2`, or with the pass where it is not the first. */
export function stepName(facts: Facts): string {
  const step = facts.number('step');
  const pass = facts.has('pass') ? facts.number('pass') : 1;
  return pass > 1 ? t('preview.step-pass', 'Step {{step}}, pass {{pass}}', { step, pass }) : t('preview.step', 'Step {{step}}', { step });
}

export function peopleAndRooms(facts: Facts): string {
  const people = facts.list('users').map((user) => facts.name('people', String(user)));
  const rooms = facts.has('channels') ? facts.list('channels').map((id) => t('tell.room', 'room {{id}}', { id: String(id) })) : [];
  return listText([...people, ...rooms]);
}

const MISSING: Record<string, (id: string, name: Name) => string> = {
  'unknown-person': (id) => t('tell.missing-unknown', '{{who}} is not known', { who: id }),
  disabled: (id, name) => t('tell.missing-disabled', '{{who}} is disabled', { who: name('people', id) }),
  'empty-team': (id, name) => t('tell.missing-team', 'team {{team}} has no members', { team: name('teams', id) }),
  'no-rota': (id) => t('tell.missing-rota', 'rota {{rota}} does not exist', { rota: id }),
  'nobody-current': (id, name) => t('tell.missing-current', 'nobody is on call on {{rota}}', { rota: name('rotas', id) }),
  'nobody-next': (id, name) => t('tell.missing-next', 'nobody is next on {{rota}}', { rota: name('rotas', id) }),
  'nobody-everyone': (id, name) => t('tell.missing-everyone', 'nobody takes part in {{rota}}', { rota: name('rotas', id) }),
  'round-robin': () => t('tell.missing-turn', 'nobody whose turn it could be can be paged'),
};

function missingText(facts: Facts): string {
  const parts = facts.list('missing').map((one) => {
    const { what, id } = one as { what?: string; id?: string | null };
    return MISSING[what ?? '']?.(id ?? '', facts.name) ?? '';
  });
  return parts.filter((part) => part !== '').join('; ');
}

const WHY: Record<string, (facts: Facts) => string> = {
  window: () => t('preview.why-window', 'it is outside its hours'),
  severity: (facts) => t('tell.why-severity', 'the severity “{{is}}” is below “{{wanted}}”', { is: severityWord(facts.text('severity')), wanted: severityWord(facts.text('needed')) }),
  match: () => t('preview.why-match', 'the labels do not match'),
  alerts: (facts) => t('preview.why-alerts', 'there are {{seen}} alerts in {{within}}, fewer than {{wanted}}', { seen: facts.number('seen'), within: durationText(facts.number('within')), wanted: facts.number('needed') }),
  'nobody-new': () => t('preview.why-paged', 'everybody in it was already paged'),
  'all-acknowledged': () => t('tell.why-acknowledged', 'everybody in it has already acknowledged'),
  'advance-failed': (facts) => withDetail(t('tell.why-failed', 'entering it failed'), facts.textOr('error', '')),
  'nobody-on-call': (facts) => missingText(facts) || t('tell.why-nobody', 'it names nobody'),
};

/** @returns null where this version does not know the reason. */
export function skippedText(facts: Facts): string | null {
  const why = WHY[facts.textOr('reason', '')]?.(facts);
  return why === undefined ? null : t('preview.skipped', '{{step}} is skipped: {{why}}', { step: stepName(facts), why });
}

export function severityWord(text: string): string {
  return text === 'critical' || text === 'error' || text === 'warning' || text === 'info' ? severityText(text) : text;
}

export function stepText(facts: Facts): string {
  if (facts.textOr('reason', '') === 'urgency') {
    return t('tell.urgent-again', 'It became urgent: paging {{who}}, who has it', { who: peopleAndRooms(facts) });
  }
  const values = { step: stepName(facts), who: peopleAndRooms(facts), wait: durationText(facts.number('wait')) };
  const paged = facts.text('urgency') === 'urgent' ? t('tell.step-urgent', '{{step}} pages {{who}} urgently; {{wait}} to answer', values) : t('tell.step', '{{step}} pages {{who}}; {{wait}} to answer', values);
  const missing = facts.has('missing') ? missingText(facts) : '';
  return missing === '' ? paged : `${paged} (${missing})`;
}

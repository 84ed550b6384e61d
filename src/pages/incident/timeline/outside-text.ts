/** What was said to people, rooms and sources, and what came of it. */
import { withDetail } from '../../../components/escalation/skipped-words.ts';
import { t } from '../../../language.ts';
import { reasonText } from '../reason-text.ts';
import type { Facts } from './entry-facts.ts';

function whomText(facts: Facts): string {
  const kind = facts.textOr('channelKind', facts.textOr('method', ''));
  return facts.has('user') ? t('tell.person-by', '{{who}} by {{channel}}', { who: facts.name('people', facts.text('user')), channel: kind }) : t('tell.room', 'room {{id}}', { id: facts.text('channel') });
}

export function deliveryText(facts: Facts): string {
  const whom = whomText(facts);
  if (facts.text('outcome') === 'done') {
    const sent = facts.text('kind') === 'update' ? t('tell.update-sent', 'News sent to {{whom}}', { whom }) : t('tell.page-sent', 'Page sent to {{whom}}', { whom });
    return facts.has('bundled') ? t('tell.bundled', '{{sent}} (in one message with others)', { sent }) : sent;
  }
  const why = withDetail(reasonText(facts.text('reason')), facts.textOr('detail', ''));
  return facts.has('again') ? t('tell.not-yet', 'Could not reach {{whom}} yet ({{why}}); trying again', { whom, why }) : t('tell.not', 'Could not reach {{whom}} ({{why}})', { whom, why });
}

export function pageText(facts: Facts): string | null {
  const who = facts.name('people', facts.text('user'));
  switch (facts.text('reason')) {
    case 'no-method':
      return t('tell.no-method', '{{who}} cannot be reached: there is no contact method', { who });
    case 'quiet-hours':
      return t('tell.quiet', '{{who}} has quiet hours: this page waits until {{until}}', { who, until: facts.time(facts.number('until')) });
    default:
      return null;
  }
}

const TOLD: Record<string, () => string> = {
  acknowledge: () => t('sync.acknowledge', 'that it is acknowledged'),
  unacknowledge: () => t('sync.unacknowledge', 'that it is not acknowledged any more'),
  resolve: () => t('sync.resolve', 'that it is resolved'),
  note: () => t('sync.note', 'the note'),
  severity: () => t('sync.severity', 'the severity'),
  snooze: () => t('sync.snooze', 'that it is snoozed'),
};

/** `that it is acknowledged`: what a source is told. */
export function toldText(what: string): string {
  return TOLD[what]?.() ?? what;
}

export function syncText(facts: Facts): string {
  const values = { source: facts.name('integrations', facts.text('integration')), what: toldText(facts.text('what')) };
  if (facts.text('outcome') === 'done') {
    return withDetail(t('tell.told', '{{source}} was told {{what}}', values), facts.text('answer'));
  }
  const why = withDetail(reasonText(facts.text('reason')), facts.textOr('detail', ''));
  return facts.has('again') ? t('tell.told-not-yet', '{{source}} could not be told {{what}} yet ({{why}}); trying again', { ...values, why }) : t('tell.told-not', '{{source}} could not be told {{what}} ({{why}})', { ...values, why });
}

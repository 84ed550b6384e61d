/** Remedies, why some are not offered, and the objects that they change, in words. */
import type { RemedyObjectWire } from '#contract/insight/remedies';
import type { Objection, AlertRemedy } from '#domain/replay/remedy/judge';
import { t } from '../../../language.ts';

export const REMEDY_TEXTS: Readonly<Record<AlertRemedy, () => string>> = {
  'wait-2m': () => t('remedies.wait', 'Page {{n}} minutes later', { n: 2 }),
  'wait-5m': () => t('remedies.wait', 'Page {{n}} minutes later', { n: 5 }),
  'wait-10m': () => t('remedies.wait', 'Page {{n}} minutes later', { n: 10 }),
  'by-day': () => t('remedies.by-day', 'Page by day only'),
  'other-urgency': () => t('remedies.other-urgency', 'Less urgent at night'),
};

export const OBJECTION_TEXTS: Readonly<Record<Objection, () => string>> = {
  missed: () => t('remedies.missed', 'an incident would have been missed'),
  guessed: () => t('remedies.guessed', 'nobody knows whether people would have answered'),
  critical: () => t('remedies.critical', 'it would have changed the page of a critical incident'),
  useful: () => t('remedies.useful', 'it would have changed a page that somebody found useful'),
  worked: () => t('remedies.worked', 'somebody was at work before the page would have come'),
  'nothing-saved': () => t('remedies.nothing-saved', 'it would have saved nobody’s sleep'),
};

export function objectText({ kind, id, body }: RemedyObjectWire): string {
  const name = typeof body['name'] === 'string' ? body['name'] : id;
  switch (kind) {
    case 'timeWindows':
      return t('remedies.window', 'Time window “{{name}}”', { name });
    case 'escalationPolicies':
      return t('remedies.policy', 'Escalation policy “{{name}}”', { name });
    case 'integrations':
      return t('remedies.routes', 'Routes of “{{name}}”', { name });
  }
}

/** Texts for what became of a signal. Reasons for leading nowhere are shown as the sidecar gives them. */
import { t } from '../../language.ts';

export function decisionText(decision: string): string {
  switch (decision) {
    case 'opened':
      return t('decision.opened', 'opened an incident');
    case 'joined':
      return t('decision.joined', 'joined an incident');
    case 'reopened':
      return t('decision.reopened', 'reopened an incident');
    case 'superseded':
      return t('decision.superseded', 'opened an incident in place of an older one');
    case 'dropped':
      return t('decision.dropped', 'recorded only: a route drops it');
    case 'heartbeat':
      return t('decision.heartbeat', 'a heartbeat; later ones that arrive on time are not listed');
    default:
      return decision;
  }
}

/** The colour, icon and name of each state of a delivery. */
import type { BadgeColor, IconName } from '@grafana/ui';
import type { DeliveryWire } from '#contract/incidents/incident';
import { t } from '../../../language.ts';

export const DELIVERY_BADGES: Record<DeliveryWire['state'], { color: BadgeColor; icon: IconName; text: () => string }> =
  {
    waiting: { color: 'darkgrey', icon: 'clock-nine', text: () => t('delivery.waiting', 'Waiting') },
    sending: { color: 'blue', icon: 'sync', text: () => t('delivery.sending', 'Sending') },
    done: { color: 'green', icon: 'check', text: () => t('delivery.done', 'Sent') },
    failed: { color: 'red', icon: 'exclamation-triangle', text: () => t('delivery.failed', 'Failed') },
    cancelled: { color: 'darkgrey', icon: 'times', text: () => t('delivery.cancelled', 'No longer needed') },
  };

/** A delivery that was decided in shadow, and not sent. */
const SHADOW: (typeof DELIVERY_BADGES)['done'] = {
  color: 'purple',
  icon: 'eye-slash',
  text: () => t('delivery.shadow', 'Shadow: not sent'),
};

/** A sidecar of 0.1 gives no outcome. */
export function deliveryBadge({
  state,
  outcome,
}: Pick<DeliveryWire, 'state'> & Partial<Pick<DeliveryWire, 'outcome'>>) {
  return outcome === 'shadow' ? SHADOW : DELIVERY_BADGES[state];
}

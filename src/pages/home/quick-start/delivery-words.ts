/** Says in one line how far a message of the first page has come. */
import type { DeliveryWire } from '#contract/incidents/incident';
import { t } from '../../../language.ts';

/** @param channel name of the channel */
export function deliveryWords(channel: string, state: DeliveryWire['state']): string {
  switch (state) {
    case 'done':
      return t('quick.sent', '{{channel}}: sent', { channel });
    case 'failed':
      return t('quick.not-sent', '{{channel}}: could not be sent', { channel });
    case 'cancelled':
      return t('quick.not-needed', '{{channel}}: no longer needed', { channel });
    case 'waiting':
    case 'sending':
      return t('quick.sending', '{{channel}}: on its way', { channel });
  }
}

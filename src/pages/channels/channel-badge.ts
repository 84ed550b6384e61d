/** The badge for the state of a channel. */
import type { BadgeColor, IconName } from '@grafana/ui';
import type { ChannelState, ChannelTestWire } from '../../api/resources/channels.ts';
import { t } from '../../language.ts';

export interface ChannelBadge {
  color: BadgeColor;
  icon: IconName;
  text: string;
}

/**
 * @param state null if the service is not probed, since that would reach somebody, or not yet
 * @param test null if none was sent since the channel was changed
 */
export function badgeOf(state: ChannelState | null, test: ChannelTestWire | null): ChannelBadge {
  if (state?.up === false) {
    return { color: 'red', icon: 'exclamation-triangle', text: t('channels.down', 'Not responding') };
  }
  if (test !== null && test.outcome !== 'done') {
    return { color: 'red', icon: 'exclamation-triangle', text: t('channels.test-failed', 'Test failed') };
  }
  if (state !== null) {
    return { color: 'green', icon: 'check-circle', text: t('channels.up', 'Working') };
  }
  return test === null
    ? { color: 'darkgrey', icon: 'question-circle', text: t('channels.untried', 'Not tested yet: send a test') }
    : { color: 'green', icon: 'check-circle', text: t('channels.tested', 'Test sent') };
}

/** Types of contact methods, in words. */
export function servedText(type: string): string {
  switch (type) {
    case 'sms':
      return t('channels.sms', 'SMS to people');
    case 'voice':
      return t('channels.voice', 'phone calls to people');
    default:
      return type;
  }
}

/** The badge for the state of a channel. */
import type { BadgeColor, IconName } from '@grafana/ui';
import type { ChannelState } from '../../api/resources/channels.ts';
import { t } from '../../language.ts';

export interface ChannelBadge {
  color: BadgeColor;
  icon: IconName;
  text: string;
}

/** @param state null if not tried yet, or if a test would reach somebody */
export function badgeOf(state: ChannelState | null): ChannelBadge {
  if (state === null) {
    return { color: 'darkgrey', icon: 'question-circle', text: t('channels.untried', 'Not tested yet: send a test') };
  }
  return state.up
    ? { color: 'green', icon: 'check-circle', text: t('channels.up', 'Working') }
    : { color: 'red', icon: 'exclamation-triangle', text: t('channels.down', 'Not responding') };
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

/** How a channel does, in a word. */
import type { BadgeColor, IconName } from '@grafana/ui';
import type { ChannelState } from '../../api/resources/channels.ts';
import { t } from '../../language.ts';

export interface ChannelBadge {
  color: BadgeColor;
  icon: IconName;
  text: string;
}

/** @param state null: not tried yet, or it cannot be without reaching somebody. */
export function badgeOf(state: ChannelState | null): ChannelBadge {
  if (state === null) {
    return { color: 'darkgrey', icon: 'question-circle', text: t('channels.untried', 'Not known: send a test') };
  }
  return state.up
    ? { color: 'green', icon: 'check-circle', text: t('channels.up', 'Answers') }
    : { color: 'red', icon: 'exclamation-triangle', text: t('channels.down', 'Does not answer') };
}

/** Types of contact methods, as people call them. */
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

/** Names the ways of reaching people within a sentence: “by phone call”. */
import { PUSH } from '#contract/people/push';
import { t } from '../../language.ts';

const WAYS: Record<string, () => string> = {
  email: () => t('way.email', 'e-mail'),
  sms: () => t('way.sms', 'SMS'),
  voice: () => t('way.voice', 'phone call'),
  [PUSH]: () => t('way.push', 'phone app'),
  webhook: () => t('way.webhook', 'webhook'),
  slack: () => 'Slack',
  mattermost: () => 'Mattermost',
  telegram: () => 'Telegram',
  teams: () => 'Microsoft Teams',
};

/** @param kind of a contact method or room; one that this version does not know is named as it is */
export function wayName(kind: string): string {
  return Object.hasOwn(WAYS, kind) ? (WAYS[kind]?.() ?? kind) : kind;
}

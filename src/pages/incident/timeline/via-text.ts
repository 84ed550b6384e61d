/** Names the way by which an answer came. Grafana is not named, since the reader is there. */
import { t } from '../../../language.ts';

const WAYS: Record<string, () => string> = {
  link: () => t('via.link', 'by the link in the message'),
  sms: () => t('via.sms', 'by an answer to the message'),
  email: () => t('via.email', 'by mail'),
  voice: () => t('via.voice', 'by telephone'),
  chat: () => t('via.chat', 'in the chat'),
  slack: () => t('via.slack', 'in Slack'),
  mattermost: () => t('via.mattermost', 'in Mattermost'),
  telegram: () => t('via.telegram', 'in Telegram'),
  push: () => t('via.push', 'by the notification'),
  api: () => t('via.api', 'by the API'),
};

/** With its leading separator; empty if there is nothing to say. */
export function viaText(via: unknown): string {
  const way = typeof via === 'string' ? WAYS[via] : undefined;
  return way === undefined ? '' : ` · ${way()}`;
}

/** The closed reasons of pages and deliveries, in words. */
import { t } from '../../../language.ts';

const REASONS: Record<string, () => string> = {
  acknowledged: () => t('reason.acknowledged', 'somebody acknowledged'),
  resolved: () => t('reason.resolved', 'it was resolved'),
  snoozed: () => t('reason.snoozed', 'it was snoozed'),
  reassigned: () => t('reason.reassigned', 'it was reassigned'),
  restarted: () => t('reason.restarted', 'the escalation was restarted'),
  silenced: () => t('reason.silenced', 'it was silenced in the source'),
  downtime: () => t('reason.downtime', 'it is in a downtime of the source'),
  replaced: () => t('reason.replaced', 'a later step paged again'),
  delivered: () => t('reason.delivered', 'delivered'),
  'out-of-rules': () => t('reason.out-of-rules', 'all notification rules were used'),
  done: () => t('reason.done', 'all notification rules were used'),
  unreachable: () => t('reason.unreachable', 'no method worked'),
  'no-method': () => t('reason.no-method', 'no contact method'),
  network: () => t('reason.network', 'network error'),
  timeout: () => t('reason.timeout', 'no answer in time'),
  'rate-limited': () => t('reason.rate-limited', 'the service is limiting us'),
  'server-error': () => t('reason.server-error', 'the service failed'),
  misconfigured: () => t('reason.misconfigured', 'the channel’s settings were refused'),
  'not-configured': () => t('reason.not-configured', 'the channel is not set up'),
  cancelled: () => t('reason.cancelled', 'cancelled'),
  'bad-address': () => t('reason.bad-address', 'the address does not work'),
  refused: () => t('reason.refused', 'refused for good'),
  'unknown-method': () => t('reason.unknown-method', 'the contact method was removed'),
  unverified: () => t('reason.unverified', 'the contact method is not verified'),
  'refused-address': () => t('reason.refused-address', 'an address Vigie may not reach'),
  undelivered: () => t('reason.undelivered', 'it did not arrive'),
  stopped: () => t('reason.stopped', 'the person answered STOP'),
  unauthorized: () => t('reason.unauthorized', 'the login or token was not accepted'),
  'not-found': () => t('reason.not-found', 'it is not known there'),
  busy: () => t('reason.busy', 'the line was busy'),
  'no-answer': () => t('reason.no-answer', 'nobody picked up'),
  voicemail: () => t('reason.voicemail', 'a machine took the call'),
  disabled: () => t('reason.disabled', 'the person is disabled'),
  'bad-url': () => t('reason.bad-url', 'the address is not valid'),
  shadow: () => t('reason.shadow', 'the team is in shadow'),
  'quiet-hours': () => t('reason.quiet-hours', 'quiet hours'),
};

export function reasonText(reason: string): string {
  return REASONS[reason]?.() ?? reason;
}

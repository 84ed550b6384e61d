/** Names the events of an incident that subscriptions can include. */
import type { SubscribedEvent } from '#domain/notify/subscription';
import { t } from '../../language.ts';

const EVENTS: Record<SubscribedEvent, () => string> = {
  opened: () => t('event.opened', 'opened'),
  acknowledged: () => t('event.acknowledged', 'acknowledged'),
  unacknowledged: () => t('event.unacknowledged', 'no longer acknowledged'),
  snoozed: () => t('event.snoozed', 'snoozed'),
  resolved: () => t('event.resolved', 'resolved'),
  reopened: () => t('event.reopened', 'reopened'),
  escalated: () => t('event.escalated', 'nobody answered, others are paged'),
  exhausted: () => t('event.exhausted', 'nobody left to page'),
  severity: () => t('event.severity', 'severity changed'),
  reassigned: () => t('event.reassigned', 'reassigned'),
  note: () => t('event.note', 'note'),
  review: () => t('event.review', 'review completed'),
};

export function eventText(event: SubscribedEvent): string {
  return EVENTS[event]();
}

/** Notices of duties and swaps by the person's usual method, and letters about rotas by mail. */
import type { DutyNotice, HealthNotice, SwapNotice } from '#domain/notify/notice';
import type { NoticeTopic } from '#domain/notify/responder';
import type { PlanningContext } from '../planning/planning.ts';
import { canCarryNews, deliverMessage, listenerOf } from './deliver.ts';

export function tellDuty(planning: PlanningContext, { user, duty }: DutyNotice): void {
  tellNews(planning, user, 'onCall', { duty });
}

export function tellSwap(planning: PlanningContext, { user, swap }: SwapNotice): void {
  tellNews(planning, user, 'swaps', { swap });
}

function tellNews(planning: PlanningContext, user: string, topic: NoticeTopic, content: object): void {
  const responder = listenerOf(planning, user, topic);
  if (responder) {
    deliverMessage(
      planning,
      responder,
      { urgency: 'default', order: 'rules', fits: ({ type }) => canCarryNews(planning, type) },
      { kind: 'onCall', incident: null, rank: 0, content: JSON.stringify(content) },
    );
  }
}

/** Long messages go by mail, or not at all. */
export function tellHealth(planning: PlanningContext, { user, health }: HealthNotice): void {
  const responder = listenerOf(planning, user, 'health');
  if (responder) {
    deliverMessage(
      planning,
      responder,
      { urgency: 'default', order: 'asListed', fits: ({ type }) => type === 'email' },
      { kind: 'onCall', incident: null, rank: 0, content: JSON.stringify({ health }) },
    );
  }
}

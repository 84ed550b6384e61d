/** Delivers one message other than a page to one person, by the method that suits it. */
import { chooseMethod } from '#domain/notify/choose-method';
import type { MethodWanted } from '#domain/notify/choose-method';
import type { NoticeTopic, Responder } from '#domain/notify/responder';
import type { DeliveryRow } from '../../../store/schema/deliveries.ts';
import { deliveryRow } from '../planning/delivery-row.ts';
import type { PlanningContext } from '../planning/planning.ts';

/** People who are disabled, or turned off such messages, are not told. */
export function listenerOf({ work }: PlanningContext, user: string, topic: NoticeTopic | null): Responder | null {
  const responder = work.directory.responders.get(user);
  const isOff = responder?.disabled === true || (topic !== null && responder?.mute.includes(topic) === true);
  return responder && !isOff ? responder : null;
}

export interface PersonMessage {
  kind: 'onCall' | 'status';
  /** null: it concerns none. */
  incident: string | null;
  rank: number;
  /** JSON. */
  content: string;
}

/** When a message may leave, besides quiet hours: not before `from`, and then at `until` at the latest. */
export interface DeliveryTimes {
  from?: number;
  until?: number;
}

export function deliverMessage(
  { work, channels, ledger }: PlanningContext,
  responder: Responder,
  wanted: MethodWanted,
  message: PersonMessage,
  { from, until }: DeliveryTimes = {},
): DeliveryRow | null {
  const now = Math.max(work.now, from ?? work.now);
  const chosen = chooseMethod(responder, wanted, now, work.directory.facts);
  const channel = chosen && channels.get(chosen.method.type);
  if (!chosen || !channel) {
    return null;
  }
  const row = deliveryRow(work, {
    ...message,
    user: responder.login,
    method: chosen.method.id,
    channel_kind: chosen.method.type,
    lane: channel.lane(chosen.method.to, {}),
    due_at: Math.max(now, Math.min(chosen.dueAt, until ?? chosen.dueAt)),
  });
  ledger.deliver(row);
  return row;
}

export interface QuietMessage extends DeliveryTimes {
  /** Whoever muted it is not told; null: nobody can turn it off. */
  topic?: NoticeTopic | null;
  /** Methods that did not take it. */
  tried?: readonly string[];
}

/**
 * Tells a person what concerns no incident, by their quietest method.
 *
 * @returns null: no method carries it
 */
export function deliverQuietly(
  planning: PlanningContext,
  user: string,
  content: object,
  { topic = null, tried = [], ...times }: QuietMessage = {},
): DeliveryRow | null {
  const responder = listenerOf(planning, user, topic);
  return (
    responder &&
    deliverMessage(
      planning,
      responder,
      {
        urgency: 'default',
        order: 'quietest',
        fits: ({ id, type }) => !tried.includes(id) && canCarryNews(planning, type),
      },
      { kind: 'onCall', incident: null, rank: 0, content: JSON.stringify(content) },
      times,
    )
  );
}

/** Whether channels of this type carry news. */
export function canCarryNews({ channels }: PlanningContext, type: string): boolean {
  return channels.get(type)?.definition.carries.update === true;
}

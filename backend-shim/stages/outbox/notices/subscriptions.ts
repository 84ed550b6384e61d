/** Tells subscribers what happens to an incident. This pages nobody, and nobody counts as reached. */
import type { TimelineEntry } from '#domain/incident/effects';
import type { Severity } from '#domain/incident/signal/alert';
import { eventOf, toldOf } from '#domain/notify/subscription';
import type { SubscribedEvent, Subscription } from '#domain/notify/subscription';
import { withPauses } from '#domain/stretches';
import type { ChannelDefinition } from '../../../ports/channel.ts';
import { incidentLabels } from '../../../store/incidents/stored-parts.ts';
import type { UnreadableReporter } from '../../../store/stored/unreadable.ts';
import type { IncidentBrief } from '../../../store/deliveries/outbox/pages.ts';
import type { PlanningContext } from '../planning/planning.ts';
import { deliverToRoom } from '../planning/rooms.ts';
import { deliverMessage, listenerOf } from './deliver.ts';
import { reachedMethods } from './updates.ts';

/** Whether people and rooms that were reached are told of the event anyway. */
const TOLD_TO_REACHED: Record<SubscribedEvent, boolean> = {
  opened: false,
  acknowledged: true,
  unacknowledged: true,
  snoozed: true,
  resolved: true,
  reopened: true,
  escalated: false,
  exhausted: false,
  severity: false,
  reassigned: false,
  note: false,
  review: false,
};

export async function announce(planning: PlanningContext, incident: string, entry: TimelineEntry): Promise<void> {
  const event = eventOf(entry);
  const brief = event && planning.ledger.brief(incident);
  if (!event || !brief) {
    return;
  }
  const view = viewOf(brief, planning.work.unreadable);
  const told = new Set<string>();
  const { subscriptions } = planning.work.directory;
  for (const subscription of await withPauses(toldOf(subscriptions, event, view), breathe)) {
    const content = JSON.stringify({
      update: event,
      actor: entry.actor,
      text: textOf(entry),
      subscription: subscription.name,
    });
    for (const target of subscription.to) {
      const isKnown = told.has(keyOf(target));
      told.add(keyOf(target));
      if (isKnown) {
        continue;
      }
      if (target.kind === 'channel') {
        tellRoom(planning, incident, event, target.channel, content);
      } else if (target.user !== entry.actor) {
        tellPerson(planning, incident, event, target.user, content);
      }
    }
  }
}

/** What many people subscribed to may take long to compare, and pages go on meanwhile. */
const breathe = () => new Promise((resolve) => setImmediate(resolve));

function keyOf(target: Subscription['to'][number]): string {
  return target.kind === 'user' ? `user ${target.user}` : `channel ${target.channel}`;
}

function viewOf({ severity, test, ...rest }: IncidentBrief, noting: UnreadableReporter) {
  return { ...rest, severity: severity as Severity, labels: incidentLabels(rest, noting), test: test === 1 };
}

function textOf({ kind, text, data }: TimelineEntry): string | null {
  if (kind === 'note') {
    return text;
  }
  if (kind === 'review') {
    return typeof data['markdown'] === 'string' ? data['markdown'] : null;
  }
  // Waiting requests of 0.1 have a sentence where the reason code is now.
  const said = 'text' in data ? data['text'] : data['reason'];
  return kind === 'resolved' && typeof said === 'string' ? said : null;
}

function tellRoom(
  planning: PlanningContext,
  incident: string,
  event: SubscribedEvent,
  room: string,
  content: string,
): void {
  if (!TOLD_TO_REACHED[event] || !planning.ledger.rooms(incident).includes(room)) {
    deliverToRoom(planning, incident, room, { kind: 'status', entry: null, rank: 0, content });
  }
}

function tellPerson(
  planning: PlanningContext,
  incident: string,
  event: SubscribedEvent,
  user: string,
  content: string,
): void {
  const responder = listenerOf(planning, user, null);
  const isToldAnyway = TOLD_TO_REACHED[event] && reachedMethods(planning, incident).has(user);
  if (responder && !isToldAnyway) {
    deliverMessage(
      planning,
      responder,
      {
        urgency: 'default',
        order: 'rulesThenEmail',
        fits: ({ type }) => isQuiet(planning.channels.get(type)?.definition),
      },
      { kind: 'status', incident, rank: 0, content },
    );
  }
}

/** Methods that ring or cost money are reserved for pages. */
function isQuiet(definition: ChannelDefinition | undefined): boolean {
  return (
    definition !== undefined && definition.carries.update && !definition.rings && definition.bundle?.costly !== true
  );
}

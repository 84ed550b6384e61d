/** Whoever subscribed is told what happens to an incident. Nobody is paged by it, and nobody counts as reached. */
import type { Effect } from '#domain/incident/effects';
import type { Severity } from '#domain/incident/signal/alert';
import { planPage } from '#domain/notify/page';
import type { ContactMethod, Responder } from '#domain/notify/responder';
import { eventOf, isTold } from '#domain/notify/subscription';
import type { IncidentEvent, Subscription } from '#domain/notify/subscription';
import type { ChannelDefinition } from '../../ports/channel.ts';
import { incidentLabels } from '../../store/incidents/stored-parts.ts';
import type { Noting } from '../../store/stored/unreadable.ts';
import { deliveryRow } from '../planning/delivery-row.ts';
import type { IncidentBrief } from '../planning/ledger.ts';
import type { Planning } from '../planning/planning.ts';
import { deliverToRoom } from '../planning/rooms.ts';
import { reachedMethods } from './updates.ts';

type Entry = Extract<Effect, { kind: 'timeline' }>['entry'];

/** Whoever was paged hears of these anyway. */
const TOLD_TO_REACHED: ReadonlySet<IncidentEvent> = new Set<IncidentEvent>([
  'acknowledged',
  'unacknowledged',
  'snoozed',
  'resolved',
  'reopened',
]);

export function announce(planning: Planning, incident: string, entry: Entry): void {
  const event = eventOf(entry);
  const brief = event && planning.ledger.brief(incident);
  if (!event || !brief) {
    return;
  }
  const view = viewOf(brief, planning.work.unreadable);
  const told = new Set<string>();
  for (const subscription of planning.work.directory.subscriptions.filter((one) => isTold(one, event, view))) {
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

function keyOf(target: Subscription['to'][number]): string {
  return target.kind === 'user' ? `user ${target.user}` : `channel ${target.channel}`;
}

function viewOf({ severity, test, ...rest }: IncidentBrief, noting: Noting) {
  return { ...rest, severity: severity as Severity, labels: incidentLabels(rest, noting), test: test === 1 };
}

function textOf({ kind, text, data }: Entry): string | null {
  if (kind === 'note') {
    return text;
  }
  // Requests of 0.1 that wait have their words where the code is now.
  const said = 'text' in data ? data['text'] : data['reason'];
  return kind === 'resolved' && typeof said === 'string' ? said : null;
}

function tellRoom(planning: Planning, incident: string, event: IncidentEvent, room: string, content: string): void {
  if (!TOLD_TO_REACHED.has(event) || !planning.ledger.rooms(incident).includes(room)) {
    deliverToRoom(planning, incident, room, { kind: 'status', entry: null, rank: 0, content });
  }
}

function tellPerson(planning: Planning, incident: string, event: IncidentEvent, user: string, content: string): void {
  const { work, channels, ledger } = planning;
  const responder = work.directory.responders.get(user);
  if (
    !responder ||
    responder.disabled ||
    (TOLD_TO_REACHED.has(event) && reachedMethods(planning, incident).has(user))
  ) {
    return;
  }
  const plan = planPage(responder, 'default', work.now, work.directory.facts);
  const method = inOrder(
    responder,
    plan.rules.map((rule) => rule.method),
  ).find(({ type }) => isQuiet(channels.get(type)?.definition));
  const channel = method && channels.get(method.type);
  if (method && channel) {
    ledger.deliver(
      deliveryRow(work, {
        kind: 'status',
        incident,
        user,
        method: method.id,
        channel_kind: method.type,
        lane: channel.lane(method.to, {}),
        rank: 0,
        content,
        due_at: plan.heldUntil ?? work.now,
      }),
    );
  }
}

/** What makes a phone ring or costs money is for pages. */
function isQuiet(definition: ChannelDefinition | undefined): boolean {
  return definition !== undefined && definition.carries.update && !definition.rings && definition.bundleWithin === null;
}

/** The person's own order, then mail, then whatever else there is. */
function inOrder({ contactMethods }: Responder, rules: readonly string[]): ContactMethod[] {
  const verified = contactMethods.filter((method) => method.verified);
  const own = rules.flatMap((id) => verified.filter((method) => method.id === id));
  return [...own, ...verified.filter(({ type }) => type === 'email'), ...verified];
}

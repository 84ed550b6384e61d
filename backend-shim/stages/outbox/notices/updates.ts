/** Tells everybody who was reached about an incident how it goes on, by the method that reached them. */
import type { Effect } from '#domain/incident/effects';
import type { UpdateKind } from '#domain/notify/message/message';
import { chooseMethod } from '#domain/notify/choose-method';
import { deliveryRow } from '../planning/delivery-row.ts';
import type { PlanningContext } from '../planning/planning.ts';
import { destinationOf } from '../destination.ts';
import { deliverToRoom } from '../planning/rooms.ts';

interface Update {
  update: UpdateKind;
  actor: string | null;
  text: string | null;
}

export function notifyReachedPeople(
  planning: PlanningContext,
  incident: string,
  effect: Extract<Effect, { kind: 'tellReached' }>,
): void {
  const content = JSON.stringify(contentOf(effect));
  for (const [user, methods] of reachedMethods(planning, incident)) {
    if (!effect.except.includes(user) && wants(planning, user, effect.update)) {
      methods.forEach((method) => deliverUpdate(planning, incident, user, method, effect.update, content));
    }
  }
  for (const room of planning.ledger.rooms(incident)) {
    deliverToRoom(planning, incident, room, { kind: 'update', entry: null, rank: 0, content });
  }
}

/** Refreshes standing chat messages even if nobody is told: for the person who acted, and when others are paged. */
export function refreshStanding(planning: PlanningContext, incident: string): void {
  const { work, channels, ledger } = planning;
  const standsIn = (kind: string | undefined) =>
    kind !== undefined && channels.get(kind)?.definition.carries.inPlace === true;
  const people = [...reachedMethods(planning, incident)].flatMap(([user, methods]) =>
    (work.directory.responders.get(user)?.contactMethods ?? [])
      .filter(({ id, type }) => methods.has(id) && standsIn(type))
      .map(({ id }) => ({ user, method: id })),
  );
  const rooms = ledger.rooms(incident).filter((room) => standsIn(work.directory.rooms.get(room)?.type));
  if (people.length === 0 && rooms.length === 0) {
    return;
  }
  const planned = new Set(ledger.planned(incident).map(destinationOf));
  const isPlanned = (to: Parameters<typeof destinationOf>[0]) => planned.has(destinationOf(to));
  people
    .filter((one) => !isPlanned({ channel: null, ...one }))
    .forEach(({ user, method }) => deliverUpdate(planning, incident, user, method, null, REFRESH));
  rooms
    .filter((room) => !isPlanned({ channel: room, user: null, method: null }))
    .forEach((room) =>
      deliverToRoom(planning, incident, room, { kind: 'update', entry: null, rank: 0, content: REFRESH }),
    );
}

const REFRESH = JSON.stringify({ refresh: true });

export function notifyPeople(
  planning: PlanningContext,
  incident: string,
  effect: Extract<Effect, { kind: 'tell' }>,
): void {
  const content = JSON.stringify(contentOf(effect));
  const reached = reachedMethods(planning, incident);
  for (const user of effect.users) {
    const known = [...(reached.get(user) ?? [])];
    const methods = known.length > 0 ? known : firstMethods(planning, user);
    methods.forEach((method) => deliverUpdate(planning, incident, user, method, effect.update, content));
  }
}

/** Updates that ask somebody to do something now. */
const QUESTIONS: ReadonlySet<UpdateKind> = new Set<UpdateKind>(['confirm', 'exhausted']);

/** People can turn off neither pages nor the question whether they are still on it. */
function wants({ work }: PlanningContext, user: string, update: UpdateKind): boolean {
  const mute: readonly string[] = work.directory.responders.get(user)?.mute ?? [];
  return !mute.includes(update);
}

function contentOf({ update, actor, text }: Update): Update {
  return { update, actor, text };
}

/** Methods through which pages of this incident arrived, or are just being sent. */
export function reachedMethods({ ledger }: PlanningContext, incident: string): Map<string, Set<string>> {
  const reached = new Map<string, Set<string>>();
  for (const { row, page } of ledger.pages(incident)) {
    const methods = page.rules.filter((rule) => rule.state === 'done').map((rule) => rule.method);
    if (methods.length > 0 && !ledger.wasInShadow(incident, row.started_at)) {
      reached.set(row.user, new Set([...(reached.get(row.user) ?? []), ...methods]));
    }
  }
  return reached;
}

/** For somebody who was never paged for the incident (they acknowledged it in Grafana): their first urgent method. */
function firstMethods({ work }: PlanningContext, user: string): string[] {
  const responder = work.directory.responders.get(user);
  const wanted = { urgency: 'urgent', order: 'rules', fits: () => true } as const;
  const chosen = responder && chooseMethod(responder, wanted, work.now, work.directory.facts);
  return chosen ? [chosen.method.id] : [];
}

function deliverUpdate(
  { work, channels, ledger }: PlanningContext,
  incident: string,
  user: string,
  methodId: string,
  update: UpdateKind | null,
  content: string,
): void {
  const method = work.directory.responders.get(user)?.contactMethods.find((candidate) => candidate.id === methodId);
  const channel = method && channels.get(method.type);
  const { carries } = channel?.definition ?? {};
  if (method && channel && (carries?.update || (carries?.questions && update !== null && QUESTIONS.has(update)))) {
    ledger.deliver(
      deliveryRow(work, {
        kind: 'update',
        incident,
        user,
        method: methodId,
        channel_kind: method.type,
        lane: channel.lane(method.to, {}),
        rank: 0,
        content,
      }),
    );
  }
}

/** Follows whom pages reach, and says which commands are given in a night that was different. */
import type { Command } from '#domain/incident/commands/command';
import type { Incident } from '#domain/incident/model';
import { addTo } from '../../stages/outbox/planning/ledger.ts';
import type { DeliveryRow } from '../../store/schema/deliveries.ts';
import type { RecordedCommand, ActorStanding } from '../recorded.ts';
import type { PagerState } from './state.ts';

/** Something of a page arrived: whoever was paged may answer from now on. */
export function arrive(state: PagerState, { incident, user, page }: DeliveryRow): void {
  if (incident === null || user === null || page === null || state.arrived.has(page)) {
    return;
  }
  state.arrived.add(page);
  const key = keyOf(incident, user);
  const isFirst = !state.reached.has(key);
  if (isFirst) {
    state.reached.set(key, state.now);
  }
  const were = state.parts.madeOf(incident);
  for (const { at, command } of state.deps.onArrival({ incident, user, page, at: state.now, isFirst, were })) {
    if (command.answers === undefined) {
      state.following.add(`${key}\n${command.part ?? ''}`);
    }
    state.inputs.push(at, { kind: 'command', command });
  }
}

export function standingOf(state: PagerState, incident: Incident, user: string): ActorStanding {
  const hasIt = incident.state === 'acknowledged' || incident.state === 'snoozed';
  const isOwner = hasIt && incident.acknowledgedBy === user;
  const pages = state.ledger.pages(incident.id);
  return {
    reachedAt: state.reached.get(keyOf(incident.id, user)) ?? null,
    isPaged: pages.some(({ row }) => row.user === user && row.ended_at === null),
    isOwner,
    isTaken: hasIt && !isOwner,
  };
}

/** A snooze for an hour lasts an hour, whenever it begins. */
export function asGivenNow(state: PagerState, { command, at }: RecordedCommand): Command {
  return command.kind === 'snooze' && command.for !== undefined
    ? { ...command, until: command.until + (state.now - at) }
    : command;
}

/**
 * Whether somebody does in this night what they did in truth. Whoever acted on a page of theirs, or on an incident that they had,
 * does so only if that is so here; and nobody takes from another what they found free. What was solved is solved once
 * somebody has answered, and waits until then.
 */
export function mayGive(state: PagerState, incident: Incident, recorded: RecordedCommand): boolean {
  const now = standingOf(state, incident, recorded.actor.name);
  if (recorded.answers !== undefined) {
    return answersNow(state, incident, recorded.answers, now);
  }
  if (recorded.onceAnswered && isGivenElsewhere(state, incident, recorded)) {
    return false;
  }
  const isSolution = recorded.command.kind === 'resolve';
  if (recorded.onceAnswered || (isSolution && !isAsItWas(recorded.was, now))) {
    return isSolved(state, incident, recorded) && (isSolution || isFree(recorded, now));
  }
  return isAsItWas(recorded.was, now) && isFree(recorded, now);
}

/** An answer that nobody gave: to a page that arrived and still runs, about an incident that nobody has. */
function answersNow(state: PagerState, incident: Incident, page: string, { isTaken }: ActorStanding): boolean {
  return (
    incident.state === 'open' &&
    !isTaken &&
    state.ledger.page(page)?.row.ended_at === null &&
    // Another answer may be wanted besides: theirs is not given twice.
    !incident.acks.includes(state.ledger.page(page)?.row.user ?? '')
  );
}

/** Answers of people who were reached in truth follow their pages here; what else they did counts once somebody answered. */
function isGivenElsewhere(state: PagerState, incident: Incident, recorded: RecordedCommand): boolean {
  const person = keyOf(incident.id, recorded.actor.name);
  const isOfNobody = recorded.command.kind !== 'resolve' && !state.reached.has(person);
  return isOfNobody || state.following.has(`${person}\n${recorded.part ?? recorded.incident}`);
}

function isSolved(state: PagerState, incident: Incident, recorded: RecordedCommand): boolean {
  const isWaiting = !state.answered.has(incident.id);
  if (isWaiting) {
    const part = recorded.part ?? recorded.incident;
    addTo(state.waiting, incident.id, { ...recorded, incident: incident.id, part });
  }
  return !isWaiting;
}

function isAsItWas(was: ActorStanding | undefined, now: ActorStanding): boolean {
  return was === undefined || !(was.isPaged || was.isOwner) || now.isPaged || now.isOwner;
}

function isFree({ command: { kind }, was }: RecordedCommand, now: ActorStanding): boolean {
  const takes = kind === 'acknowledge' || kind === 'snooze';
  return !takes || was === undefined || was.isTaken || !now.isTaken;
}

function keyOf(incident: string, user: string): string {
  return `${incident}\n${user}`;
}

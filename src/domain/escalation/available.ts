/**
 * Decides whom a step pages while some of its people are not available: others stand in for them, and their own pages
 * wait for the next entry of a step at the latest. Nobody waits twice in a run, and nobody waits where nobody else is
 * at hand. An error in here changes nothing: everybody then counts as available.
 */
import { tryOrNull } from '#domain/attempt';
import { heldNow, loginOf, releaseHeld, union } from '#domain/escalation/held';
import type { Step } from '#domain/escalation/policy';
import { standInFor } from '#domain/escalation/stand-in';
import type { ResolvedTargets } from '#domain/escalation/targets';
import { note } from '#domain/incident/draft';
import type { DecisionFacts, IncidentDraft, Unavailability } from '#domain/incident/draft';
import { urgencyOf } from '#domain/incident/model';
import type { EscalationRun, HeldPerson, Incident, UnavailablePerson } from '#domain/incident/model';
import { formatInstant } from '#domain/time/words/instant-words';
import { unavailableText } from '#domain/notify/render/words/unavailable-text';

/** Whom a step pages, and who waits. */
export interface StepPeople {
  page: string[];
  /** Those of `page` who waited until now. */
  waited: HeldPerson[];
  held: HeldPerson[];
  /** Who was needed although they are not available: nobody else was at hand. */
  called: string[];
  unavailable: UnavailablePerson[];
}

/** @param to the targets of the step, without people who are left out */
export function peopleOf(draft: IncidentDraft, run: EscalationRun, step: Step, to: ResolvedTargets): StepPeople {
  const waited = heldNow(draft);
  const plain = { page: union(to.users, waited.map(loginOf)), waited, held: [], called: [], unavailable: [] };
  const away = run.byHand ? new Map<string, Unavailability>() : unavailableAmong(draft, to.users);
  return away.size === 0 ? plain : (tryOrNull(() => choose(draft, run, step, to, waited, away)) ?? plain);
}

function choose(
  draft: IncidentDraft,
  run: EscalationRun,
  step: Step,
  to: ResolvedTargets,
  waited: HeldPerson[],
  away: ReadonlyMap<string, Unavailability>,
): StepPeople {
  const { called = [] } = run;
  const resting = to.users.filter((user) => away.get(user)?.paging === 'hold' && !called.includes(user));
  const page = union(
    to.users.filter((user) => !resting.includes(user)),
    waited.map(loginOf),
  );
  const needed = Math.min(step.requireAcks, to.users.length);
  const unavailable: UnavailablePerson[] = [];
  for (const [user, { until, paging }] of away) {
    if (paging === 'warn') {
      unavailable.push({ user, until, standIn: null });
    } else if (resting.includes(user) && !page.includes(user)) {
      const isNeeded = page.length < needed;
      const standIn = isNeeded ? standInFor(user, { draft, run, step, to, page }) : null;
      if (isNeeded) {
        page.push(standIn ?? user);
      }
      unavailable.push({ user, until, standIn, ...(isNeeded && standIn === null && { alone: true }) });
    }
  }
  const urgency = urgencyOf(draft.incident, step.urgency);
  return {
    page,
    waited,
    held: resting.filter((user) => !page.includes(user)).map((user) => ({ user, urgency })),
    called: resting.filter((user) => page.includes(user)),
    unavailable,
  };
}

/** Whom a step would page at a later instant. @param index of the step; null: all steps are done */
export function foreseenPeople(
  incident: Incident,
  facts: DecisionFacts,
  at: number,
  index: number | null,
  to: ResolvedTargets,
): string[] {
  const draft: IncidentDraft = { incident, effects: [], now: at, facts };
  const { run } = incident;
  const step = index === null ? undefined : run?.policy.steps[index];
  if (!run || index === null || !step) {
    return union(to.users, heldNow(draft).map(loginOf));
  }
  return peopleOf(draft, { ...run, step: index }, step, to).page;
}

/** The people who are not available, in the order of `users`. */
export function unavailableAmong(
  { facts, now }: Pick<IncidentDraft, 'facts' | 'now'>,
  users: readonly string[],
): Map<string, Unavailability> {
  const found = new Map<string, Unavailability>();
  for (const user of facts.rest === undefined ? [] : users) {
    const unavailability = tryOrNull(() => facts.rest?.(user, now) ?? null);
    if (unavailability) {
      found.set(user, unavailability);
    }
  }
  return found;
}

/** Records who is not available, and keeps who waits. */
export function tellPeople(draft: IncidentDraft, run: EscalationRun, people: StepPeople): void {
  keepHeld(run, people);
  if (people.unavailable.length > 0) {
    run.unavailable = people.unavailable;
  }
  for (const person of people.unavailable) {
    const { user, until, standIn, alone } = person;
    const why = alone ? { reason: 'nobody-else', user, until } : { reason: 'not-available', user, until, standIn };
    const at = { step: run.step + 1, pass: run.pass + 1 };
    note(draft, 'held', null, describeUnavailable(draft, person), { ...why, ...at });
  }
}

function keepHeld(run: EscalationRun, { held, called }: Pick<StepPeople, 'held' | 'called'>): void {
  releaseHeld(run);
  if (called.length > 0) {
    run.called = union(run.called ?? [], called);
  }
  if (held.length > 0) {
    run.held = held;
  }
}

/** `Ann is not available until 11:40; Ben stands in.`, on Ann's clock. */
export function describeUnavailable(
  { facts, now }: Pick<IncidentDraft, 'facts' | 'now'>,
  { user, until, standIn, alone }: UnavailablePerson,
): string {
  const nameOf = (login: string) => tryOrNull(() => facts.responder(login)?.name) ?? login;
  const zone = tryOrNull(() => facts.responder(user)?.timeZone) ?? 'UTC';
  return unavailableText('en', {
    name: nameOf(user),
    until: formatInstant(until, now, 'en', zone),
    standIn: standIn === null ? null : nameOf(standIn),
    alone: alone === true,
  });
}

/** Finds who stands in for a person of a step who is not available. */
import { tryOrNull } from '#domain/attempt';
import { failingCondition } from '#domain/escalation/conditions';
import type { Step, StepTarget } from '#domain/escalation/policy';
import { cannotBePaged } from '#domain/escalation/targets';
import type { ResolvedTargets } from '#domain/escalation/targets';
import type { DecisionFacts, IncidentDraft } from '#domain/incident/draft';
import type { EscalationRun } from '#domain/incident/model';

export interface StandInSearch {
  draft: IncidentDraft;
  run: EscalationRun;
  step: Step;
  to: ResolvedTargets;
  /** Whom the step pages already. */
  page: readonly string[];
}

/** The first who is at hand: of the person's rota or round robin, then of the next step; null: nobody. */
export function standInFor(user: string, search: StandInSearch): string | null {
  for (const people of [ofTargets(user, search), ofNextStep(search)]) {
    for (const login of people) {
      if (canStandIn(login, search)) {
        return login;
      }
    }
  }
  return null;
}

/** If it cannot be found out, the answer is no: then somebody else is asked, at last the person. */
function canStandIn(login: string, { draft: { incident, facts, now }, page }: StandInSearch): boolean {
  return (
    !page.includes(login) &&
    !incident.acks.includes(login) &&
    tryOrNull(
      () =>
        cannotBePaged(login, facts) === null &&
        (facts.rest?.(login, now) ?? null) === null &&
        (facts.atHand?.(login, now) ?? false),
    ) === true
  );
}

function* ofTargets(user: string, { draft, run, step, to }: StandInSearch): Generator<string> {
  const { facts, now } = draft;
  for (const [index, target] of step.notify.entries()) {
    if (target.kind === 'rota' && onCall(facts, target, now).includes(user)) {
      yield* onCall(facts, { ...target, who: 'next' }, now);
      yield* onCall(facts, { ...target, who: 'everyone' }, now);
    } else if (target.kind === 'roundRobin') {
      yield* ofRoundRobin(
        user,
        target.users,
        to.turns.find(({ key }) => key === `${run.policy.id}/${run.step}/${index}`),
      );
    }
  }
}

/** Those after the person whose turn it is. */
function ofRoundRobin(user: string, users: readonly string[], turn: { next: number } | undefined): string[] {
  const at = turn === undefined ? -1 : (turn.next - 1) % users.length;
  return users[at] === user ? [...users.slice(at + 1), ...users.slice(0, at)] : [];
}

/** The next step of this pass that pages people and whose condition holds now. */
function* ofNextStep({ draft, run }: StandInSearch): Generator<string> {
  const next = run.policy.steps
    .slice(run.step + 1)
    .find(({ notify, when }) => notify.some(({ kind }) => kind !== 'channel') && !fails(when, draft));
  for (const target of next?.notify ?? []) {
    yield* anybodyOf(target, draft);
  }
}

function fails(when: Step['when'], draft: IncidentDraft): boolean {
  return when !== null && tryOrNull(() => failingCondition(when, draft) === null) !== true;
}

/** People of a target, without taking anybody's turn. */
function anybodyOf(target: StepTarget, { facts, now }: IncidentDraft): readonly string[] {
  switch (target.kind) {
    case 'user':
      return [target.user];
    case 'team':
      return tryOrNull(() => facts.team(target.team)?.members) ?? [];
    case 'rota':
      return onCall(facts, target, now);
    case 'roundRobin':
      return target.users;
    case 'channel':
      return [];
  }
}

function onCall(facts: DecisionFacts, { rota, who }: Extract<StepTarget, { kind: 'rota' }>, now: number): string[] {
  return tryOrNull(() => facts.onCall(rota, who, now)) ?? [];
}

/** Computes what an incident does next if nobody acts. */
import { foreseenPeople } from '#domain/escalation/available';
import { opensAt } from '#domain/escalation/pause';
import type { Policy, StepTarget } from '#domain/escalation/policy';
import { describeTargets, managersOf, resolveTargets } from '#domain/escalation/targets';
import type { DecisionFacts } from '#domain/incident/draft';
import type { Incident, EscalationRun, IncidentTimers } from '#domain/incident/model';
import type { NextStep } from '#domain/notify/render/messages/next';

export interface NextEscalation {
  at: number;
  /** A part of an English sentence for the API: `step 2 of 3 pages rota sre (next), cleo`. */
  what: string;
  /** The same for programs and translations. */
  why: NextWhy;
}

/**
 * The form of the contract's list of what comes next; steps and passes count from 1. `window`: the step's time window
 * opens then (`opens`), or the step waits if its window is closed then (`awaited`).
 */
interface AtStep {
  step: number;
  steps: number;
  pass: number | null;
  passes: number;
  window?: 'opens' | 'awaited';
}

interface NamedTarget {
  kind: 'user' | 'team' | 'rota' | 'channel';
  id: string;
  who: 'current' | 'next' | 'everyone' | null;
}

type NextWhy =
  | { reason: 'pages'; data: AtStep & { targets: NamedTarget[] } }
  | { reason: 'waits'; data: AtStep }
  | { reason: 'exhausted'; data: { targets: NamedTarget[] | null } }
  | { reason: 'goes-on' | (typeof TIMER_CODES)[Exclude<keyof IncidentTimers, 'escalate'>] };

const TIMER_CODES = {
  wake: 'wake',
  hold: 'hold',
  downtime: 'downtime',
  silence: 'silence',
  answer: 'answer',
  confirm: 'confirm',
  confirmLimit: 'confirm-limit',
  resolve: 'resolve',
  autoResolve: 'auto-resolve',
} as const satisfies Record<Exclude<keyof IncidentTimers, 'escalate'>, string>;

export function nextOf(incident: Incident): NextEscalation | null {
  const timer = earliest(
    incident.state === 'open'
      ? incident.timers
      : { ...incident.timers, hold: undefined, downtime: undefined, silence: undefined, answer: undefined },
  );
  if (!timer) {
    return null;
  }
  const [name, at] = timer;
  return name === 'escalate'
    ? { at, what: escalateText(incident.run), why: escalateWhy(incident.run) }
    : { at, what: WHAT[name], why: { reason: TIMER_CODES[name] } };
}

const WHAT: Record<Exclude<keyof IncidentTimers, 'escalate'>, string> = {
  wake: 'the snooze ends and the escalation starts at step 1',
  hold: 'the maintenance ends and the escalation starts at step 1',
  downtime: 'the downtime in the source ends and the escalation starts at step 1',
  silence: 'the silence in the source ends and the escalation goes on',
  answer: 'without an answer of the source the escalation goes on',
  confirm: 'the acknowledger is asked whether they are still on it',
  confirmLimit: 'without an answer the escalation goes on',
  resolve: 'it resolves if it stays quiet',
  autoResolve: 'it resolves if no signal comes',
};

function earliest(timers: IncidentTimers): [keyof IncidentTimers, number] | null {
  const entries = (Object.entries(timers) as Array<[keyof IncidentTimers, number | undefined]>).flatMap(
    ([name, at]): Array<[keyof IncidentTimers, number]> => (at === undefined ? [] : [[name, at]]),
  );
  // While steps are coming, a far-off automatic resolution is not what people wait for.
  const main = entries.filter(([name]) => name !== 'autoResolve');
  const pool = main.length > 0 ? main : entries;
  return pool.sort((a, b) => a[1] - b[1])[0] ?? null;
}

interface UpcomingStep {
  kind: 'page' | 'repeat';
  policy: Policy;
  index: number;
  targets: StepTarget[];
}

type Upcoming = UpcomingStep | { kind: 'exhausted'; targets: StepTarget[] | null };

function upcoming(run: EscalationRun): Upcoming {
  const { policy } = run;
  const betweenPasses = run.step >= policy.steps.length;
  const index = betweenPasses ? 0 : run.step + 1;
  const step = policy.steps[index];
  if (step) {
    return { kind: betweenPasses ? 'repeat' : 'page', policy, index, targets: step.notify };
  }
  const first = policy.steps[0];
  return run.pass < policy.repeat && first
    ? { kind: 'repeat', policy, index: 0, targets: first.notify }
    : { kind: 'exhausted', targets: policy.onExhausted };
}

/** As the message to whoever is paged last says it. */
function exhaustedText(targets: StepTarget[] | null): string {
  const who = targets === null ? 'managers' : describeTargets(targets);
  return targets?.length === 0 ? 'nobody is left to page' : `nobody is left to page, ${who} will be told`;
}

function escalateText(run: EscalationRun | null): string {
  if (!run) {
    return 'the escalation goes on';
  }
  const next = upcoming(run);
  if (next.kind === 'exhausted') {
    return exhaustedText(next.targets);
  }
  const who = next.targets.length === 0 ? 'waits' : `pages ${describeTargets(next.targets)}`;
  const window = windowOf(run, next);
  const opens = window === 'opens' ? 'its time window opens: ' : '';
  const then = window === 'awaited' ? ', once its time window is open' : '';
  const again =
    next.kind === 'repeat' ? `the steps start again (pass ${run.pass + 2} of ${run.policy.repeat + 1}): ` : '';
  return `${again}${opens}step ${next.index + 1} of ${next.policy.steps.length} ${who}${then}`;
}

function windowOf({ pause }: EscalationRun, { policy, index }: UpcomingStep): 'opens' | 'awaited' | undefined {
  return pause === index ? 'opens' : policy.steps[index]?.until ? 'awaited' : undefined;
}

function escalateWhy(run: EscalationRun | null): NextWhy {
  if (!run) {
    return { reason: 'goes-on' };
  }
  const next = upcoming(run);
  if (next.kind === 'exhausted') {
    return { reason: 'exhausted', data: { targets: next.targets && next.targets.flatMap(named) } };
  }
  const window = windowOf(run, next);
  const at = {
    step: next.index + 1,
    steps: next.policy.steps.length,
    pass: next.kind === 'repeat' ? run.pass + 2 : null,
    passes: run.policy.repeat + 1,
    ...(window && { window }),
  };
  return next.targets.length === 0
    ? { reason: 'waits', data: at }
    : { reason: 'pages', data: { ...at, targets: next.targets.flatMap(named) } };
}

function named(target: StepTarget): NamedTarget[] {
  switch (target.kind) {
    case 'user':
      return [{ kind: 'user', id: target.user, who: null }];
    case 'team':
      return [{ kind: 'team', id: target.team, who: null }];
    case 'rota':
      return [{ kind: 'rota', id: target.rota, who: target.who }];
    case 'roundRobin':
      return target.users.map((id) => ({ kind: 'user', id, who: null }));
    case 'channel':
      return [{ kind: 'channel', id: target.channel, who: null }];
  }
}

/**
 * What happens next, for messages to people: names instead of ids, resolved at the instant of the step, or at which its
 * time window opens.
 */
export function nextForPeople(
  incident: Incident,
  facts: DecisionFacts,
  roomName: (id: string) => string,
): { at: number; step: NextStep } | null {
  const due = incident.timers.escalate;
  if (incident.state !== 'open' || due === undefined || !incident.run) {
    return null;
  }
  const next = upcoming(incident.run);
  const step = next.kind === 'exhausted' ? undefined : next.policy.steps[next.index];
  const at = (step && opensAt(step, due, facts.calendar)) ?? due;
  const targets = next.targets ?? managersOf(incident.team, facts);
  const resolved = resolveTargets(
    targets,
    `${incident.run.policy.id}/${next.kind === 'exhausted' ? 'exhausted' : next.index}`,
    at,
    facts,
  );
  const { channels } = resolved;
  const users = foreseenPeople(incident, facts, at, next.kind === 'exhausted' ? null : next.index, resolved);
  const names = [...users.map((login) => facts.responder(login)?.name ?? login), ...channels.map(roomName)];
  return { at, step: { kind: next.kind, names } };
}

/** Says what an imported policy does, a line for each step, beside what the source does. */
import { line, part } from '#modules/importing/contract/escalation-lines';
import type { EscalationLine, EscalationPart } from '#modules/importing/contract/escalation-lines';
import type { ImportedBody } from '#modules/importing/contract/plan';

export interface TargetBody {
  rota?: string;
  who?: 'current' | 'next' | 'everyone';
  user?: string;
  team?: string;
  roundRobin?: string[];
  channel?: string;
}

export interface StepBody {
  notify: TargetBody[];
  urgency?: 'default' | 'urgent';
  wait: string;
  when?: unknown;
  /** A time window until whose opening the step waits. */
  until?: string;
}

export interface PolicyBody extends ImportedBody {
  id: string;
  name: string;
  repeat: number;
  steps: StepBody[];
  onExhausted?: TargetBody[];
}

export function minutesText(minutes: number): string {
  return minutes % 1 === 0 ? `${minutes}m` : `${Math.round(minutes * 60)}s`;
}

/** Each step with the minute, counted from the start, at which it comes if nobody answers. */
export function policyLines(policy: PolicyBody): EscalationLine[] {
  let minute = 0;
  const lines = policy.steps.map((step) => {
    const targets = step.notify.map(targetPart);
    const said = line(minute, ...(targets.length === 0 ? [part('nobody')] : targets), ...notesOf(step));
    minute += minutesOf(step.wait);
    return said;
  });
  return [
    ...lines,
    ...(policy.repeat > 0 ? [line(minute, part('again', { times: policy.repeat }))] : []),
    line(null, part(policy.onExhausted?.length === 0 ? 'then-nobody' : 'then-managers')),
  ];
}

function notesOf({ urgency, when, until }: StepBody): EscalationPart[] {
  return [
    ...(urgency === undefined ? [] : [part(urgency === 'urgent' ? 'urgent' : 'not-urgent')]),
    ...conditionsOf(when),
    ...(until === undefined ? [] : [part('not-before', { window: until })]),
  ];
}

/** Each condition by its kind. */
function conditionsOf(when: unknown): EscalationPart[] {
  if (when === undefined || when === null) {
    return [];
  }
  if (typeof when === 'string') {
    return [part('only-in-window')];
  }
  const { window, severity, alerts, ...others } = when as {
    window?: unknown;
    severity?: string;
    alerts?: { count: number; within: string };
  };
  return [
    ...(window === undefined ? [] : [part('only-in-window')]),
    ...(severity === undefined ? [] : [part('only-at-severity', { severity })]),
    ...(alerts === undefined ? [] : [part('only-after-alerts', { alerts: alerts.count, within: alerts.within })]),
    ...(Object.keys(others).length === 0 ? [] : [part('only-if')]),
  ];
}

function minutesOf(wait: string): number {
  const [, amount = '0', unit = 's'] = /^(\d+)([smh])$/.exec(wait) ?? [];
  return Number(amount) * { s: 1 / 60, m: 1, h: 60 }[unit as 's' | 'm' | 'h'];
}

const ROTA = { current: 'rota', next: 'rota-next', everyone: 'rota-everyone' } as const;

function targetPart({ rota, who, user, team, roundRobin, channel }: TargetBody): EscalationPart {
  if (rota !== undefined) {
    return part(ROTA[who ?? 'current'], { name: rota });
  }
  if (user !== undefined) {
    return part('person', { name: user });
  }
  if (team !== undefined) {
    return part('team', { name: team });
  }
  return roundRobin === undefined
    ? part('channel', { name: channel ?? '?' })
    : part('turn', { names: roundRobin.join(', ') });
}

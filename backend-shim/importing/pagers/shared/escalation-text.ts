/** Says what an imported policy does, a line for each step, beside what the source does. */
import type { ImportedBody } from '#contract/importing/plan';

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
export function policyLines(policy: PolicyBody): string[] {
  let minute = 0;
  const lines = policy.steps.map((step) => {
    const line = `${minute} min: ${step.notify.map(targetText).join(', ') || 'nobody'}${step.urgency === undefined ? '' : ` (${step.urgency})`}${step.when === undefined ? '' : ', only inside its window'}${step.until === undefined ? '' : `, not before ${step.until} opens`}`;
    minute += minutesOf(step.wait);
    return line;
  });
  const end = policy.onExhausted?.length === 0 ? 'nobody more is told' : 'the managers of the team, else the Admins';
  return [
    ...lines,
    ...(policy.repeat > 0 ? [`${minute} min: again from the top, ${policy.repeat} times`] : []),
    `then: ${end}`,
  ];
}

function minutesOf(wait: string): number {
  const [, amount = '0', unit = 's'] = /^(\d+)([smh])$/.exec(wait) ?? [];
  return Number(amount) * { s: 1 / 60, m: 1, h: 60 }[unit as 's' | 'm' | 'h'];
}

function targetText(target: TargetBody): string {
  const who = target.who === undefined || target.who === 'current' ? '' : ` (${target.who})`;
  return (
    (target.rota && `rota ${target.rota}${who}`) ??
    target.user ??
    (target.team && `team ${target.team}`) ??
    (target.roundRobin && `in turn ${target.roundRobin.join(', ')}`) ??
    `channel ${target.channel ?? '?'}`
  );
}

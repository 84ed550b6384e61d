/** Says what an OnCall chain does, a line for each step with the minute at which it comes. */
import type { ChainPlan } from './chain-plan.ts';
import { DEFAULT_WAIT } from '../schema.ts';
import type { OncallStep } from '../schema.ts';

type ChainNames = Pick<ChainPlan, 'scheduleNames' | 'userNames' | 'teams' | 'webhookNames'>;

export function chainLines(names: ChainNames, steps: readonly OncallStep[]): string[] {
  let minute = 0;
  const lines = steps.map((step) => {
    const line = `${minute} min: ${wordsOf(names, step)}`;
    minute += step.type === 'wait' ? (step.duration ?? DEFAULT_WAIT) / 60 : 0;
    return line;
  });
  return [...lines, 'then: nobody more is told'];
}

function wordsOf({ scheduleNames, userNames, teams, webhookNames }: ChainNames, step: OncallStep): string {
  const urgent = step.important === true ? ' (important)' : '';
  const people = (ids: readonly string[]) => ids.map((id) => userNames.get(id) ?? id).join(', ');
  switch (step.type) {
    case 'wait':
      return `waits ${(step.duration ?? DEFAULT_WAIT) / 60} min`;
    case 'notify_on_call_from_schedule': {
      const id = step.notify_on_call_from_schedule ?? '?';
      return `schedule ${scheduleNames.get(id) ?? id}${urgent}`;
    }
    case 'notify_persons':
      return `${people(step.persons_to_notify)}${urgent}`;
    case 'notify_person_next_each_time':
      return `in turn ${people(step.persons_to_notify_next_each_time)}${urgent}`;
    case 'notify_team_members':
      return `team ${teams.get(step.team_to_notify ?? '')?.name ?? step.team_to_notify ?? '?'}${urgent}`;
    case 'notify_if_time_from_to':
      return `waits until ${step.notify_if_time_from ?? '?'}–${step.notify_if_time_to ?? '?'}`;
    case 'notify_if_num_alerts_in_window':
      return `waits until more than ${step.num_alerts_in_window ?? '?'} alerts came in ${step.num_minutes_in_window ?? '?'} min`;
    case 'repeat_escalation':
      return 'again from the top, 5 times';
    case 'trigger_webhook':
      return `webhook ${webhookNames.get(step.action_to_trigger ?? '') ?? step.action_to_trigger ?? '?'}`;
    default:
      return step.type ?? 'an unfinished step';
  }
}

/** Says what an OnCall chain does, a line for each step with the minute at which it comes. */
import { line, part } from '#modules/importing/contract/escalation-lines';
import type { EscalationLine, EscalationPart } from '#modules/importing/contract/escalation-lines';
import type { ChainPlan } from './chain-plan.ts';
import { DEFAULT_WAIT } from '../schema.ts';
import type { OncallStep } from '../schema.ts';

type ChainNames = Pick<ChainPlan, 'scheduleNames' | 'userNames' | 'teams' | 'webhookNames'>;

export function chainLines(names: ChainNames, steps: readonly OncallStep[]): EscalationLine[] {
  let minute = 0;
  const lines = steps.map((step) => {
    const said = line(minute, ...partsOf(names, step));
    minute += step.type === 'wait' ? (step.duration ?? DEFAULT_WAIT) / 60 : 0;
    return said;
  });
  return [...lines, line(null, part('then-nobody'))];
}

function partsOf({ scheduleNames, userNames, teams, webhookNames }: ChainNames, step: OncallStep): EscalationPart[] {
  const important = step.important === true ? [part('important')] : [];
  const nameOf = (id: string) => userNames.get(id) ?? id;
  switch (step.type) {
    case 'wait':
      return [part('waits', { minutes: (step.duration ?? DEFAULT_WAIT) / 60 })];
    case 'notify_on_call_from_schedule': {
      const id = step.notify_on_call_from_schedule ?? '?';
      return [part('schedule', { name: scheduleNames.get(id) ?? id }), ...important];
    }
    case 'notify_persons':
      return [...step.persons_to_notify.map((id) => part('person', { name: nameOf(id) })), ...important];
    case 'notify_person_next_each_time':
      return [part('turn', { names: step.persons_to_notify_next_each_time.map(nameOf).join(', ') }), ...important];
    case 'notify_team_members':
      return [
        part('team', { name: teams.get(step.team_to_notify ?? '')?.name ?? step.team_to_notify ?? '?' }),
        ...important,
      ];
    case 'notify_if_time_from_to':
      return [part('waits-for-hours', { from: step.notify_if_time_from ?? '?', to: step.notify_if_time_to ?? '?' })];
    case 'notify_if_num_alerts_in_window':
      return [
        part('waits-for-alerts', {
          alerts: step.num_alerts_in_window ?? '?',
          minutes: step.num_minutes_in_window ?? '?',
        }),
      ];
    case 'repeat_escalation':
      return [part('again', { times: 5 })];
    case 'trigger_webhook':
      return [
        part('webhook', { name: webhookNames.get(step.action_to_trigger ?? '') ?? step.action_to_trigger ?? '?' }),
      ];
    default:
      return [
        step.type === undefined || step.type === null ? part('unfinished') : part('setting', { word: step.type }),
      ];
  }
}

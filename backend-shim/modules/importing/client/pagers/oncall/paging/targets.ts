/** Translates whom a step of an OnCall chain tells. */
import type { ImportClass } from '#modules/importing/domain/model';
import type { ImportData, ImportReason } from '#modules/importing/contract/reasons';
import type { TargetBody } from '../../shared/escalation-text.ts';
import type { ChainPlan } from './chain-plan.ts';
import type { OncallChain, OncallStep } from '../schema.ts';

/** What steps that tell nobody here are for. */
const OTHERS: Readonly<Record<string, { class: ImportClass; what: string }>> = {
  notify_whole_channel: {
    class: 'needs-a-person',
    what: 'a step that tells a whole Slack channel: make a channel and name it in the step',
  },
  notify_user_group: {
    class: 'needs-a-person',
    what: 'a step that tells a Slack user group: name its people, or a team, in the step',
  },
  declare_incident: { class: 'left-out', what: 'a step that declares an incident in Grafana Incident' },
};

export function targetsOf(plan: ChainPlan, chain: OncallChain, step: OncallStep): TargetBody[] {
  const note = (became: ImportClass, reason: ImportReason, data: ImportData = {}) =>
    plan.draft.item('step', {
      sourceId: `${chain.id}/${step.id}`,
      name: `${chain.name}, step ${step.position + 1}`,
      class: became,
      reason,
      data,
    });
  switch (step.type) {
    case 'notify_on_call_from_schedule':
      return rotaTarget(plan, step, note);
    case 'notify_persons':
      return loginsOf(plan, step.persons_to_notify).map((user) => ({ user }));
    case 'notify_person_next_each_time': {
      // The source goes by the order of logins, and remembers who was last.
      const inOrder = [...step.persons_to_notify_next_each_time].sort((a, b) =>
        (plan.userNames.get(a) ?? a) < (plan.userNames.get(b) ?? b) ? -1 : 1,
      );
      const logins = loginsOf(plan, inOrder);
      note('approximated', 'turns-in-policy', { by: 'the order of logins' });
      return logins.length === 0 ? [] : [{ roundRobin: logins }];
    }
    case 'notify_team_members':
      return teamTarget(plan, step, note);
    case 'resolve':
      note('approximated', 'resolves-as-silence');
      return [];
    case 'trigger_webhook': {
      const name = plan.webhookNames.get(step.action_to_trigger ?? '') ?? step.action_to_trigger ?? '?';
      note('needs-a-person', 'no-counterpart', {
        what: `a step that calls the webhook ${name}: make a channel and name it in the step`,
      });
      return [];
    }
    case null:
    case undefined:
      note('needs-a-person', 'unfinished-step');
      return [];
    default: {
      const known = Object.hasOwn(OTHERS, step.type) ? OTHERS[step.type] : undefined;
      if (known === undefined) {
        note('needs-a-person', 'kind-unknown', { kind: `step ${step.type}` });
      } else {
        note(known.class, 'no-counterpart', { what: known.what });
      }
      return [];
    }
  }
}

type StepNote = (became: ImportClass, reason: ImportReason, data?: ImportData) => void;

function rotaTarget(plan: ChainPlan, step: OncallStep, note: StepNote): TargetBody[] {
  const schedule = step.notify_on_call_from_schedule ?? '';
  const name = plan.scheduleNames.get(schedule);
  if (name === undefined) {
    missing(note, schedule === '' ? null : `the schedule ${schedule}`);
    return [];
  }
  return [{ rota: plan.draft.idFor('rotas', schedule, name) }];
}

function teamTarget(plan: ChainPlan, step: OncallStep, note: StepNote): TargetBody[] {
  const team = plan.teams.get(step.team_to_notify ?? '');
  if (team === undefined) {
    missing(note, step.team_to_notify ? `the team ${step.team_to_notify}` : null);
    return [];
  }
  return [{ team: plan.draft.idFor('teams', team.id, team.name) }];
}

function missing(note: StepNote, what: string | null): void {
  if (what === null) {
    note('needs-a-person', 'unfinished-step');
  } else {
    note('needs-a-person', 'not-read', { why: `${what} is not among what the key shows` });
  }
}

/** Whom the source would notify no more is left out, as there. */
function loginsOf({ people }: ChainPlan, users: readonly string[]): string[] {
  return people.slotOf(users);
}

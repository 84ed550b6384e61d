/** Translates GoAlert's escalation policies. A step's delay comes after it, as a wait in Vigie does. */
import { line, part } from '#modules/importing/contract/escalation-lines';
import type { EscalationLine } from '#modules/importing/contract/escalation-lines';
import type { PlanDraft } from '../../plan-draft.ts';
import { minutesText, policyLines } from '../shared/escalation-text.ts';
import type { PolicyBody, StepBody, TargetBody } from '../shared/escalation-text.ts';
import { joined, layerIds } from '../shared/rota-body.ts';
import { plannedBody } from '../shared/plan/planned.ts';
import { turnOf } from '../shared/plan/rota-plan.ts';
import { slugOf } from '#contract/base/slug';
import { turnsOf } from './handoffs.ts';
import type { RotaPlanning } from './rotas.ts';
import type { GoalertPolicy, GoalertSchedule } from './schema.ts';

type GoalertStep = GoalertPolicy['steps'][number];

export interface PolicyPlanning extends RotaPlanning {
  schedules: ReadonlyMap<string, GoalertSchedule>;
}

/** A target in one form, of newer and of older servers. */
interface GoalertStepTarget {
  type: string;
  id: string;
}

export function planPolicy(planning: PolicyPlanning, policy: GoalertPolicy): void {
  const { draft } = planning;
  const id = draft.idFor('escalationPolicies', policy.id, policy.name);
  const ordered = [...policy.steps].sort((a, b) => a.stepNumber - b.stepNumber);
  const steps = ordered.map((step, i): StepBody => ({
    notify: targetsOf(step).flatMap((target) => targetOf(planning, policy, i + 1, target)),
    wait: minutesText(step.delayMinutes),
  }));
  const body: PolicyBody = {
    id,
    name: policy.name,
    repeat: policy.repeat,
    steps: steps.length === 0 ? [{ notify: [], wait: '0s' }] : steps,
    // GoAlert tells nobody more at the end.
    onExhausted: [],
  };
  draft.add('escalationPolicies', body);
  draft.item('policy', {
    sourceId: policy.id,
    name: policy.name,
    vigieId: id,
    class: 'exact',
  });
  draft.escalation({
    sourceId: policy.id,
    name: policy.name,
    vigieId: id,
    source: sourceLines(planning, policy, ordered),
    vigie: policyLines(body),
  });
}

function targetsOf({ actions, targets }: GoalertStep): GoalertStepTarget[] {
  const fromActions = actions.map(({ type, args }) => ({
    type: type.replace(/^builtin-/, ''),
    id: Object.values(args)[0] ?? '',
  }));
  return actions.length > 0 ? fromActions : targets;
}

function targetOf(
  planning: PolicyPlanning,
  policy: GoalertPolicy,
  step: number,
  { type, id }: GoalertStepTarget,
): TargetBody[] {
  const { draft, help } = planning;
  switch (type) {
    case 'user': {
      const login = help.loginOf(id);
      return login === null ? [] : [{ user: login }];
    }
    case 'schedule':
      return [{ rota: draft.idFor('rotas', id, planning.schedules.get(id)?.name ?? id) }];
    case 'rotation':
      return rotationAsRota(planning, id);
    default:
      draft.item('step', {
        sourceId: `${policy.id}/${step}`,
        name: `${policy.name}, step ${step}`,
        class: 'needs-a-person',
        reason: 'no-counterpart',
        data: { what: `a step that tells ${type}: make a channel and name it in the step` },
      });
      return [];
  }
}

/** A rotation that steps page directly; as the target of schedules it is a layer there, too. */
function rotationAsRota({ snapshot, draft, help, rotations }: PolicyPlanning, id: string): TargetBody[] {
  const rotation = rotations.get(id);
  const zone = rotation === undefined ? null : help.zone(rotation.timeZone);
  const turns = rotation === undefined || zone === null ? null : turnsOf(rotation, zone, snapshot.from);
  const name = rotation?.name ?? id;
  if (rotation === undefined || turns === null || !turns.ok) {
    draft.item('rota', { sourceId: id, name, class: 'needs-a-person', reason: 'no-answer' });
    return [];
  }
  const rota = draft.idFor('rotas', `rotation ${id}`, name);
  const isKnown = draft.finished().objects.rotas?.some((one) => one['id'] === rota) ?? false;
  if (!isKnown) {
    const layer = {
      id: layerIds(slugOf)(name),
      ...(turns.rotation === null ? {} : { rotation: turns.rotation }),
      participants: turns.people.map(turnOf(help)),
    };
    draft.add('rotas', { id: rota, name, timeZone: rotation.timeZone, layers: joined([layer]), overrides: [] });
    draft.item('rota', { sourceId: id, name, vigieId: rota, class: 'rewritten', reason: 'rotation-as-rota' });
  }
  return [{ rota }];
}

function sourceLines(planning: PolicyPlanning, policy: GoalertPolicy, steps: readonly GoalertStep[]): EscalationLine[] {
  let minute = 0;
  const lines = steps.map((step) => {
    const targets = targetsOf(step).map((target) => sourcePart(planning, target));
    const said = line(minute, ...(targets.length === 0 ? [part('nobody')] : targets));
    minute += step.delayMinutes;
    return said;
  });
  return [
    ...lines,
    ...(policy.repeat > 0 ? [line(minute, part('again', { times: policy.repeat }))] : []),
    line(null, part('then-nobody')),
  ];
}

function sourcePart({ userNames, schedules, rotations }: PolicyPlanning, { type, id }: GoalertStepTarget) {
  switch (type) {
    case 'user':
      return part('person', { name: userNames.get(id) ?? id });
    case 'schedule':
      return part('schedule', { name: schedules.get(id)?.name ?? id });
    case 'rotation':
      return part('rotation', { name: rotations.get(id)?.name ?? id });
    default:
      return part('other', { what: type, name: id });
  }
}

export function policyOfNobody(draft: PlanDraft): string {
  const id = draft.idFor('escalationPolicies', 'nobody', 'nobody');
  if (plannedBody(draft, 'escalationPolicies', id) === undefined) {
    draft.add('escalationPolicies', { id, name: 'Nobody', steps: [{ notify: [], wait: '0s' }], onExhausted: [] });
  }
  return id;
}

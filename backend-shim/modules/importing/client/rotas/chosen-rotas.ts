/** Makes of each schedule what a person chose for it, in a plan that is made; the rest of the plan stays as it is. */
import type { ImportItem, ImportPlan, ImportedBody } from '#modules/importing/contract/plan';
import type { ImportData, ImportReason } from '#modules/importing/contract/reasons';
import type { CrewSpan, ImportClass, RotaChoice } from '#modules/importing/domain/model';
import { frozenAnswer } from '../pagers/shared/freeze.ts';
import { instantText } from '../pagers/shared/rota-body.ts';
import type { RotaChoices } from './choices-file.ts';

type PlanParts = Pick<ImportPlan, 'items' | 'objects' | 'proofs' | 'escalations'>;

export interface ChoiceHelp {
  from: number;
  to: number;
  loginOf(sourceId: string): string | null;
  /** The source's own answer for a schedule; null: it gave none. */
  timelineOf(schedule: string): readonly CrewSpan[] | null;
}

/** What became of a rota by choice. */
interface Outcome {
  class: ImportClass;
  reason: ImportReason;
  data: ImportData;
  /** null: no rota is made. */
  body: ImportedBody | null;
  frozenUntil: string | null;
}

export function withChosenRotas(parts: PlanParts, choices: RotaChoices, help: ChoiceHelp): PlanParts {
  return [...choices].reduce(
    (plan, [schedule, choice]) => (choice === null ? plan : withChoice(plan, schedule, choice, help)),
    parts,
  );
}

function withChoice(plan: PlanParts, schedule: string, choice: RotaChoice, help: ChoiceHelp): PlanParts {
  const item = plan.items.find(({ kind, sourceId }) => kind === 'rota' && sourceId === schedule);
  const rotas = plan.objects.rotas ?? [];
  const before = rotas.find(({ id }) => id === item?.vigieId);
  const outcome = before === undefined ? null : outcomeOf(before, choice, help, schedule);
  if (item === undefined || before === undefined || outcome === null) {
    return plan;
  }
  const { body } = outcome;
  const said = { class: outcome.class, reason: outcome.reason, data: outcome.data as ImportItem['data'] };
  const policies = plan.objects.escalationPolicies ?? [];
  const without = body === null ? policies.map((policy) => withoutRota(policy, String(before['id']))) : policies;
  const gone = new Set((before['overrides'] as Array<{ id?: string }> | undefined)?.map(({ id }) => id ?? ''));
  return {
    ...plan,
    items: [
      ...plan.items.flatMap((one) => {
        if (one === item) {
          return [{ ...one, ...said, vigieId: body === null ? null : one.vigieId }];
        }
        const isProof = one.kind === 'other' && one.sourceId === schedule;
        return isProof ? [] : [isOfOverride(one, gone) ? { ...one, ...said } : one];
      }),
      ...without.flatMap((policy, i): ImportItem[] =>
        policy === policies[i] ? [] : [{ ...said, ...stepItem(policy, schedule) }],
      ),
    ],
    objects: {
      ...plan.objects,
      rotas: rotas.flatMap((one) => (one === before ? (body === null ? [] : [body]) : [one])),
      escalationPolicies: without,
    },
    proofs: plan.proofs.flatMap((one) => {
      if (one.schedule !== schedule) {
        return [one];
      }
      return outcome.frozenUntil === null
        ? []
        : [{ ...one, class: 'frozen' as const, predicted: [], frozenUntil: outcome.frozenUntil, chosen: choice }];
    }),
  };
}

/** null: there is nothing to freeze. */
function outcomeOf(before: ImportedBody, choice: RotaChoice, help: ChoiceHelp, schedule: string): Outcome | null {
  if (choice === 'left-out') {
    return { class: 'left-out', reason: 'chosen-left-out', data: {}, body: null, frozenUntil: null };
  }
  const { frozenUntil: _frozen, ...rest } = before;
  if (choice === 'empty') {
    const body = { ...rest, layers: [], overrides: [] };
    return { class: 'left-out', reason: 'chosen-empty', data: {}, body, frozenUntil: null };
  }
  const timeline = help.timelineOf(schedule);
  if (timeline === null) {
    return null;
  }
  const { overrides, until } = frozenAnswer(timeline, help, help.loginOf);
  const frozenUntil = instantText(until);
  const body = { ...rest, frozenUntil, layers: [], overrides };
  return { class: 'frozen', reason: 'chosen-frozen', data: { until: frozenUntil }, body, frozenUntil };
}

/** Overrides and swaps are reported by the beginning of the ids that they have. */
function isOfOverride({ kind, vigieId }: ImportItem, gone: ReadonlySet<string>): boolean {
  return (
    (kind === 'override' || kind === 'swap') &&
    vigieId !== null &&
    [...gone].some((id) => id === vigieId || id.startsWith(`${vigieId}-`))
  );
}

function withoutRota(policy: ImportedBody, rota: string): ImportedBody {
  const steps = policy['steps'] as Array<{ notify: Array<{ rota?: string }> }>;
  return steps.some(({ notify }) => notify.some((target) => target.rota === rota))
    ? {
        ...policy,
        steps: steps.map((step) => ({ ...step, notify: step.notify.filter((target) => target.rota !== rota) })),
      }
    : policy;
}

function stepItem(policy: ImportedBody, schedule: string) {
  const name = String(policy['name'] ?? policy['id']);
  return {
    kind: 'step' as const,
    sourceId: `${String(policy['id'])}/rota ${schedule}`,
    name,
    vigieId: String(policy['id']),
  };
}

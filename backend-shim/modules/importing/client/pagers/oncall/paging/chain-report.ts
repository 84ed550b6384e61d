/** Reports what became of an OnCall chain: its class, steps that the source hides, and both chains side by side. */
import { minutesText, policyLines } from '../../shared/escalation-text.ts';
import type { PolicyBody } from '../../shared/escalation-text.ts';
import { chainLines } from './chain-text.ts';
import type { ChainState, ChainPlan } from './chain-plan.ts';
import type { OncallChain, OncallStep } from '../schema.ts';

/** Steps that this API does not know are left out of its answer; only their place shows it. */
export function reportHoles({ draft }: ChainPlan, chain: OncallChain, own: readonly OncallStep[]): void {
  const positions = new Set(own.map(({ position }) => position));
  const last = own.at(-1)?.position ?? -1;
  for (let position = 0; position < last; position++) {
    if (!positions.has(position)) {
      draft.item('step', {
        sourceId: `${chain.id}/hole ${position}`,
        name: `${chain.name}, step ${position + 1}`,
        class: 'needs-a-person',
        reason: 'hidden-step',
        data: { position },
      });
    }
  }
}

export function reportChain(
  plan: ChainPlan,
  chain: OncallChain,
  own: readonly OncallStep[],
  body: PolicyBody,
  { when, middle }: ChainState,
  tellsNobody: boolean,
): void {
  const item = { sourceId: chain.id, name: chain.name, vigieId: body.id };
  if (when !== undefined) {
    const counts = own.find(({ type }) => type === 'notify_if_num_alerts_in_window')?.num_alerts_in_window ?? 0;
    plan.draft.item('policy', {
      ...item,
      class: 'approximated',
      reason: 'pause-becomes-wait',
      data: { count: counts },
    });
  } else if (middle === 'moved') {
    const data = { given: 'a repetition in the middle of the chain', written: 'one of the whole chain' };
    plan.draft.item('policy', { ...item, class: 'approximated', reason: 'other-target', data });
  } else if (middle === 'unrolled') {
    plan.draft.item('policy', { ...item, class: 'rewritten', reason: 'repetition-unrolled' });
  } else if (own.some(({ type }) => type === 'resolve')) {
    plan.draft.item('policy', { ...item, class: 'approximated', reason: 'resolves-as-silence' });
  } else if (own.length === 0) {
    plan.draft.item('policy', { ...item, class: 'rewritten', reason: 'tells-nobody' });
  } else if (tellsNobody) {
    plan.draft.item('policy', { ...item, class: 'needs-a-person', reason: 'managers-told-at-the-end' });
  } else {
    plan.draft.item('policy', { ...item, class: 'rewritten', reason: 'managers-told-at-the-end' });
  }
  plan.draft.escalation({
    sourceId: chain.id,
    name: chain.name,
    vigieId: body.id,
    source: chainLines(plan, own),
    vigie: policyLines(inMinutes(body)),
  });
}

/** Waits as people read them. */
function inMinutes(body: PolicyBody): PolicyBody {
  const text = (wait: string) => minutesText(Number(wait.slice(0, -1)) / 60);
  return { ...body, steps: body.steps.map((step) => ({ ...step, wait: text(step.wait) })) };
}

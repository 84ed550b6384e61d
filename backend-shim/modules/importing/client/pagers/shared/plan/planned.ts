/** Finds objects that are in a plan already, and adds the policy that pages nobody once. */
import type { ImportedBody, ImportedKind } from '#modules/importing/contract/plan';
import type { PlanDraft } from '../../../plan-draft.ts';

export function plannedBody(draft: PlanDraft, kind: ImportedKind, id: string): ImportedBody | undefined {
  return draft.finished().objects[kind]?.find((one) => one['id'] === id);
}

/** Records alerts and pages nobody, as the source does with alerts that reach no escalation. */
export function policyOfNobody(draft: PlanDraft): string {
  const [sourceId, name] = ['nobody', 'Nobody'];
  const id = draft.idFor('escalationPolicies', sourceId, name);
  if (plannedBody(draft, 'escalationPolicies', id) === undefined) {
    draft.add('escalationPolicies', { id, name, steps: [{ notify: [], wait: '0s' }], onExhausted: [] });
    draft.item('policy', { sourceId, name, vigieId: id, class: 'rewritten', reason: 'tells-nobody' });
  }
  return id;
}

/** Finds schedules of which a person has to say what becomes of them. */
import type { ImportPlan } from '#modules/importing/contract/plan';
import type { ImportProof } from '#modules/importing/contract/proof';

/**
 * Of which no rota is known to give the same: they differ in a way that nothing explains, cannot be compared, or are of a kind
 * that nobody knows, so that their answer alone was written down.
 *
 * @returns the source's ids
 */
export function openChoices(plan: Pick<ImportPlan, 'items' | 'proofs'>, proof: Pick<ImportProof, 'rotas'>): string[] {
  const differing = new Set(
    proof.rotas
      .filter(
        ({ differences, notCompared }) => notCompared > 0 || differences.some(({ cause }) => cause === 'unexplained'),
      )
      .map(({ rota }) => rota),
  );
  const undecided = new Set(
    plan.items.filter((item) => item.kind === 'rota' && item.class === 'needs-a-person').map(({ vigieId }) => vigieId),
  );
  return plan.proofs.filter(({ rota }) => differing.has(rota) || undecided.has(rota)).map(({ schedule }) => schedule);
}

/** Lists schedules of which no rota gives the same: those that a person has to decide on, and those for which something was chosen. */
import { openChoices } from '#modules/importing/contract/open-choices';
import type { ImportPlan } from '#modules/importing/contract/plan';
import type { ImportProof } from '#modules/importing/contract/proof';
import type { RotaChoicesWire } from '#modules/importing/contract/wizard';
import type { RotaChoice } from '#modules/importing/domain/model';

export function rotasToChoose(
  plan: ImportPlan | null,
  proof: ImportProof | null,
  chosen: Readonly<Record<string, RotaChoice>>,
): RotaChoicesWire['items'] {
  const schedules = plan === null || proof === null ? [] : openChoices(plan, proof);
  const names = new Map(
    (plan?.items ?? []).filter(({ kind }) => kind === 'rota').map(({ sourceId, name }) => [sourceId, name]),
  );
  return [...new Set([...Object.keys(chosen), ...schedules])].map((schedule) => ({
    schedule,
    name: names.get(schedule) ?? schedule,
    choice: chosen[schedule] ?? null,
  }));
}

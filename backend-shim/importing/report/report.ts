/** Makes what `--json` prints, and counts what became of the source's objects. */
import type { ImportPlan } from '#contract/importing/plan';
import type { ImportProof, ImportReport } from '#contract/importing/proof';
import { IMPORT_CLASSES } from '#domain/importing/model';
import type { ImportClass } from '#domain/importing/model';

export function countsOf({ items }: Pick<ImportPlan, 'items'>): Record<ImportClass, number> {
  const counts = Object.fromEntries(IMPORT_CLASSES.map((one) => [one, 0])) as Record<ImportClass, number>;
  items.forEach((item) => counts[item.class]++);
  return counts;
}

export function reportOf(plan: ImportPlan, proof: ImportProof | null): ImportReport {
  return {
    source: plan.source,
    counts: countsOf(plan),
    items: plan.items.map(({ name: _name, ...item }) => item),
    proof: (proof?.rotas ?? []).map(({ rota, seconds, equal, differences }) => ({ rota, seconds, equal, differences })),
  };
}

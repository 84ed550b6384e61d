/** Makes what `--json` prints. */
import type { ImportPlan } from '#contract/importing/plan';
import type { ImportProof, ImportReport } from '#contract/importing/proof';
import type { PagesReport } from './pages.ts';
import { countsByClass } from '#domain/importing/counts';

export function reportOf(plan: ImportPlan, proof: ImportProof | null, pages: PagesReport | null = null): ImportReport {
  return {
    source: plan.source,
    counts: countsByClass(plan.items),
    items: plan.items.map(({ name: _name, ...item }) => item),
    proof: (proof?.rotas ?? []).map(({ rota, seconds, equal, notCompared, differences }) => ({
      rota,
      seconds,
      equal,
      notCompared,
      differences,
    })),
    ...(pages === null ? {} : { pages: { ...pages.state, days: [...pages.days] } }),
  };
}

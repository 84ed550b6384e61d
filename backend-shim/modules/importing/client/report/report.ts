/** Makes what `--json` prints. */
import type { ImportPlan } from '#modules/importing/contract/plan';
import type { ImportProof, ImportReport } from '#modules/importing/contract/proof';
import type { PagesReport } from './pages.ts';
import { countsByClass } from '#modules/importing/domain/counts';

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

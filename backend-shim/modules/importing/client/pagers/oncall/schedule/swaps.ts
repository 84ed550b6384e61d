/** Translates swaps of OnCall that were taken: the one who took it comes wherever the other is on call. */
import type { PlanningHelp } from '../../../pager.ts';
import { instantText } from '../../shared/rota-body.ts';
import type { OverrideBody } from '../../shared/rota-body.ts';
import type { OverrideContext } from './overrides.ts';
import type { NoLayers } from '../../shared/plan/rota-plan.ts';
import type { OncallSwap } from '../schema.ts';

/** In the order in which they were made; they act on overrides, too, so they come after these. */
export function translatedSwaps(
  swaps: readonly OncallSwap[],
  context: OverrideContext,
  help: Pick<PlanningHelp, 'loginOf'>,
): { ok: true; overrides: OverrideBody[] } | NoLayers {
  const overrides: OverrideBody[] = [];
  for (const swap of swaps.toSorted((a, b) => ((a.created_at ?? '') < (b.created_at ?? '') ? -1 : 1))) {
    if (!isInForce(swap, context)) {
      continue;
    }
    const [gone, comes] = [help.loginOf(swap.beneficiary), context.slotOf([swap.benefactor as string])[0] ?? null];
    if (comes === null && help.loginOf(swap.benefactor as string) !== null) {
      // The source passes over the whole shift then, and a lower level may show through.
      return { ok: false, reason: 'kind-unknown', data: { kind: 'a swap with somebody whom it does not notify' } };
    }
    if (gone !== null && gone !== comes) {
      overrides.push({
        id: `swap-${swap.id}`,
        start: instantText(Date.parse(swap.swap_start)),
        end: instantText(Date.parse(swap.swap_end)),
        ...(comes === null ? { remove: [gone] } : { replace: gone, with: comes }),
      });
    }
  }
  return { ok: true, overrides };
}

function isInForce(swap: OncallSwap, { draft, schedule, from }: OverrideContext): boolean {
  const item = { sourceId: swap.id, name: `${schedule.name}: ${swap.swap_start}` };
  const isOver = Date.parse(swap.swap_end) <= from || swap.status === 'past_due' || swap.status === 'deleted';
  if (isOver || !swap.benefactor) {
    draft.item('swap', { ...item, class: 'left-out', reason: isOver ? 'past' : 'swap-open' });
    return false;
  }
  draft.item('swap', { ...item, vigieId: `swap-${swap.id}`, class: 'rewritten', reason: 'swap-as-override' });
  return true;
}

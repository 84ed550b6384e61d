/** Requests about swaps and take-overs of shifts. */
import type { OverrideWire } from '#contract/rotas/rota';
import type { NewSwap, SwapWire } from '#contract/rotas/swap';
import type { ListPage } from '#contract/list';
import type { ApiResult } from '../client/client.ts';
import { segment, send } from '../client/client.ts';

export type SwapToAsk = Partial<NewSwap> & Pick<NewSwap, 'rota' | 'start' | 'end'>;

export function askSwap(body: SwapToAsk): Promise<ApiResult<SwapWire>> {
  return send<SwapWire>({ method: 'POST', path: 'swaps', body });
}

export type SwapStep = 'take' | 'decline' | 'cancel';

export function changeSwap({ id, version }: SwapWire, step: SwapStep): Promise<ApiResult<SwapWire>> {
  return send<SwapWire>({ method: 'POST', path: `swaps/${segment(id)}/${step}`, body: {}, ifMatch: version });
}

/** “I take this shift now”, from whoever is on call, until it ends. */
export function takeOver(rota: string, user: string): Promise<ApiResult<OverrideWire>> {
  return send<OverrideWire>({ method: 'POST', path: `rotas/${segment(rota)}/take-over`, body: { user } });
}

/** Offers every shift within an absence as a swap; existing swaps stay. */
export function offerShifts(absence: string): Promise<ApiResult<ListPage<SwapWire>>> {
  return send<ListPage<SwapWire>>({ method: 'POST', path: `absences/${segment(absence)}/offer`, body: {} });
}

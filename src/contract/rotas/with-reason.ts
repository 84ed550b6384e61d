/** Defines the bodies of changes that may need a reason because they tell somebody late that they are on call. */
import { exceptional } from '#contract/labour/notice';
import { override, rota } from '#contract/rotas/rota';
import { takeOver } from '#contract/rotas/swap';

const reason = { exceptional: exceptional.nullish() };

export const overrideWithReason = override.safeExtend(reason);
export const rotaWithReason = rota.safeExtend(reason);
export const takeOverWithReason = takeOver.safeExtend(reason);

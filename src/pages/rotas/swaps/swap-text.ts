/** Describes a swap in words. */
import type { BadgeColor } from '@grafana/ui';
import type { SwapWire } from '#contract/rotas/swap';
import type { SwapState } from '#domain/rota/model';
import { t } from '../../../language.ts';
import type { ShiftWording } from '../timeline/lanes/shift-text.ts';
import { spanText } from '../timeline/lanes/shift-text.ts';
import { quoted } from '../../../components/text/punctuation.ts';

const STATES: Record<SwapState, { text: () => string; color: BadgeColor }> = {
  open: { text: () => t('swap.open', 'Open'), color: 'blue' },
  taken: { text: () => t('swap.taken', 'Taken'), color: 'green' },
  declined: { text: () => t('swap.declined', 'Declined'), color: 'orange' },
  cancelled: { text: () => t('swap.cancelled', 'Withdrawn'), color: 'darkgrey' },
  expired: { text: () => t('swap.expired', 'Nobody took it'), color: 'red' },
};

export function swapState(state: SwapState): { text: string; color: BadgeColor } {
  const { text, color } = STATES[state];
  return { text: text(), color };
}

const spanOf = ({ start, end }: { start: string; end: string }) => ({ start: Date.parse(start), end: Date.parse(end) });

/** “Ann asks Ben to take Mon 5 Jan 09:00 to …” */
export function swapText(swap: SwapWire, wording: ShiftWording): string {
  const values = {
    who: wording.name(swap.asked.by),
    whom: swap.askedOf === null ? '' : wording.name(swap.askedOf),
    span: spanText(spanOf(swap), wording),
  };
  return swap.askedOf === null
    ? t('swap.asks-anyone', '{{who}} asks anyone to take {{span}}', { who: values.who, span: values.span })
    : t('swap.asks', '{{who}} asks {{whom}} to take {{span}}', values);
}

/** Further facts about the swap, one per line. */
export function swapNotes(swap: SwapWire, wording: ShiftWording): string[] {
  const { inReturn, taken, closed, note } = swap;
  return [
    ...(inReturn === null
      ? []
      : [t('swap.in-return', 'in return for {{span}}', { span: spanText(spanOf(inReturn), wording) })]),
    ...(taken === null ? [] : [t('swap.taken-by', 'taken by {{who}}', { who: wording.name(taken.by) })]),
    ...(closed === null || closed.by === ''
      ? []
      : [
          swap.state === 'declined'
            ? t('swap.declined-by', 'declined by {{who}}', { who: wording.name(closed.by) })
            : t('swap.cancelled-by', 'withdrawn by {{who}}', { who: wording.name(closed.by) }),
        ]),
    ...(note === '' ? [] : [quoted(note)]),
  ];
}

/** The actions that this person may try; the sidecar decides. */
export function swapSteps(swap: SwapWire, me: string | null, isAdmin: boolean): Array<'take' | 'decline' | 'cancel'> {
  if (swap.state !== 'open' || me === null) {
    return [];
  }
  if (swap.asked.by === me) {
    return ['cancel'];
  }
  const isAsked = swap.askedOf === null || swap.askedOf === me;
  return [
    ...(isAsked ? (['take'] as const) : []),
    ...(swap.askedOf === me ? (['decline'] as const) : []),
    ...(isAdmin ? (['cancel'] as const) : []),
  ];
}

/** Says how far ahead a duty was told. */
import type { NoticeWire } from '#contract/labour/notice';
import { t } from '../../language.ts';

type Told = Pick<NoticeWire, 'state' | 'days'>;

export function toldText({ state, days }: Told): string {
  if (state === 'told' && days !== null) {
    return t('duties.told', '', {
      count: days,
      defaultValue_one: 'told {{count}} day ahead',
      defaultValue_other: 'told {{count}} days ahead',
    });
  }
  return state === 'waiting'
    ? t('duties.waiting', 'the message is on its way')
    : t('duties.untold', 'no message reached you: “Seen” says that you know');
}

/** Duty that is not over and was not withdrawn, the next first. */
export function aheadOf<T extends Pick<NoticeWire, 'state' | 'start' | 'end'>>(
  notices: readonly T[],
  now: number,
): T[] {
  return notices
    .filter(({ state, end }) => state !== 'withdrawn' && Date.parse(end) > now)
    .sort((a, b) => Date.parse(a.start) - Date.parse(b.start));
}

/** Says where a month stands: open, accepted, contested, closed. */
import type { BadgeProps } from '@grafana/ui';
import type { ListedStatementWire } from '#contract/labour/pay/kept-statement';
import type { PayEntryWire } from '#contract/labour/pay/pay';
import { addMonths } from '#domain/time/calendar';
import { parseDate } from '#domain/time/local';
import { DAY } from '#domain/time/duration';
import { readerLanguage, t } from '../../language.ts';
import { monthYear } from '../time/format.ts';

export type StatementStage = 'open' | 'accepted' | 'contested' | 'closed';

type Staged = Pick<ListedStatementWire, 'state' | 'acceptedAt' | 'contestedAt' | 'changedSince'>;

export function stageOf({ state, acceptedAt, contestedAt, changedSince }: Staged): StatementStage {
  if (state === 'closed') {
    return 'closed';
  }
  const isContested = contestedAt !== null && (acceptedAt === null || acceptedAt < contestedAt);
  return isContested ? 'contested' : acceptedAt !== null && !changedSince ? 'accepted' : 'open';
}

const WORDS: Record<StatementStage, () => string> = {
  open: () => t('statement.open', 'Open: no answer yet'),
  accepted: () => t('statement.accepted', 'Accepted'),
  contested: () => t('statement.contested', 'Contested'),
  closed: () => t('statement.closed', 'Closed'),
};

export function stageText(stage: StatementStage): string {
  return WORDS[stage]();
}

export const STAGE_LOOKS: Record<StatementStage, Pick<BadgeProps, 'color' | 'icon'>> = {
  open: { color: 'darkgrey', icon: 'circle' },
  accepted: { color: 'green', icon: 'check' },
  contested: { color: 'orange', icon: 'comment-alt' },
  closed: { color: 'blue', icon: 'lock' },
};

/** “October 2026” */
export function monthText(month: string): string {
  return monthYear((parseDate(`${month}-01`) ?? 0) * DAY, 'UTC');
}

/** “Janvier 2026”, where it stands at the beginning. */
export function monthTitle(month: string): string {
  const text = monthText(month);
  return text.charAt(0).toLocaleUpperCase(readerLanguage()) + text.slice(1);
}

/** Midnight UTC after the last date of a month. */
export function monthEnd(month: string): number {
  return addMonths((parseDate(`${month}-01`) ?? 0) * DAY, 1);
}

/** What HR called each code, by the latest rules that have it. */
export function codeTexts(pay: readonly PayEntryWire[]): ReadonlyMap<string, string> {
  const coded = pay.flatMap(({ hours, turns, interventions, lostToRest }) => [
    ...hours,
    ...turns,
    ...(interventions ? [interventions] : []),
    ...(lostToRest ? [lostToRest] : []),
  ]);
  return new Map(coded.map(({ code, text }) => [code, text]));
}

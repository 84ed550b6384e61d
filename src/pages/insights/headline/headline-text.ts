/** Writes the one line on top: “42 nights broken, 8 more than before; 14 incidents that nobody answered; …”. */
import { t } from '../../../language.ts';
import type { Headline } from './headline.ts';

/** @param before how the period before is called, as in “than in October” */
export function headlineText({ nights, missed, worst, noneMissed }: Headline, before: string): string {
  const parts = [
    ...(nights === null || nights.count === 0 ? [] : [nightsText(nights, before)]),
    ...(missed === null || missed.count === 0 ? [] : [missedText(missed, before)]),
    ...(worst === null
      ? []
      : [
          t('insights.top-worst', '', {
            name: shortened(worst.name),
            count: worst.wakings,
            defaultValue_one: 'worst alert “{{name}}”, {{count}} waking',
            defaultValue_other: 'worst alert “{{name}}”, {{count}} wakings',
          }),
        ]),
  ];
  const good = [
    ...(nights?.count === 0 && !nights.isPartial ? [t('insights.top-no-night', 'no night was broken')] : []),
    ...(noneMissed ? [t('insights.top-none-missed', 'no incident was missed')] : []),
  ];
  const said = [...parts, ...good].reduce(
    (line, part) => (line === '' ? part : t('tell.also', '{{said}}; {{more}}', { said: line, more: part })),
    '',
  );
  const line = said === '' ? t('insights.top-quiet', 'nothing here needs attention') : said;
  return `${line.charAt(0).toLocaleUpperCase()}${line.slice(1)}.`;
}

/** Monitors may name an alert in 500 characters. */
const LONGEST = 60;

function shortened(name: string): string {
  const characters = [...name.trim()];
  return characters.length <= LONGEST
    ? name.trim()
    : `${characters
        .slice(0, LONGEST - 1)
        .join('')
        .trim()}…`;
}

/** “, 8 more than in October”; empty: as many, or it is not known. */
function compared(count: number, past: number | null, before: string): string {
  if (past === null) {
    return '';
  }
  const difference = Math.abs(count - past);
  if (difference === 0) {
    return t('insights.top-same', ', as many as {{before}}', { before });
  }
  return count > past
    ? t('insights.top-more', ', {{difference}} more than {{before}}', { difference, before })
    : t('insights.top-fewer', ', {{difference}} fewer than {{before}}', { difference, before });
}

function nightsText({ count, before: past, isPartial }: NonNullable<Headline['nights']>, before: string): string {
  const nights = t('insights.top-nights', '', {
    count,
    defaultValue_one: '{{count}} night broken',
    defaultValue_other: '{{count}} nights broken',
  });
  const known = isPartial ? t('insights.top-partial', '{{what}} of those whom you may read', { what: nights }) : nights;
  return known + compared(count, past, before);
}

function missedText({ count, before: past }: NonNullable<Headline['missed']>, before: string): string {
  const missed = t('insights.top-missed', '', {
    count,
    defaultValue_one: '{{count}} incident that nobody answered in time',
    defaultValue_other: '{{count}} incidents that nobody answered in time',
  });
  return missed + compared(count, past, before);
}

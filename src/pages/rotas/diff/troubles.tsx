/** Lists the gaps and conflicts that a change opens and closes. */
import { Alert } from '@grafana/ui';
import type { RotaDiff } from '#domain/rota/diff';
import { withSemicolons } from '../../../components/text/punctuation.ts';
import { t } from '../../../language.ts';
import type { ShiftWording } from '../timeline/lanes/shift-text.ts';
import { spanText } from '../timeline/lanes/shift-text.ts';

const MOST = 8;

/** New gaps, people who would be on call while away, and closed gaps. */
export function Troubles({
  diff: { newGaps, newConflicts, closedGaps },
  wording,
}: {
  diff: RotaDiff;
  wording: ShiftWording;
}) {
  const list = (texts: string[]) =>
    `${withSemicolons(texts.slice(0, MOST))}${texts.length > MOST ? ` … (${texts.length})` : ''}`;
  return (
    <>
      {newGaps.length > 0 && (
        <Alert severity="warning" title={t('diff.gaps', 'Nobody would be on call')}>
          {list(newGaps.map((gap) => spanText(gap, wording)))}
        </Alert>
      )}
      {newConflicts.length > 0 && (
        <Alert severity="warning" title={t('diff.conflicts', 'On call while away')}>
          {list(newConflicts.map((one) => `${wording.name(one.user)} ${spanText(one, wording)}`))}
        </Alert>
      )}
      {closedGaps.length > 0 && newGaps.length === 0 && (
        <div>
          {t('diff.closed', '', {
            count: closedGaps.length,
            defaultValue_one: 'Closes {{count}} gap in coverage.',
            defaultValue_other: 'Closes {{count}} gaps in coverage.',
          })}
        </div>
      )}
    </>
  );
}

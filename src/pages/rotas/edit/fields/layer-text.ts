/** Describes a layer in a sentence, with notes on its other settings. */
import { localTimeText } from '../../../../components/time/format-local.ts';
import { windowsText } from '../../../../components/form/fields/time/weekly-text.ts';
import type { ItemSentence } from '../../../../components/sortable/sortable.tsx';
import { t } from '../../../../language.ts';
import type { FieldProblem } from '../../../../api/client/failure.ts';
import { rotationText, turnsText } from '../../changes/change-text.ts';
import { layerName } from '../../data/layer-name.ts';
import type { LayerDraft } from '../draft.ts';

const MOST = 12;

export function layerSentence(
  layer: LayerDraft,
  joins: boolean,
  name: (login: string) => string,
  problems: FieldProblem[],
): ItemSentence {
  const { slots, rotation, restrictions, timeZone, effectiveFrom, effectiveUntil } = layer;
  const calendar = layer.calendar ?? null;
  const shown = slots.slice(0, MOST).map(({ users }) => users);
  const more = slots.length > MOST ? ` … (${slots.length})` : '';
  const notes = [
    ...(joins ? [t('layer.joined', 'together with the layer below')] : []),
    ...(calendar !== null
      ? [t('layer.from-calendar', 'whoever the calendar “{{calendar}}” names', { calendar })]
      : [
          slots.length === 0 ? t('layer.no-people', 'No participants yet') : `${turnsText(shown, name)}${more}`,
          rotationText(rotation),
        ]),
    ...(restrictions.length === 0 ? [] : [windowsText(restrictions)]),
    ...(timeZone === null ? [] : [timeZone]),
    ...(effectiveFrom === null ? [] : [t('layer.from', 'from {{at}}', { at: localTimeText(effectiveFrom) })]),
    ...(effectiveUntil === null ? [] : [t('layer.until', 'until {{at}}', { at: localTimeText(effectiveUntil) })]),
  ];
  return { main: layerName(layer), notes, problems };
}

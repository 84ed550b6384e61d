/** The layers of a rota in order of priority. */
import { useMemo } from 'react';
import { Button, Stack } from '@grafana/ui';
import type { FieldProblem } from '../../../../api/client/failure.ts';
import { useDirectory } from '../../../../components/people/directory.tsx';
import { freeKey } from '../../../../components/sortable/list-order.ts';
import { Sortable } from '../../../../components/sortable/sortable.tsx';
import { t } from '../../../../language.ts';
import type { LayerDraft } from '../draft.ts';
import { hasHolidayHours, holidayLayer, isJoined, newLayer, problemsOfLayer, withOwnIds } from '../draft.ts';
import { LayerFields } from './layer-fields.tsx';
import { layerSentence } from './layer-text.ts';

interface Props {
  layers: LayerDraft[];
  /** The rota's zone. */
  zone: string;
  /** Region of the rota's public holidays; null: it has none. */
  holidays: string | null;
  /** Wall clock of a new layer's first handoff. */
  start: string;
  details: readonly FieldProblem[];
  onChange: (layers: LayerDraft[]) => void;
}

export function LayerList({ layers, zone, holidays, start, details, onChange }: Props) {
  const { people } = useDirectory();
  const names = useMemo(() => new Map(people.map(({ key, text }) => [key, text])), [people]);
  const options = useMemo(() => people.map(({ key, text }) => ({ value: key, label: text })), [people]);
  const [first] = layers;
  const add = (made: LayerDraft, open: (key: number) => void) => {
    onChange([made, ...layers]);
    open(made.key);
  };
  const made = () => newLayer(freeKey(layers), layers, start);
  return (
    <>
      <p>
        {t(
          'layers.hint',
          'The highest layer that has somebody at a time decides; those below fill what it leaves open.',
        )}
      </p>
      <Sortable
        items={layers}
        nameOf={(number) => t('layers.name', 'layer {{number}}', { number })}
        initial={layers.length === 1 && first?.slots.length === 0 ? first.key : null}
        sentence={(layer, i) =>
          layerSentence(
            layer,
            isJoined(layers, i),
            (login) => names.get(login) ?? login,
            problemsOfLayer(details, i, layers.length),
          )
        }
        fields={(layer, change) => (
          <LayerFields
            layer={layer}
            isLowest={layer.key === layers.at(-1)?.key}
            people={options}
            zone={zone}
            start={start}
            onChange={change}
          />
        )}
        onChange={(next) => onChange(withOwnIds(next))}
        footer={(open) => (
          <Stack gap={1} wrap="wrap">
            <Button type="button" variant="secondary" icon="plus" onClick={() => add(made(), open)}>
              {t('layers.add', 'Add a layer on top')}
            </Button>
            {holidays !== null && !layers.some(hasHolidayHours) && (
              <Button
                type="button"
                variant="secondary"
                icon="calendar-alt"
                onClick={() => add(holidayLayer(made(), t('layers.holidays', 'Public holidays')), open)}
              >
                {t('layers.add-holidays', 'Add a holiday layer')}
              </Button>
            )}
          </Stack>
        )}
      />
    </>
  );
}

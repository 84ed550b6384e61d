/** The fields of a rotation: when turns change. */
import { Checkbox, Stack } from '@grafana/ui';
import type { LayerWire } from '#contract/rotas/rota';
import type { RotationUnit } from '#domain/rota/model';
import { ROTATION_UNITS } from '#domain/rota/model';
import { t } from '../../../../language.ts';
import { everyText } from '../../changes/change-text.ts';
import { ComboboxField, InputField } from '../../../../components/form/fields/labelled-fields.tsx';
import { MomentField } from '../../../../components/form/fields/time/moment-field.tsx';

type LayerRotation = NonNullable<LayerWire['rotation']>;

const NONE = 'none';
type UnitChoice = RotationUnit | typeof NONE;

interface Props {
  id: string;
  rotation: LayerRotation | null;
  /** Wall clock of the first handoff if there is none yet. */
  start: string;
  hasHours: boolean;
  onChange: (rotation: LayerRotation | null) => void;
}

export function RotationFields({ id, rotation, start, hasHours, onChange }: Props) {
  const label = t('rotation.unit', 'Turns change');
  const options: Array<{ value: UnitChoice; label: string }> = [
    ...ROTATION_UNITS.map((unit) => ({ value: unit, label: everyText(rotation?.every ?? 1, unit) })),
    { value: NONE, label: t('rotation.never', 'never: the first are always on') },
  ];
  const change = (part: Partial<LayerRotation>) =>
    onChange({ every: 1, unit: 'week', start, advance: 'always', ...rotation, ...part });
  return (
    <Stack direction="column" gap={1}>
      <Stack gap={2} wrap="wrap" alignItems="flex-end">
        {rotation !== null && (
          <InputField
            id={`${id}-every`}
            label={t('rotation.every', 'Length')}
            type="number"
            min={1}
            max={1000}
            width={12}
            value={rotation.every}
            onChange={(text) => change({ every: Math.min(1000, Math.max(1, Math.floor(Number(text)) || 1)) })}
          />
        )}
        <ComboboxField<UnitChoice>
          id={`${id}-unit`}
          label={label}
          width={28}
          options={options}
          value={rotation?.unit ?? NONE}
          onChange={({ value }) => (value === NONE ? onChange(null) : change({ unit: value }))}
        />
        {rotation !== null && (
          <MomentField
            id={`${id}-start`}
            label={t('rotation.start', 'First handoff')}
            type="datetime-local"
            value={rotation.start}
            onChange={(text) => change({ start: text })}
          />
        )}
      </Stack>
      {rotation !== null && (hasHours || rotation.advance === 'covered') && (
        // In a column, Grafana's label would be stretched, away from its box.
        <div>
          <Checkbox
            label={t('rotation.advance', 'Skip turns without hours, so everyone serves')}
            value={rotation.advance === 'covered'}
            onChange={(event) => change({ advance: event.currentTarget.checked ? 'covered' : 'always' })}
          />
        </div>
      )}
    </Stack>
  );
}

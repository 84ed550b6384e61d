/** Chooses one of several units. */
import { ComboboxField } from '../form/fields/labelled-fields.tsx';
import { t } from '../../language.ts';

interface Props {
  units: ReadonlyArray<{ id: string; name: string }>;
  value: string;
  onChange: (id: string) => void;
}

/** Nothing where there is no choice. */
export function UnitField({ units, value, onChange }: Props) {
  return units.length < 2 ? null : (
    <ComboboxField
      id="unit"
      label={t('unit.label', 'Unit')}
      width={40}
      options={units.map(({ id, name }) => ({ value: id, label: name }))}
      value={value}
      onChange={({ value: id }) => onChange(id)}
    />
  );
}

/** Chooses one of several units, and says what a unit is where there is none. */
import type { ReactNode } from 'react';
import { EmptyState } from '@grafana/ui';
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

/** @param button what makes the first; undefined: the reader cannot */
export function NoUnit({ button }: { button: ReactNode }) {
  return (
    <EmptyState variant="call-to-action" message={t('unit.none', 'No unit yet')} button={button}>
      {t(
        'unit.none-more',
        'A unit is an employer or a site with its own rules, pay and HR. An administrator makes it and names its HR, who do the rest. Nothing is judged or paid until then.',
      )}
    </EmptyState>
  );
}

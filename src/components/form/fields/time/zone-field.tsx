/** A form field for a time zone. */
import { useMemo } from 'react';
import { readerZone } from '../../../time/format.ts';
import { t } from '../../../../language.ts';
import { ComboboxField } from '../labelled-fields.tsx';

interface Props {
  id: string;
  value: string;
  onChange: (zone: string) => void;
  label?: string;
  disabled?: boolean;
}

/** All zones that the browser knows; the reader's own and UTC come first. */
export function useZoneOptions(value: string): Array<{ value: string; label: string }> {
  return useMemo(
    () =>
      [...new Set([value, readerZone(), 'UTC', ...Intl.supportedValuesOf('timeZone')])]
        .filter(Boolean)
        .map((zone) => ({ value: zone, label: zone })),
    [value],
  );
}

export function ZoneField({ id, value, onChange, label = t('zone.label', 'Time zone'), disabled = false }: Props) {
  const options = useZoneOptions(value);
  return (
    <ComboboxField
      id={id}
      label={label}
      width={32}
      options={options}
      value={value}
      disabled={disabled}
      onChange={(option) => onChange(option.value)}
    />
  );
}

/** A form field for a severity, or for none. */
import type { Severity } from '#domain/incident/signal/alert';
import { SEVERITIES } from '#domain/incident/signal/alert';
import { severityText } from '../../incident/badges.tsx';
import { ComboboxField } from './labelled-fields.tsx';

interface Props {
  id: string;
  label: string;
  /** The text for null. */
  placeholder: string;
  value: Severity | null;
  onChange: (severity: Severity | null) => void;
}

export function SeverityField({ id, label, placeholder, value, onChange }: Props) {
  return (
    <ComboboxField<Severity>
      id={id}
      label={label}
      width={20}
      isClearable
      placeholder={placeholder}
      options={[...SEVERITIES].reverse().map((severity) => ({ value: severity, label: severityText(severity) }))}
      value={value}
      onChange={(option) => onChange(option?.value ?? null)}
    />
  );
}

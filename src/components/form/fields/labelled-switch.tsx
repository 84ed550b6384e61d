/** A switch with its label in front. */
import { Stack, Switch } from '@grafana/ui';

interface Props {
  id: string;
  label: string;
  value: boolean;
  onChange: (value: boolean) => void;
}

/** Grafana's InlineSwitch does not connect the label and the switch everywhere. */
export function LabelledSwitch({ id, label, value, onChange }: Props) {
  return (
    <Stack gap={1} alignItems="center">
      <label htmlFor={id}>{label}</label>
      <Switch id={id} value={value} onChange={(event) => onChange(event.currentTarget.checked)} />
    </Stack>
  );
}

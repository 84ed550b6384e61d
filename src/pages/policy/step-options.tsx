/** Fields for the optional settings of a step that are plain values. */
import { Checkbox, Stack } from '@grafana/ui';
import { InputField } from '../../components/form/fields/labelled-fields.tsx';
import { inOwnLanguage } from '../../language.ts';
import type { StepDraft } from './draft.ts';
import { STEP_OPTIONS } from '../../components/escalation/step-option-fields.ts';
import type { OptionField, OptionValue, StepOption } from '../../components/escalation/step-option-fields.ts';

const NAMES = Object.keys(STEP_OPTIONS) as StepOption[];

/** Whether an optional setting of the step differs from its default. */
export function hasOptions(step: StepDraft): boolean {
  return NAMES.some((name) => (step[name] ?? STEP_OPTIONS[name].usual) !== STEP_OPTIONS[name].usual);
}

/** A whole number of at least `min`; text that is no number gives `min`. */
function wholeNumber(text: string, min: number): number {
  return Math.max(min, Math.floor(Number(text)) || min);
}

interface FieldProps {
  id: string;
  field: OptionField;
  value: OptionValue;
  onChange: (value: OptionValue) => void;
}

function StepOptionField({ id, field, value, onChange }: FieldProps) {
  const label = inOwnLanguage(field.label);
  return field.kind === 'switch' ? (
    <Checkbox label={label} value={value === true} onChange={(event) => onChange(event.currentTarget.checked)} />
  ) : (
    <InputField
      id={id}
      label={label}
      type="number"
      min={field.min}
      max={field.max}
      width={16}
      value={Number(value)}
      onChange={(text) => onChange(wholeNumber(text, field.min))}
    />
  );
}

interface Props {
  id: string;
  step: StepDraft;
  change: (part: Partial<StepDraft>) => void;
}

export function StepOptions({ id, step, change }: Props) {
  return (
    <Stack gap={2} wrap="wrap" alignItems="flex-end">
      {NAMES.map((name) => (
        <StepOptionField
          key={name}
          id={`${id}-${name}`}
          field={STEP_OPTIONS[name]}
          value={step[name] ?? STEP_OPTIONS[name].usual}
          onChange={(value) => change({ [name]: value })}
        />
      ))}
    </Stack>
  );
}

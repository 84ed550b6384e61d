/** The optional fields of a step that are plain values: a number or a switch each, with its label in both languages. */
import { Checkbox, Stack } from '@grafana/ui';
import type { Translated } from '#contract/base/translated';
import type { StepWire } from '#contract/paging/policy';
import { InputField } from '../../components/form/fields/labelled-fields.tsx';
import { inOwnLanguage } from '../../language.ts';
import type { StepDraft } from './draft.ts';

/** The others have form fields of their own. */
type StepOption = Exclude<keyof StepWire, 'notify' | 'wait' | 'urgency' | 'when'>;

type OptionValue = NonNullable<StepWire[StepOption]>;

/** `usual` is the value of steps without the field. */
type OptionField =
  | { kind: 'number'; label: Translated; usual: number; min: number; max: number }
  | { kind: 'switch'; label: Translated; usual: boolean };

/** A field that is added to the contract does not compile without its line here. */
const OPTIONS: Record<StepOption, OptionField> = {
  requireAcks: {
    kind: 'number',
    label: { en: 'Acknowledgements needed', fr: 'Acquittements nécessaires' },
    usual: 1,
    min: 1,
    max: 100,
  },
  onlyNew: {
    kind: 'switch',
    label: { en: 'Leave out who was already paged', fr: 'Omettre qui a déjà été alerté' },
    usual: false,
  },
};

const NAMES = Object.keys(OPTIONS) as StepOption[];

/** Whether the step has an optional field with another than its usual value. */
export function hasOptions(step: StepDraft): boolean {
  return NAMES.some((name) => (step[name] ?? OPTIONS[name].usual) !== OPTIONS[name].usual);
}

/** Whole, and not below the least; what is no number is the least. */
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
          field={OPTIONS[name]}
          value={step[name] ?? OPTIONS[name].usual}
          onChange={(value) => change({ [name]: value })}
        />
      ))}
    </Stack>
  );
}

/** Inputs with their labels, which most forms consist of. */
import type { ComponentProps, FormEvent } from 'react';
import { Field, Input, TextArea } from '@grafana/ui';
import { Combobox, MultiCombobox } from './combobox.tsx';

interface FieldLabels {
  label: string;
  description?: string | undefined;
  /** Shown if `invalid`. */
  error?: string | undefined;
  invalid?: boolean | undefined;
  required?: boolean;
  /** Defaults to true. False leaves room below the field, for places outside a stack. */
  noMargin?: boolean;
}

type ComboboxProps<T extends string | number> = Parameters<typeof Combobox<T>>[0];
type MultiComboboxProps<T extends string | number> = Parameters<typeof MultiCombobox<T>>[0];

function split<P extends FieldLabels>(props: P) {
  const { label, description, error, invalid, required, noMargin = true, ...rest } = props;
  return { field: { label, description, error, invalid, required, noMargin }, rest };
}

export function ComboboxField<T extends string | number>(props: ComboboxProps<T> & FieldLabels) {
  const { field, rest } = split(props);
  return (
    <Field {...field}>
      <Combobox<T> aria-label={field.label} {...(rest as ComboboxProps<T>)} />
    </Field>
  );
}

export function MultiComboboxField<T extends string | number>(props: MultiComboboxProps<T> & FieldLabels) {
  const { field, rest } = split(props);
  return (
    <Field {...field}>
      <MultiCombobox<T> aria-label={field.label} {...(rest as MultiComboboxProps<T>)} />
    </Field>
  );
}

interface Typed {
  onChange: (text: string) => void;
}

const textOf = (event: FormEvent<HTMLInputElement | HTMLTextAreaElement>) => event.currentTarget.value;

export function InputField(props: Omit<ComponentProps<typeof Input>, 'onChange' | 'ref'> & FieldLabels & Typed) {
  const { field, rest } = split(props);
  return (
    <Field {...field}>
      <Input {...rest} onChange={(event) => props.onChange(textOf(event))} />
    </Field>
  );
}

export function TextAreaField(props: Omit<ComponentProps<typeof TextArea>, 'onChange' | 'ref'> & FieldLabels & Typed) {
  const { field, rest } = split(props);
  return (
    <Field {...field}>
      <TextArea {...rest} onChange={(event) => props.onChange(textOf(event))} />
    </Field>
  );
}

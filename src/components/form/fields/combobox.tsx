/** Grafana's comboboxes, corrected for all versions: Esc closes only the list, and each box has an accessible name. */
import type { KeyboardEvent, ReactNode } from 'react';
import { useId } from 'react';
// eslint-disable-next-line no-restricted-imports -- the one place that knows what 12.4 leaves out
import { Combobox as GrafanaCombobox, MultiCombobox as GrafanaMultiCombobox } from '@grafana/ui';

type ComboboxProps<T extends string | number> = Parameters<typeof GrafanaCombobox<T>>[0];
type MultiComboboxProps<T extends string | number> = Parameters<typeof GrafanaMultiCombobox<T>>[0];

/** In 12.4, Esc also reaches the dialog or drawer, which closes and loses the draft. */
function keepEscape(event: KeyboardEvent): void {
  if (
    event.key === 'Escape' &&
    event.target instanceof Element &&
    event.target.getAttribute('aria-expanded') === 'true'
  ) {
    event.stopPropagation();
  }
}

interface AriaLabel {
  'aria-label'?: string;
}

interface NamedProps {
  label: string | undefined;
  children: (labelledBy: string | undefined) => ReactNode;
}

/** 12.4 does not pass on `aria-label`, while `aria-labelledby` works in every version. */
function Named({ label, children }: NamedProps) {
  const id = useId();
  return (
    <div style={{ display: 'contents' }} onKeyDown={keepEscape}>
      {children(label === undefined ? undefined : id)}
      {label !== undefined && <span id={id} hidden aria-label={label} />}
    </div>
  );
}

export function Combobox<T extends string | number>(props: ComboboxProps<T> & AriaLabel) {
  const { 'aria-label': label, ...rest } = props;
  return (
    <Named label={label}>
      {(labelledBy) => <GrafanaCombobox<T> aria-labelledby={labelledBy} {...(rest as ComboboxProps<T>)} />}
    </Named>
  );
}

export function MultiCombobox<T extends string | number>(props: MultiComboboxProps<T> & AriaLabel) {
  const { 'aria-label': label, ...rest } = props;
  return (
    <Named label={label}>
      {(labelledBy) => <GrafanaMultiCombobox<T> aria-labelledby={labelledBy} {...(rest as MultiComboboxProps<T>)} />}
    </Named>
  );
}

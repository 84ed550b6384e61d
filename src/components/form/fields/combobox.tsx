/**
 * Grafana's comboboxes, corrected for all versions: Esc closes only the list, each box has an accessible name, and several
 * things are picked by the keyboard alone, one after the other.
 */
import type { KeyboardEvent, ReactNode } from 'react';
import { useId, useRef } from 'react';
import { css } from '@emotion/css';
import { delay, filter, map, Subscription, tap, timer } from 'rxjs';
// eslint-disable-next-line no-restricted-imports -- the one place that knows what 12.4 leaves out
import { Combobox as GrafanaCombobox, MultiCombobox as GrafanaMultiCombobox } from '@grafana/ui';
import { typedSince } from './typed-since.ts';

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

/** Wider than all that somebody may pick: Grafana's box counts by it what it hides behind "…" while its list is closed. */
const ROOM_FOR_ALL = 100_000;

const multiStyle = css({
  display: 'contents',
  '& > div': { width: '100%' },
  // What was picked goes on in the next line, and a name that is longer than the box ends in it.
  'span:has(> input)': { flexWrap: 'wrap', maxWidth: '100%' },
  'span:has(> input) > span': { maxWidth: '100%' },
});

/** The list reads what is typed from the box's own events. */
function typeInto(input: HTMLInputElement, text: string): void {
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, text);
  input.dispatchEvent(new Event('input', { bubbles: true }));
}

function press(input: HTMLInputElement, key: string): void {
  input.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
}

/** Whether something is typed, and none of the matches is marked. */
function isUnmarked(input: HTMLInputElement): boolean {
  const isOpen = input.getAttribute('aria-expanded') === 'true';
  return isOpen && input.value.trim() !== '' && !input.getAttribute('aria-activedescendant');
}

/** Milliseconds. A key that is pressed while the box still takes in a letter would lose it. */
const PAUSE = 100;

/** For several things: Enter takes the first match, what was typed is gone after it, and Backspace takes back the last one. */
export function MultiCombobox<T extends string | number>(props: MultiComboboxProps<T> & AriaLabel) {
  const { 'aria-label': label, onChange, ...rest } = props as MultiComboboxProps<T> & AriaLabel;
  const box = useRef<HTMLDivElement>(null);
  const pause = useRef(Subscription.EMPTY);
  const value = props.value ?? [];
  const found = useRef('');
  // A busy browser tells of the choice later than it was made, and the next name may be half typed by then.
  const remember = () => {
    found.current = box.current?.querySelector('input')?.value ?? '';
  };
  const change: typeof onChange = (chosen) => {
    onChange(chosen);
    const input = box.current?.querySelector('input');
    if (input && found.current !== '' && chosen.length > value.length) {
      // The list of all others would lie over what comes next; the next letter opens it again.
      timer(0)
        .pipe(
          map(() => typedSince(found.current, input.value)),
          tap((rest) => {
            found.current = '';
            if (rest !== input.value) {
              typeInto(input, rest);
            }
          }),
          filter((rest) => rest === ''),
          delay(0),
          filter(() => input.value === '' && input.getAttribute('aria-expanded') === 'true'),
        )
        .subscribe(() => press(input, 'Escape'));
    }
  };
  const markFirst = (input: HTMLInputElement) => {
    pause.current.unsubscribe();
    pause.current = timer(PAUSE)
      .pipe(filter(() => isUnmarked(input)))
      .subscribe(() => press(input, 'ArrowDown'));
  };
  const onKey = (event: KeyboardEvent) => {
    const { target: input, key } = event;
    if (!(input instanceof HTMLInputElement)) {
      return;
    }
    if (key === 'Enter') {
      remember();
    }
    if (key === 'Enter' && isUnmarked(input)) {
      event.stopPropagation();
      event.preventDefault();
      press(input, 'ArrowDown');
      timer(0)
        .pipe(filter(() => !isUnmarked(input)))
        .subscribe(() => press(input, 'Enter'));
    } else if (key === 'Backspace' && input.value === '' && value.length > 0) {
      // Grafana's box does so in 12.4, and only with its list closed.
      event.stopPropagation();
      onChange(value.slice(0, -1).map((one) => (typeof one === 'object' ? one : { value: one })));
    }
  };
  return (
    <Named label={label}>
      {(labelledBy) => (
        <div
          ref={box}
          className={multiStyle}
          onClickCapture={remember}
          onKeyDownCapture={onKey}
          onInput={({ target }) => markFirst(target as HTMLInputElement)}
        >
          <GrafanaMultiCombobox<T>
            aria-labelledby={labelledBy}
            {...({ ...rest, width: ROOM_FOR_ALL, onChange: change } as MultiComboboxProps<T>)}
          />
        </div>
      )}
    </Named>
  );
}

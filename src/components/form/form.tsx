/** A form that submits by Enter and by its button. */
import type { CSSProperties, ReactNode } from 'react';
import { useStyles2 } from '@grafana/ui';
import { getTouchStyles } from '../touch/touch-targets.ts';

interface Props {
  children: ReactNode;
  style?: CSSProperties;
  onSubmit: () => void;
}

/**
 * Submits only by its own button, or Enter in its own fields. React also passes on events of a dialog rendered inside,
 * although the dialog is elsewhere on the page, and Grafana 12's confirmation is itself a form.
 */
export function Form({ children, style, onSubmit }: Props) {
  const touch = useStyles2(getTouchStyles);
  return (
    // eslint-disable-next-line no-restricted-syntax -- the one form that knows of dialogs inside
    <form
      className={touch}
      style={style}
      onSubmit={(event) => {
        if (event.target === event.currentTarget) {
          event.preventDefault();
          onSubmit();
        }
      }}
    >
      {children}
    </form>
  );
}

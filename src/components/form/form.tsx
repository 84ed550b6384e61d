/** A form that submits by Enter and by its button. */
import type { CSSProperties, ReactNode } from 'react';

interface Props {
  children: ReactNode;
  style?: CSSProperties;
  onSubmit: () => void;
}

/**
 * A form that only its own button, or Enter in its own fields, submits. React hands events of a dialog that is
 * rendered inside on to us, though on the page it lies elsewhere, and Grafana 12's confirmation is a form itself.
 */
export function Form({ children, style, onSubmit }: Props) {
  return (
    // eslint-disable-next-line no-restricted-syntax -- the one form that knows of dialogs inside
    <form
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

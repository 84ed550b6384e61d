/** A dialog that asks before something is done. */
import type { ComponentProps } from 'react';
// eslint-disable-next-line no-restricted-imports -- the one place that knows of what is around it
import { ConfirmModal } from '@grafana/ui';

type Props = ComponentProps<typeof ConfirmModal>;

/** A question before something is done. Neither its answer nor Esc reaches the drawer or the form in which it is asked. */
export function ConfirmDialog(props: Props) {
  return (
    <div
      style={{ display: 'contents' }}
      onSubmit={(event) => event.stopPropagation()}
      onKeyDown={(event) => {
        if (event.key === 'Escape') {
          event.stopPropagation();
          props.onDismiss();
        }
      }}
    >
      <ConfirmModal {...props} />
    </div>
  );
}

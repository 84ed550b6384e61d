/** A dialog that asks for confirmation. */
import type { ComponentProps } from 'react';
// eslint-disable-next-line no-restricted-imports -- the one place that knows of what is around it
import { ConfirmModal, useStyles2 } from '@grafana/ui';
import { getTouchStyles } from '../touch/touch-targets.ts';

type Props = ComponentProps<typeof ConfirmModal>;

/** Keeps its submit and Esc events from the drawer or form that opened it. */
export function ConfirmDialog(props: Props) {
  const touch = useStyles2(getTouchStyles);
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
      <ConfirmModal {...props} modalClass={touch} />
    </div>
  );
}

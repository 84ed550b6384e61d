/** Drawers that edit one object and ask before changes are lost. */
import type { ReactNode } from 'react';
import { useState } from 'react';
// eslint-disable-next-line no-restricted-imports -- the one place that asks before a draft is lost
import { Button, Drawer, Stack, useStyles2 } from '@grafana/ui';
import type { ApiFailure } from '../../api/client/failure.ts';
import { t } from '../../language.ts';
import { getTouchStyles } from '../touch/touch-targets.ts';
import { FailureNote } from '../page/failure-note.tsx';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { DangerZone } from './danger-zone.tsx';
import { Form } from './form.tsx';
import { useInnerDrafts, useLeaveGuard } from './leave-guard.tsx';

interface GuardedProps {
  title: string;
  subtitle?: string;
  size: 'sm' | 'md';
  /** The fields' values. Closing asks if they differ from the first ones. null: forms inside tell by `useGuardedDraft`, if any. */
  draft: unknown;
  children: ReactNode;
  onClose: () => void;
}

/** A drawer that closes by a click beside it, Esc or its cross, and asks before changes are lost. */
export function GuardedDrawer({ draft, children, onClose, ...rest }: GuardedProps) {
  const [first] = useState(() => JSON.stringify(draft));
  const [isAsking, setAsking] = useState(false);
  const inner = useInnerDrafts();
  const isChanged = JSON.stringify(draft) !== first || inner.isAny;
  const guard = useLeaveGuard(isChanged);
  const touch = useStyles2(getTouchStyles);
  return (
    <Drawer {...rest} onClose={() => (isChanged ? setAsking(true) : onClose())}>
      <div className={touch}>{inner.around(children)}</div>
      {guard}
      <ConfirmDialog
        isOpen={isAsking}
        title={t('leave.drawer-title', 'Close without saving?')}
        body={t('leave.drawer-body', 'Your changes here are not saved.')}
        confirmText={t('leave.drawer-confirm', 'Close and lose changes')}
        dismissText={t('leave.stay', 'Stay here')}
        onConfirm={onClose}
        onDismiss={() => setAsking(false)}
      />
    </Drawer>
  );
}

interface Props extends Omit<GuardedProps, 'subtitle'> {
  canSave: boolean;
  /** Text of the button; defaults to “Save”. */
  saveLabel?: string;
  /** Why the last attempt failed, and a title for the failure. */
  failure: ApiFailure | null;
  notSaved: string;
  /** The delete button, in the danger zone. */
  remove?: ReactNode;
  /** null: nothing is saved, as of what a file states. */
  onSave: (() => void) | null;
}

/** A drawer for one object: its fields, the failure of the last save, Save and Cancel. */
export function DrawerForm({
  children,
  canSave,
  saveLabel = t('form.save', 'Save'),
  failure,
  notSaved,
  remove,
  onSave,
  ...drawer
}: Props) {
  return (
    <GuardedDrawer {...drawer}>
      <Form onSubmit={() => onSave?.()}>
        <Stack direction="column" gap={2}>
          {children}
          {failure !== null && <FailureNote failure={failure} what={notSaved} />}
          <Stack gap={1} wrap="wrap" justifyContent="flex-end">
            <Button type="button" variant="secondary" onClick={drawer.onClose}>
              {onSave === null ? t('form.close', 'Close') : t('form.cancel', 'Cancel')}
            </Button>
            {onSave !== null && (
              <Button type="submit" disabled={!canSave}>
                {saveLabel}
              </Button>
            )}
          </Stack>
          {remove !== undefined && remove !== false && remove !== null && <DangerZone>{remove}</DangerZone>}
        </Stack>
      </Form>
    </GuardedDrawer>
  );
}

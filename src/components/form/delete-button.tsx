import { useState } from 'react';
import { Button } from '@grafana/ui';
import type { ObjectPath } from '../../api/client/objects.ts';
import { removeObject } from '../../api/client/objects.ts';
import { FailureNote } from '../page/failure-note.tsx';
import { toast } from '../browser/toast.ts';
import { useSending } from './use-sending.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { t } from '../../language.ts';

interface Props {
  path: ObjectPath;
  id: string;
  name: string;
  version: number;
  /** What it means for people that it is gone. */
  consequence: string;
  size?: 'sm' | 'md';
  onDeleted: () => void;
}

/** Deletes after a question; what still refers to it is named by the sidecar, and then it stays. */
export function DeleteButton({ path, id, name, version, consequence, size = 'md', onDeleted }: Props) {
  const [isOpen, setOpen] = useState(false);
  const { isSending, failure, send, forget } = useSending();
  const close = () => {
    setOpen(false);
    forget();
  };
  const remove = () =>
    send(
      () => removeObject(path, id, version),
      () => {
        close();
        toast(t('delete.done', '{{name}} was deleted', { name }));
        onDeleted();
      }
    );
  return (
    <>
      <Button variant="destructive" fill="outline" icon="trash-alt" size={size} onClick={() => setOpen(true)} aria-label={t('delete.label', 'Delete {{name}}', { name })}>
        {t('delete.button', 'Delete')}
      </Button>
      <ConfirmDialog
        isOpen={isOpen}
        title={t('delete.title', 'Delete {{name}}?', { name })}
        body={
          <>
            <p>{consequence}</p>
            {failure !== null && <FailureNote failure={failure} what={t('delete.failed', 'It was not deleted')} />}
          </>
        }
        confirmText={t('delete.button', 'Delete')}
        dismissText={t('form.cancel', 'Cancel')}
        disabled={isSending}
        onConfirm={remove}
        onDismiss={close}
      />
    </>
  );
}

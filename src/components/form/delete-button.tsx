/** A button that deletes an object after a confirmation. */
import type { ReactNode } from 'react';
import { useState } from 'react';
import type { ApiResult } from '../../api/client/client.ts';
import { Button } from '@grafana/ui';
import type { ObjectPath } from '../../api/client/objects.ts';
import { removeObject } from '../../api/client/objects.ts';
import { FailureNote } from '../page/failure-note.tsx';
import { offerUndeletion } from '../undo/offer-undeletion.ts';
import { useSending } from './use-sending.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { t } from '../../language.ts';

interface Props {
  path: Exclude<ObjectPath, 'users'>;
  id: string;
  name: string;
  version: number;
  /** What the deletion means for people. */
  consequence: string;
  /** Further questions in the dialog. */
  more?: ReactNode;
  /** Runs before the deletion; if it fails, nothing is deleted. */
  first?: (() => Promise<ApiResult<unknown>>) | undefined;
  /** What undoing the deletion does not bring back, in a sentence. */
  lost?: string | undefined;
  size?: 'sm' | 'md';
  onDeleted: () => void;
}

type Removal = Pick<Props, 'path' | 'id' | 'name' | 'version' | 'first' | 'lost'>;

function useRemoval({ path, id, name, version, first, lost }: Removal) {
  const sending = useSending();
  const remove = (onRemoved: () => void) =>
    sending.send(
      async () => {
        const done = await first?.();
        return done === undefined || done.ok ? removeObject(path, id, version) : done;
      },
      () => {
        offerUndeletion({ resource: path, id, name, lost });
        onRemoved();
      },
    );
  return { ...sending, remove };
}

function OpenButton({ name, size, onClick }: { name: string; size: 'sm' | 'md'; onClick: () => void }) {
  return (
    <Button
      variant="destructive"
      fill="outline"
      icon="trash-alt"
      size={size}
      onClick={onClick}
      aria-label={t('delete.label', 'Delete {{name}}', { name })}
    >
      {t('delete.button', 'Delete')}
    </Button>
  );
}

/** Deletes after a confirmation. If something still refers to the object, the sidecar names it and the object stays. */
export function DeleteButton({ consequence, more, size = 'md', onDeleted, ...removal }: Props) {
  const { name } = removal;
  const [isOpen, setOpen] = useState(false);
  const { isSending, failure, remove, forget } = useRemoval(removal);
  const close = () => {
    setOpen(false);
    forget();
  };
  return (
    <>
      <OpenButton name={name} size={size} onClick={() => setOpen(true)} />
      <ConfirmDialog
        isOpen={isOpen}
        title={t('delete.title', 'Delete {{name}}?', { name })}
        body={
          <>
            <p>{consequence}</p>
            {more}
            {failure !== null && <FailureNote failure={failure} what={t('delete.failed', 'Deleting failed')} />}
          </>
        }
        confirmText={t('delete.button', 'Delete')}
        dismissText={t('form.cancel', 'Cancel')}
        disabled={isSending}
        onConfirm={() => remove(() => (close(), onDeleted()))}
        onDismiss={close}
      />
    </>
  );
}

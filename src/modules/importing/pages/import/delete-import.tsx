/** Deletes an import with its snapshot and key; what was applied stays. */
import { useState } from 'react';
import { Button } from '@grafana/ui';
import type { ImportDetail } from '#modules/importing/contract/wizard';
import { removeImport } from '../../api/imports.ts';
import { toast } from '../../../../components/browser/toast.ts';
import { ConfirmDialog } from '../../../../components/form/confirm-dialog.tsx';
import { goTo } from '../../../../components/form/leave-guard.tsx';
import { useSending } from '../../../../components/form/use-sending.ts';
import { FailureNote } from '../../../../components/page/failure-note.tsx';
import { tabPath } from '../../../../components/menu/sections.ts';
import { t } from '../../../../language.ts';

export function DeleteImport({ one }: { one: ImportDetail }) {
  const [isOpen, setOpen] = useState(false);
  const { isSending, failure, send } = useSending();
  const remove = () =>
    send(
      () => removeImport(one.id),
      () => {
        toast(t('import-delete.done', 'Snapshot and key were deleted'));
        goTo(tabPath('integrations', 'imports'));
      },
    );
  return (
    <>
      <Button variant="destructive" fill="outline" icon="trash-alt" onClick={() => setOpen(true)}>
        {t('import-delete.button', 'Delete snapshot and key')}
      </Button>
      <ConfirmDialog
        isOpen={isOpen}
        title={t('import-delete.title', 'Delete snapshot and key?')}
        body={
          <>
            <p>
              {t(
                'import-delete.consequence',
                'What was applied stays in Vigie. What was read, the map of people, the report and the comparisons go, and a later import would make everything anew.',
              )}
            </p>
            {failure !== null && <FailureNote failure={failure} />}
          </>
        }
        confirmText={t('delete.button', 'Delete')}
        dismissText={t('form.cancel', 'Cancel')}
        disabled={isSending}
        onConfirm={() => void remove()}
        onDismiss={() => setOpen(false)}
      />
    </>
  );
}

/** Asks before a person is disabled, and lists what counts on them. */
import type { CommitmentsWire } from '#contract/people/commitments';
import { segment } from '../../../api/client/client.ts';
import { useApi } from '../../../api/client/use-api.ts';
import type { StoredPerson } from '../../../api/resources/people.ts';
import { Answer } from '../../../components/page/answer.tsx';
import { ConfirmDialog } from '../../../components/form/confirm-dialog.tsx';
import { FailureNote } from '../../../components/page/failure-note.tsx';
import { t } from '../../../language.ts';
import type { SavePerson } from '../use-save.ts';
import { CommitmentsList } from './commitments-list.tsx';

interface Props {
  person: StoredPerson;
  saving: SavePerson;
  onClose: () => void;
}

export function DisableDialog({ person, saving, onClose }: Props) {
  const name = person.name ?? person.login;
  const asked = useApi<CommitmentsWire>({ path: `users/${segment(person.login)}/commitments` });
  return (
    <ConfirmDialog
      isOpen
      title={t('disable.title', 'Disable {{name}}?', { name })}
      body={
        <>
          <p>
            {t(
              'disable.body',
              'They can no longer sign in to Vigie, answer or be paged, from now on. Nothing is deleted, and you can enable them again.',
            )}
          </p>
          <Answer asked={asked}>{(commitments) => <CommitmentsList commitments={commitments} />}</Answer>
          {saving.failure !== null && (
            <FailureNote failure={saving.failure} what={t('person.not-saved', 'Nothing was changed')} />
          )}
        </>
      }
      confirmText={t('disable.confirm', 'Disable')}
      dismissText={t('form.cancel', 'Cancel')}
      disabled={saving.isSending || asked.isLoading}
      onConfirm={() => void saving.save({ disabled: true })}
      onDismiss={onClose}
    />
  );
}

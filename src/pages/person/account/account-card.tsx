/** The card with what concerns a person's account: the export, and for Admins disabling and erasing. */
import { useState } from 'react';
import { Button, Stack } from '@grafana/ui';
import type { StoredPerson } from '../../../api/resources/people.ts';
import { exportPerson } from '../../../api/resources/people.ts';
import { download } from '../../../components/browser/download.ts';
import { useSending } from '../../../components/form/use-sending.ts';
import { FailureNote } from '../../../components/page/failure-note.tsx';
import { Section } from '../../../components/page/section.tsx';
import { useMe } from '../../../components/people/who-am-i.tsx';
import { t } from '../../../language.ts';
import { useSave } from '../use-save.ts';
import { DisableDialog } from './disable-dialog.tsx';
import { EraseDialog } from './erase-dialog.tsx';

interface Props {
  person: StoredPerson;
  onChanged: () => void;
}

function Export({ person: { login } }: Pick<Props, 'person'>) {
  const { isSending, failure, send } = useSending();
  const save = () =>
    void send(
      () => exportPerson(login),
      (held) => download(`vigie-${login}.json`, 'application/json', JSON.stringify(held, null, 2)),
    );
  return (
    <>
      <p>{t('account.export-hint', 'Everything that Vigie holds on this person, as a JSON file.')}</p>
      <Button size="sm" variant="secondary" icon="download-alt" disabled={isSending} onClick={save}>
        {t('account.export', 'Export')}
      </Button>
      {failure !== null && <FailureNote failure={failure} what={t('account.not-exported', 'Nothing was exported')} />}
    </>
  );
}

/** Nobody disables or erases themselves: they could not take it back. */
function Administration({ person, onChanged }: Props) {
  const [dialog, setDialog] = useState<'disable' | 'erase' | null>(null);
  const saving = useSave(person, () => {
    setDialog(null);
    onChanged();
  });
  const close = () => {
    saving.forget();
    setDialog(null);
  };
  if (person.provisioned) {
    return <p>{t('account.file', 'A provisioning file states this person. Disable or remove them there.')}</p>;
  }
  return (
    <>
      <p>
        {person.disabled
          ? t('account.disabled', 'Disabled: they can neither sign in to Vigie, nor answer, nor be paged.')
          : t('account.leaving', 'When somebody leaves: disable them, and erase them once nothing counts on them.')}
      </p>
      <Stack gap={1} wrap="wrap">
        {person.disabled ? (
          <Button
            size="sm"
            variant="secondary"
            icon="user"
            disabled={saving.isSending}
            onClick={() => void saving.save({ disabled: false })}
          >
            {t('account.enable', 'Enable')}
          </Button>
        ) : (
          <Button size="sm" variant="secondary" icon="ban" onClick={() => setDialog('disable')}>
            {t('account.disable', 'Disable…')}
          </Button>
        )}
        <Button size="sm" variant="destructive" fill="outline" icon="trash-alt" onClick={() => setDialog('erase')}>
          {t('account.erase', 'Erase…')}
        </Button>
      </Stack>
      {dialog === null && saving.failure !== null && (
        <FailureNote failure={saving.failure} what={t('person.not-saved', 'Nothing was changed')} />
      )}
      {dialog === 'disable' && <DisableDialog person={person} saving={saving} onClose={close} />}
      {dialog === 'erase' && <EraseDialog person={person} onClose={close} />}
    </>
  );
}

/** For the person themselves and for Admins. */
export function AccountCard({ person, onChanged }: Props) {
  const me = useMe();
  const isOther = person.login !== me?.login;
  return (
    <Section title={t('account.title', 'Account and data')}>
      <Stack direction="column" gap={2}>
        <div>
          <Export person={person} />
        </div>
        {me?.can.administer === true && isOther && (
          <div>
            <Administration person={person} onChanged={onChanged} />
          </div>
        )}
      </Stack>
    </Section>
  );
}

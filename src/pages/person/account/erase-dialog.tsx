/** Asks before a person is erased; the login must be typed. */
import { useState } from 'react';
import { Button, Modal, Stack } from '@grafana/ui';
import { goTo } from '../../../components/form/leave-guard.tsx';
import { Form } from '../../../components/form/form.tsx';
import { InputField } from '../../../components/form/fields/labelled-fields.tsx';
import { FailureNote } from '../../../components/page/failure-note.tsx';
import { toast } from '../../../components/browser/toast.ts';
import { useSending } from '../../../components/form/use-sending.ts';
import { erasePerson } from '../../../api/resources/people.ts';
import type { StoredPerson } from '../../../api/resources/people.ts';
import { PLUGIN_ROOT } from '../../../constants.ts';
import { t } from '../../../language.ts';

interface Props {
  person: StoredPerson;
  onClose: () => void;
}

export function EraseDialog({ person: { login, name }, onClose }: Props) {
  // Typed anew each time: it is the question, not a draft.
  const [typed, setTyped] = useState('');
  const { isSending, failure, send } = useSending();
  const erase = () =>
    void send(
      () => erasePerson(login),
      ({ pseudonym }) => {
        toast(t('erase.done', 'Erased. What has to be kept names {{pseudonym}}.', { pseudonym }));
        goTo(`${PLUGIN_ROOT}/people`);
      },
    );
  return (
    <Modal title={t('erase.title', 'Erase {{name}}?', { name: name ?? login })} isOpen onDismiss={onClose}>
      <Form onSubmit={erase}>
        <Stack direction="column" gap={2}>
          <div>
            {t(
              'erase.body',
              'Their name, addresses and settings are deleted. Time on call, incidents and the audit log stay, under a pseudonym. This cannot be undone.',
            )}
          </div>
          <InputField
            id="erase-login"
            label={t('erase.type', 'Type the login “{{login}}” to confirm', { login })}
            autoComplete="off"
            value={typed}
            onChange={setTyped}
          />
          {failure !== null && <FailureNote failure={failure} what={t('erase.failed', 'Nobody was erased')} />}
          <Stack gap={1} justifyContent="flex-end">
            <Button type="button" variant="secondary" onClick={onClose}>
              {t('form.cancel', 'Cancel')}
            </Button>
            <Button type="submit" variant="destructive" disabled={isSending || typed !== login}>
              {t('erase.confirm', 'Erase for good')}
            </Button>
          </Stack>
        </Stack>
      </Form>
    </Modal>
  );
}

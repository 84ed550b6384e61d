/** Paging someone by hand: through an escalation policy, or directly. */
import { useState } from 'react';
import { locationService } from '@grafana/runtime';
import { Button, Field, Modal, RadioButtonGroup, Stack } from '@grafana/ui';
import type { Severity } from '#domain/incident/alert';
import { SEVERITIES } from '#domain/incident/alert';
import type { Failure } from '../../api/client/failure.ts';
import { pageSomeone } from '../../api/resources/incidents.ts';
import type { MeWire } from '../../api/connection/connection-wire.ts';
import { useAsk, useAskAll } from '../../api/client/use-ask.ts';
import { useMe } from '../people/who-am-i.tsx';
import { ReadOnlyNote } from '../page/read-only-note.tsx';
import { PLUGIN_ROOT } from '../../constants.ts';
import { severityText } from './badges.tsx';
import { FailureNote } from '../page/failure-note.tsx';
import { Form } from '../form/form.tsx';
import { t } from '../../language.ts';
import { ComboboxField, InputField, MultiComboboxField, TextAreaField } from '../form/fields/labelled-fields.tsx';

interface Named {
  id?: string;
  login?: string;
  name?: string | null;
}

interface FormProps {
  title?: string;
  description?: string;
  labels?: Record<string, string>;
  onClose: () => void;
}

type Way = 'policy' | 'users';

const optionsOf = (items: Named[] | null) =>
  (items ?? []).map(({ id, login, name }) => ({ value: login ?? id ?? '', label: name ?? login ?? id ?? '' }));

/** Also used outside of our pages (an alert of Grafana), so it asks for names itself. */
export function PageSomeoneForm({ title: about = '', description: more = '', labels, onClose }: FormProps) {
  const [title, setTitle] = useState(about);
  const [description, setDescription] = useState(more);
  const [severity, setSeverity] = useState<Severity>('critical');
  const [way, setWay] = useState<Way>('policy');
  const [policy, setPolicy] = useState<string | null>(null);
  const [users, setUsers] = useState<string[]>([]);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isSending, setSending] = useState(false);
  const may = useMayPage();
  const policies =
    useAskAll<Named>({ path: 'policies' }).data?.filter(
      ({ id = '' }) => may?.pages.anybody === true || may?.pages.policies.includes(id) === true,
    ) ?? null;
  const people =
    useAskAll<Named>({ path: 'users' }).data?.filter(
      ({ login = '' }) => may?.pages.anybody === true || may?.pages.users.includes(login) === true,
    ) ?? null;
  const isReady = title.trim() !== '' && (way === 'policy' ? policy !== null : users.length > 0);

  const submit = async () => {
    setSending(true);
    const sent = await pageSomeone({
      title: title.trim(),
      description,
      severity,
      labels,
      ...(way === 'policy'
        ? { policy: policy ?? undefined }
        : { users, ...(may?.pages.anybody === false && { team: may.teams[0] }) }),
    });
    setSending(false);
    if (!sent.ok) {
      return setFailure(sent.failure);
    }
    onClose();
    locationService.push(`${PLUGIN_ROOT}/incidents/${sent.value.id}`);
  };

  if (may !== null && !pagesSomebody(may)) {
    return (
      <ReadOnlyNote
        isProvisioned={false}
        who={t(
          'page-someone.who-may',
          'Editors page anybody; others page their own teams, and the policies on which they are on call.',
        )}
      />
    );
  }
  return (
    <Form onSubmit={() => void submit()}>
      <InputField
        id="page-someone-title"
        label={t('page-someone.what', 'What is wrong?')}
        required
        noMargin={false}
        value={title}
        autoFocus
        onChange={setTitle}
      />
      <TextAreaField
        id="page-someone-text"
        label={t('page-someone.more', 'What should they know?')}
        noMargin={false}
        rows={3}
        value={description}
        onChange={setDescription}
      />
      <Field label={t('incidents.severity', 'Severity')}>
        <RadioButtonGroup
          id="page-someone-severity"
          value={severity}
          options={[...SEVERITIES].reverse().map((value) => ({ value, label: severityText(value) }))}
          onChange={setSeverity}
        />
      </Field>
      {(may?.pages.anybody === true || (may?.pages.users.length ?? 0) > 0) && (
        <Field label={t('page-someone.who', 'Who is paged?')}>
          <RadioButtonGroup<Way>
            id="page-someone-way"
            value={way}
            options={[
              { value: 'policy', label: t('page-someone.by-policy', 'By an escalation policy') },
              { value: 'users', label: t('page-someone.directly', 'People, directly') },
            ]}
            onChange={setWay}
          />
        </Field>
      )}
      {way === 'policy' ? (
        <ComboboxField
          id="page-someone-policy"
          label={t('incidents.policy', 'Escalation policy')}
          noMargin={false}
          value={policy}
          options={optionsOf(policies)}
          onChange={(option) => setPolicy(option.value)}
        />
      ) : (
        <MultiComboboxField
          id="page-someone-people"
          label={t('page-someone.people', 'People')}
          noMargin={false}
          value={users}
          options={optionsOf(people)}
          onChange={(options) => setUsers(options.map(({ value }) => value))}
        />
      )}
      {failure !== null && <FailureNote failure={failure} what={t('page-someone.failed', 'Nobody was paged')} />}
      <Stack gap={1} justifyContent="flex-end">
        <Button type="button" variant="secondary" onClick={onClose}>
          {t('form.cancel', 'Cancel')}
        </Button>
        <Button type="submit" icon="bell" disabled={!isReady || isSending}>
          {t('page-someone.submit', 'Page now')}
        </Button>
      </Stack>
    </Form>
  );
}

interface MayPage {
  pages: NonNullable<MeWire['pages']>;
  teams: readonly string[];
}

/** null: not known yet. */
function useMayPage(): MayPage | null {
  const here = useMe();
  const asked = useAsk<MeWire>(here === null ? { path: 'me' } : null);
  const me = here ?? asked.data;
  // A sidecar of 0.1 does not say whom; to Editors it refuses nobody.
  return me === null ? null : { pages: me.pages ?? { anybody: me.can.edit, policies: [], users: [] }, teams: me.teams };
}

function pagesSomebody({ pages }: MayPage): boolean {
  return pages.anybody || pages.policies.length > 0 || pages.users.length > 0;
}

/** Not offered to whom it would be refused. */
export function PageSomeoneButton() {
  const may = useMayPage();
  const [isOpen, setOpen] = useState(false);
  const close = () => setOpen(false);
  if (may === null || !pagesSomebody(may)) {
    return null;
  }
  return (
    <>
      <Button icon="bell" onClick={() => setOpen(true)}>
        {t('page-someone.button', 'Page someone')}
      </Button>
      <Modal title={t('page-someone.button', 'Page someone')} isOpen={isOpen} onDismiss={close}>
        <PageSomeoneForm onClose={close} />
      </Modal>
    </>
  );
}

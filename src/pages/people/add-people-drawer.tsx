/** A drawer that adds people: from Grafana, several at once, or by hand. */
import { useState } from 'react';
import { Button, RadioButtonGroup, Stack } from '@grafana/ui';
import type { ApiFailure } from '../../api/client/failure.ts';
import { saveObject } from '../../api/client/objects.ts';
import { toast } from '../../components/browser/toast.ts';
import { GuardedDrawer } from '../../components/form/drawer-form.tsx';
import { ZoneField } from '../../components/form/fields/time/zone-field.tsx';
import { InputField } from '../../components/form/fields/labelled-fields.tsx';
import { Form } from '../../components/form/form.tsx';
import { FailureNote } from '../../components/page/failure-note.tsx';
import { readerZone } from '../../components/time/format.ts';
import { t } from '../../language.ts';
import type { AddDraft } from './add-draft.ts';
import { EMPTY_DRAFT, bodiesOf, candidatesOf } from './add-draft.ts';
import { GrafanaUserList } from './grafana-user-list.tsx';
import type { GrafanaUsers } from './use-grafana-users.ts';

interface Props {
  grafana: GrafanaUsers;
  /** Logins that Vigie knows. */
  known: ReadonlySet<string>;
  onClose: () => void;
  /** Called after each person that was added. */
  onAdded: () => void;
}

/** Adds one person after the other; those who were added are no longer chosen, so a second attempt adds the rest. */
function useAdding(draft: AddDraft, { grafana, onAdded, onClose }: Props) {
  const [isSending, setSending] = useState(false);
  const [failure, setFailure] = useState<ApiFailure | null>(null);
  const add = async () => {
    setSending(true);
    setFailure(null);
    let count = 0;
    for (const body of bodiesOf(draft, grafana.users ?? [])) {
      const sent = await saveObject({ path: 'users', id: null, version: null, body });
      if (!sent.ok) {
        setSending(false);
        onAdded();
        return setFailure(sent.failure);
      }
      count++;
    }
    setSending(false);
    sayAdded(count);
    onAdded();
    onClose();
  };
  return { isSending, failure, add };
}

function sayAdded(count: number): void {
  toast(
    t('people.added', '', {
      count,
      defaultValue_one: '{{count}} person added',
      defaultValue_other: '{{count}} people added',
    }),
  );
}

function ByHand({ draft, change }: { draft: AddDraft; change: (part: Partial<AddDraft>) => void }) {
  return (
    <>
      <InputField
        id="person-login"
        label={t('people.login', 'Login in Grafana')}
        description={t('people.login-hint', 'It cannot be changed later. The person signs in to Grafana with it.')}
        value={draft.login}
        onChange={(login) => change({ login })}
      />
      <InputField
        id="person-name"
        label={t('form.name', 'Name')}
        value={draft.name}
        onChange={(name) => change({ name })}
      />
      <InputField
        id="person-mail"
        type="email"
        label={t('people.mail', 'E-mail (optional)')}
        description={t('people.mail-hint', 'Pages go there until the person adds contact methods of their own.')}
        value={draft.email}
        onChange={(email) => change({ email })}
      />
    </>
  );
}

export function AddPeopleDrawer(props: Props) {
  const { grafana, known, onClose } = props;
  const [draft, setDraft] = useState<AddDraft>({ ...EMPTY_DRAFT, timeZone: readerZone() });
  const change = (part: Partial<AddDraft>) => setDraft((old) => ({ ...old, ...part }));
  const { isSending, failure, add } = useAdding(draft, props);
  const count = bodiesOf(draft, grafana.users ?? []).length;
  return (
    <GuardedDrawer title={t('people.add', 'Add people')} size="md" draft={draft} onClose={onClose}>
      <Form onSubmit={() => void add()}>
        <Stack direction="column" gap={2}>
          <RadioButtonGroup<AddDraft['way']>
            id="add-way"
            aria-label={t('people.way', 'Where from')}
            value={draft.way}
            onChange={(way) => change({ way })}
            options={[
              { value: 'grafana', label: t('people.from-grafana', 'From Grafana') },
              { value: 'hand', label: t('people.by-hand', 'By hand') },
            ]}
          />
          {draft.way === 'hand' ? (
            <ByHand draft={draft} change={change} />
          ) : (
            <GrafanaUserList
              grafana={grafana}
              candidates={candidatesOf(grafana.users ?? [], known)}
              chosen={draft.chosen}
              onChange={(chosen) => change({ chosen })}
            />
          )}
          <ZoneField
            id="person-zone"
            label={t('people.zone', 'Time zone, until they confirm their own')}
            value={draft.timeZone}
            onChange={(timeZone) => change({ timeZone })}
          />
          {failure !== null && (
            <FailureNote failure={failure} what={t('people.not-added', 'Not everybody was added')} />
          )}
          <Stack gap={1} wrap="wrap" justifyContent="flex-end">
            <Button type="button" variant="secondary" onClick={onClose}>
              {t('form.cancel', 'Cancel')}
            </Button>
            <Button type="submit" disabled={isSending || count === 0}>
              {count === 0
                ? t('people.add', 'Add people')
                : t('people.add-count', '', {
                    count,
                    defaultValue_one: 'Add {{count}} person',
                    defaultValue_other: 'Add {{count}} people',
                  })}
            </Button>
          </Stack>
        </Stack>
      </Form>
    </GuardedDrawer>
  );
}

/** Asks the reader which name and e-mail address are theirs, if Vigie knows others than their Grafana. */
import { useState } from 'react';
import { Alert, Button, Stack } from '@grafana/ui';
import { config } from '@grafana/runtime';
import type { UserWire } from '#contract/people/user';
import { saveObject } from '../../api/client/objects.ts';
import type { StoredPerson } from '../../api/resources/people.ts';
import { t } from '../../language.ts';
import { useSending } from '../form/use-sending.ts';
import { FailureNote } from '../page/failure-note.tsx';

type Field = 'name' | 'email';

/** A person who keeps theirs is not asked again about the same one of Grafana. */
const keptKey = (login: string, field: Field, theirs: string) => `vigie.${field}-kept.${login}.${theirs}`;

interface Props {
  person: StoredPerson;
  onChanged: () => void;
}

function FieldNote({ person, field, theirs, onChanged }: Props & { field: Field; theirs: string }) {
  const { login, version } = person;
  const ours = person[field] ?? '';
  const key = keptKey(login, field, theirs);
  const [isKept, setKept] = useState(() => window.localStorage.getItem(key) !== null);
  const { isSending, failure, send } = useSending();
  // An empty one is filled from Grafana without a question.
  if (isKept || theirs === '' || ours === '' || ours.toLowerCase() === theirs.toLowerCase()) {
    return null;
  }
  const keep = () => {
    window.localStorage.setItem(key, ours);
    setKept(true);
  };
  const take = () =>
    void send(
      () => saveObject<UserWire>({ path: 'users', id: login, version, body: { ...person, [field]: theirs } }),
      onChanged,
    );
  return (
    <Alert
      severity="warning"
      title={
        field === 'email'
          ? t('grafana-says.email', 'Grafana has another e-mail address for you: {{theirs}}', { theirs })
          : t('grafana-says.name', 'Grafana calls you {{theirs}}', { theirs })
      }
    >
      <Stack direction="column" gap={1}>
        <div>
          {field === 'email'
            ? t('grafana-says.email-ours', 'Vigie pages you at {{ours}}.', { ours })
            : t('grafana-says.name-ours', 'Vigie calls you {{ours}}.', { ours })}
        </div>
        <Stack gap={1} wrap="wrap">
          <Button size="sm" disabled={isSending} onClick={take}>
            {t('grafana-says.take', 'Use {{theirs}}', { theirs })}
          </Button>
          <Button size="sm" variant="secondary" onClick={keep}>
            {t('grafana-says.keep', 'Keep {{ours}}', { ours })}
          </Button>
        </Stack>
        {failure !== null && <FailureNote failure={failure} what={t('person.not-saved', 'Nothing was changed')} />}
      </Stack>
    </Alert>
  );
}

/** Shown to the person only: Grafana tells each browser about its own reader. */
export function GrafanaNote({ person, onChanged }: Props) {
  const { name, email } = config.bootData.user;
  if (person.provisioned) {
    return null;
  }
  return (
    <>
      <FieldNote person={person} field="email" theirs={email} onChanged={onChanged} />
      <FieldNote person={person} field="name" theirs={name} onChanged={onChanged} />
    </>
  );
}

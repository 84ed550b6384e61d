/** Asks the reader whether a setting of theirs is right, where Grafana or the browser says another. */
import { useState } from 'react';
import { Alert, Button, Stack } from '@grafana/ui';
import type { UserWire } from '#contract/people/user';
import { saveObject } from '../../api/client/objects.ts';
import type { StoredPerson } from '../../api/resources/people.ts';
import { t } from '../../language.ts';
import { useSending } from '../form/use-sending.ts';
import { FailureNote } from '../page/failure-note.tsx';

export interface TakeOrKeepProps {
  person: StoredPerson;
  /** The fields that would be saved. */
  change: Partial<UserWire>;
  /** A key of the browser’s storage: a person who keeps theirs is not asked again about the same. */
  keptKey: string;
  texts: { title: string; why: string; take: string; keep: string };
  onChanged: () => void;
}

export function TakeOrKeep({ person, change, keptKey, texts, onChanged }: TakeOrKeepProps) {
  const { login, version } = person;
  const [isKept, setKept] = useState(() => window.localStorage.getItem(keptKey) !== null);
  const { isSending, failure, send } = useSending();
  if (isKept) {
    return null;
  }
  const keep = () => {
    window.localStorage.setItem(keptKey, 'kept');
    setKept(true);
  };
  const take = () =>
    void send(
      () => saveObject<UserWire>({ path: 'users', id: login, version, body: { ...person, ...change } }),
      onChanged,
    );
  return (
    <Alert severity="warning" title={texts.title}>
      <Stack direction="column" gap={1}>
        <div>{texts.why}</div>
        <Stack gap={1} wrap="wrap">
          <Button size="sm" disabled={isSending} onClick={take}>
            {texts.take}
          </Button>
          <Button size="sm" variant="secondary" onClick={keep}>
            {texts.keep}
          </Button>
        </Stack>
        {failure !== null && <FailureNote failure={failure} what={t('person.not-saved', 'Nothing was changed')} />}
      </Stack>
    </Alert>
  );
}

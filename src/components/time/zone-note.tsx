/** Asks the reader which time zone is theirs, if Vigie knows another one than their Grafana or browser. */
import { useState } from 'react';
import { Alert, Button, Stack } from '@grafana/ui';
import type { UserWire } from '#contract/people/user';
import { saveObject } from '../../api/client/objects.ts';
import type { StoredPerson } from '../../api/resources/people.ts';
import { t } from '../../language.ts';
import { useSending } from '../form/use-sending.ts';
import { FailureNote } from '../page/failure-note.tsx';
import { readerZone } from './format.ts';

/** Zones with the same clock differ in name only, such as Europe/Paris and Europe/Brussels: who keeps theirs is not asked again. */
const keptKey = (login: string, zone: string) => `vigie.zone-kept.${login}.${zone}`;

interface Props {
  person: StoredPerson;
  onChanged: () => void;
}

export function ZoneNote({ person, onChanged }: Props) {
  const { login, timeZone, version, provisioned } = person;
  const here = readerZone();
  const [isKept, setKept] = useState(() => window.localStorage.getItem(keptKey(login, here)) !== null);
  const { isSending, failure, send } = useSending();
  if (provisioned || isKept || timeZone === here) {
    return null;
  }
  const keep = () => {
    window.localStorage.setItem(keptKey(login, here), timeZone);
    setKept(true);
  };
  const take = () =>
    void send(
      () => saveObject<UserWire>({ path: 'users', id: login, version, body: { ...person, timeZone: here } }),
      onChanged,
    );
  return (
    <Alert
      severity="warning"
      title={t('zone.ask', 'Vigie counts your hours in {{zone}}. Is that right?', { zone: timeZone })}
    >
      <Stack direction="column" gap={1}>
        <div>
          {t('zone.why', 'This browser is in {{zone}}. Quiet hours and absences follow the zone that you choose.', {
            zone: here,
          })}
        </div>
        <Stack gap={1} wrap="wrap">
          <Button size="sm" disabled={isSending} onClick={take}>
            {t('zone.take', 'Use {{zone}}', { zone: here })}
          </Button>
          <Button size="sm" variant="secondary" onClick={keep}>
            {t('zone.keep', 'Keep {{zone}}', { zone: timeZone })}
          </Button>
        </Stack>
        {failure !== null && <FailureNote failure={failure} what={t('person.not-saved', 'Nothing was changed')} />}
      </Stack>
    </Alert>
  );
}

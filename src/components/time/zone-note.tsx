/** Asks the reader which time zone is theirs, if Vigie knows another one than their Grafana or browser. */
import type { StoredPerson } from '../../api/resources/people.ts';
import { t } from '../../language.ts';
import { TakeOrKeep } from '../people/take-or-keep.tsx';
import { readerZone } from './format.ts';

interface Props {
  person: StoredPerson;
  onChanged: () => void;
}

export function ZoneNote({ person, onChanged }: Props) {
  const { login, timeZone, provisioned } = person;
  const here = readerZone();
  if (provisioned || timeZone === here) {
    return null;
  }
  return (
    <TakeOrKeep
      key={here}
      person={person}
      change={{ timeZone: here }}
      // Zones with the same clock differ in name only, such as Europe/Paris and Europe/Brussels.
      keptKey={`vigie.zone-kept.${login}.${here}`}
      texts={{
        title: t('zone.ask', 'Vigie counts your hours in {{zone}}. Is that right?', { zone: timeZone }),
        why: t('zone.why', 'This browser is in {{zone}}. Quiet hours and absences follow the zone that you choose.', {
          zone: here,
        }),
        take: t('zone.take', 'Use {{zone}}', { zone: here }),
        keep: t('zone.keep', 'Keep {{zone}}', { zone: timeZone }),
      }}
      onChanged={onChanged}
    />
  );
}
